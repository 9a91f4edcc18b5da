// An app with which she shows online who she is, of no brand: begin on a page, see in the app who asks and for what, whether the number is
// that of the page, and confirm with a code; or refuse what she did not ask for. The code stands beside it: nothing here is hers.
// Words: `begin waits signed-in app none number check confirm refuse refused back code erase no`.

export function start(screen, world) {
  const { site, requests, code, goal: goals } = world.params;
  const { words, step, done, make, makePinPad, draw, picture, redraw, nudge, say, showGoals } = world;
  const reached = new Set(), checked = new Set();
  let hasBegun = false, isOpen = false, seen = null, isAsked = false, pad;

  const isMet = (goal) => reached.has(`${goal.do} ${goal.on}`);
  const isAnswered = ({ id }) => reached.has(`confirm ${id}`) || reached.has(`refuse ${id}`);
  const isWaiting = (request) => !isAnswered(request) && (hasBegun || !request.is_own);
  const find = (name) => screen.querySelector(`[data-act="${name}"]`);

  /** A step that is possible here, and what the screen shows after it. */
  function take(does, on, change) {
    change();
    step(does, on);
    show();
  }
  function answer(does, request) {
    reached.add(`${does} ${request.id}`);
    seen = null;
    isAsked = false;
    show();
    say(does === "confirm" ? words["signed-in"] : words.refused);
    if (goals.every(isMet)) done();
  }
  function confirm() {
    const { id, is_own } = seen;
    step("confirm", id);
    if (!is_own || !checked.has(id)) {
      nudge(is_own ? find("check") : screen.querySelector(".id-number"));
      return say(is_own ? words.check : words.no);
    }
    isAsked = true;
    show();
  }
  function refuse() {
    step("refuse", seen.id);
    if (!seen.is_own) return answer("refuse", seen);
    nudge(screen.querySelector(".id-number"));
    say(words.no);
  }
  function takeCode(typed) {
    step("type", seen.id, typed);
    if (typed === code) answer("confirm", seen);
    return typed === code;
  }

  const act = (name, icon, word, click, extra = "") =>
    make(
      "button",
      { type: "button", class: `id-act ${extra}`, "data-act": name, click },
      draw(icon, icon === "arrow-back" ? "icon-mirrored" : ""),
      make("span", {}, word),
    );
  const drawNumber = (number) =>
    make("p", { class: "id-number" }, make("span", {}, words.number), make("b", {}, make("bdi", {}, number)));
  const heading = (attributes, ...children) =>
    make("h2", { class: "id-title", tabindex: -1, "data-first": true, ...attributes }, ...children);

  function drawSite() {
    const isIn = requests.some(({ id }) => reached.has(`confirm ${id}`));
    const state = isIn
      ? make("p", { class: "id-state is-in" }, draw("check-circle", "icon-large"), words["signed-in"])
      : hasBegun && make("p", { class: "id-state" }, draw("hourglass"), words.waits);
    const begin = () => take("begin", "", () => (hasBegun = true));
    return make(
      "div",
      { class: "id-site" },
      make("div", { class: "id-head" }, picture(site.icon), make("b", {}, site.title)),
      hasBegun ? state : act("begin", "sign-in", words.begin, begin, "is-main"),
      hasBegun && !isIn && drawNumber(site.number),
    );
  }
  function drawApp() {
    if (seen) return isAsked ? drawCode() : drawRequest(seen);
    const waiting = requests.filter(isWaiting);
    const badge = waiting.length > 0 && make("b", { class: "id-badge" }, String(waiting.length));
    if (!isOpen) return [act("app", "card", words.app, () => take("app", "", () => (isOpen = true)), "id-icon"), badge];
    const rows = waiting.map((request) =>
      make(
        "li",
        {},
        make(
          "button",
          {
            type: "button",
            class: "id-row",
            "data-act": `see ${request.id}`,
            click: () => take("see", request.id, () => (seen = request)),
          },
          picture(request.icon),
          make("b", {}, request.from),
          make("bdi", {}, request.number),
        ),
      ),
    );
    return [
      heading({}, draw("card", "icon-large"), words.app),
      rows.length ? make("ul", { class: "id-list" }, ...rows) : make("p", { class: "id-none" }, draw("hourglass"), words.none),
    ];
  }
  const goBack = () =>
    take("back", "", () => {
      seen = null;
      isAsked = false;
    });
  function drawRequest({ id, from, icon, number, wants }) {
    const list = make(
      "ul",
      { class: "id-wants" },
      ...wants.map((want) => make("li", {}, draw(want.icon, "icon-large"), make("span", {}, want.label))),
    );
    list.hidden = !checked.has(id);
    const look = act("check", "eye", words.check, () => {
      list.hidden = !list.hidden;
      look.setAttribute("aria-expanded", String(!list.hidden));
      if (list.hidden) return;
      checked.add(id);
      step("check", id);
    });
    look.setAttribute("aria-expanded", String(!list.hidden));
    return [
      make(
        "div",
        { class: "id-head" },
        act("back", "arrow-back", words.back, goBack),
        heading({ class: "id-title" }, picture(icon), from),
      ),
      drawNumber(number),
      look,
      list,
      make(
        "div",
        { class: "id-acts" },
        act("refuse", "x", words.refuse, refuse),
        act("confirm", "check", words.confirm, confirm, "is-main"),
      ),
    ];
  }
  function drawCode() {
    pad = makePinPad(code.length, words.code, takeCode);
    return [
      make(
        "div",
        { class: "id-head" },
        act("back", "arrow-back", words.back, goBack),
        heading({}, draw("lock", "icon-large"), words.code),
      ),
      make("p", { class: "id-note" }, draw("note", "icon-large"), make("bdi", {}, code)),
      pad.element,
    ];
  }
  function showAsked() {
    showGoals(
      goals.map((goal) => {
        const { icon, from, number } = requests.find(({ id }) => id === goal.on);
        const isOwn = goal.do === "confirm"; // which one is false is hers to see
        return {
          parts: isOwn
            ? [draw("card"), picture(icon), make("bdi", {}, number), draw("check")]
            : [draw("card"), draw("question"), draw("x")],
          label: isOwn ? `${words.confirm}: ${from} ${number}` : words.refuse,
          isMet: isMet(goal),
        };
      }),
    );
  }
  function show() {
    screen.classList.add("identity");
    redraw(screen, drawSite(), make("div", { class: "id-app" }, ...[drawApp()].flat()));
    showAsked();
  }

  function point(name) {
    const thing = find(name);
    return { name: `${seen?.id} ${name}`, thing, region: thing.closest(".id-acts, .id-list, .id-site, .id-app") };
  }
  function next() {
    const goal = goals.find((one) => !isMet(one));
    if (!goal) return null;
    if (!hasBegun) return point("begin");
    if (!isOpen) return point("app");
    if (!seen) return point(`see ${goal.on}`);
    if (seen.id !== goal.on) return point("back");
    if (isAsked) {
      const move = pad.next(code);
      return { name: `code ${[...pad.element.querySelectorAll("*")].indexOf(move.thing)}`, ...move };
    }
    return point(goal.do === "confirm" && !checked.has(seen.id) ? "check" : goal.do);
  }

  show();
  return { next };
}
