// A PIN and a password: choose one, type it, keep it where nobody looks, sign in with it. One scene after the other.
// What is typed hides behind dots as everywhere, but in a plain field: a browser would offer to keep the word of a task as hers.
// Words: `erase no show save sign-in password saved` (where it was kept).
const ENOUGH = 12;

export function start(screen, world) {
  const { scenes } = world.params;
  const { words, step, done, make, makeField, makePinPad, plain, draw, picture, redraw, nudge, say, showGoals } = world;
  const join = (text) => plain(text).replaceAll(" ", "");
  let at = 0, next;

  function goOn() {
    at++;
    showAsked();
    if (at < scenes.length) showScene();
    else done();
  }
  const drawTitle = ({ icon, title }) =>
    make("h2", { class: "pass-title", tabindex: -1, "data-first": true }, picture(icon), make("span", {}, title));
  /** What she knows of it: a paper with the PIN, a card with a year, what somebody says. */
  const drawGiven = (given = []) =>
    given.length &&
    make(
      "ul",
      { class: "pass-given" },
      ...given.map(({ icon, label }) => make("li", {}, draw(icon, "icon-large"), make("bdi", {}, label))),
    );

  const kinds = {
    pin({ id, pin, title }) {
      const pad = makePinPad(pin.length, title, (typed) => {
        step("type", id, typed);
        if (typed === pin) goOn();
        return typed === pin;
      });
      next = () => pad.next(pin);
      return [drawGiven([{ icon: "note", label: pin }]), pad.element];
    },
    choose({ given, options }) {
      const buttons = options.map(({ id, icons = [], label, is_safe }) => {
        const button = make(
          "button",
          { type: "button", class: "pass-option", click: choose },
          ...icons.map((icon) => picture(icon)),
          make("bdi", { class: icons.length ? "" : "pass-digits" }, label),
        );
        function choose() {
          step("choose", id);
          if (is_safe) return goOn();
          nudge(button);
          say(`${words.no}: ${label}`);
          if (button.matches(".is-wrong")) return;
          button.classList.add("is-wrong");
          button.append(draw("x-circle", "pass-wrong"));
        }
        return button;
      });
      const right = buttons[options.findIndex((option) => option.is_safe)];
      next = () => ({ thing: right, region: right.parentNode });
      return [drawGiven(given), make("div", { class: "pass-options" }, ...buttons)];
    },
    new(scene) {
      return drawPassword(scene, drawChips(scene.words), { icon: "check", text: words.save });
    },
    "sign-in"(scene) {
      const chips = drawChips(scene.words);
      chips.hidden = true;
      const safe = make(
        "button",
        { type: "button", class: "pass-option pass-safe", "aria-expanded": "false", click: look },
        picture("vault"),
        make("span", {}, words.saved),
      );
      function look() {
        if (chips.hidden) step("look", scene.id);
        chips.hidden = !chips.hidden;
        safe.setAttribute("aria-expanded", String(!chips.hidden));
      }
      const parts = drawPassword(scene, chips, { icon: "sign-in", text: words["sign-in"] }), type = next;
      next = () => (chips.hidden && type().text ? { thing: safe, region: safe } : type());
      return [safe, ...parts];
    },
  };
  const drawChips = (list) =>
    make("ul", { class: "pass-words" }, ...list.map(({ icon, text }) => make("li", {}, picture(icon), make("bdi", {}, text))));

  /** A field for the words, with an eye that shows them and a line that grows until it is long enough. */
  function drawPassword({ id, words: list }, chips, { icon, text }) {
    const wanted = list.map((word) => word.text).join(" ");
    const field = makeField("input", {
      class: "pass-field is-hidden",
      type: "text",
      dir: "ltr",
      enterkeyhint: "done",
      "aria-label": words.password,
      input: follow,
      change: follow,
    });
    const eye = make(
      "button",
      { type: "button", class: "pass-eye", "aria-label": words.show, "aria-pressed": "false", click: turn },
      draw("eye"),
    );
    const length = make("span", { class: "pass-length", "aria-hidden": "true" });
    const button = make("button", { class: "button pass-send" }, draw(icon, "icon-large"), text);
    function turn() {
      const isHidden = field.classList.toggle("is-hidden");
      eye.setAttribute("aria-pressed", String(!isHidden));
      eye.replaceChildren(draw(isHidden ? "eye" : "eye-slash"));
    }
    function follow() {
      const typed = join(field.value);
      length.dataset.length = Math.min(3, Math.ceil((3 * typed.length) / Math.max(ENOUGH, join(wanted).length)));
      [...chips.children].forEach((chip, place) => chip.classList.toggle("is-met", typed.includes(join(list[place].text))));
    }
    function send(event) {
      event.preventDefault();
      if (!field.value.trim()) return nudge(field);
      step("type", id, field.value);
      if (join(field.value) === join(wanted)) return goOn();
      nudge(field);
      say([words.no, ...[...chips.querySelectorAll("li:not(.is-met)")].map((chip) => chip.textContent)].join(" "));
      field.focus();
    }
    const form = make(
      "form",
      { class: "pass-form", submit: send, novalidate: true },
      make("div", { class: "pass-row" }, draw("lock"), field, eye),
      length,
      button,
    );
    next = () => ({ region: form, ...(join(field.value) === join(wanted) ? { thing: button } : { thing: field, text: wanted }) });
    return [chips, form];
  }

  function showScene() {
    const scene = scenes[at];
    screen.classList.add("pass");
    redraw(screen, drawTitle(scene), ...kinds[scene.kind](scene));
  }
  function showAsked() {
    showGoals(scenes.map(({ icon, title }, place) => ({ parts: [picture(icon)], label: title, isMet: place < at })));
  }

  showScene();
  showAsked();
  return {
    next() {
      const move = at < scenes.length ? next() : null;
      return move && { name: `${at} ${[...screen.querySelectorAll("*")].indexOf(move.thing)}`, ...move };
    },
    part: () => ({ scenes: scenes.slice(at) }),
  };
}
