// A form to fill in from a card with the data of somebody who does not exist. Card and form name a field by the same icon.
// Words: `send`, `choose` (a picture), `day`, `month`, `year`.
const toLatin = (digits) => digits.trim().replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15);
const idOf = (option) => option.id ?? option;

/** What she types is compared with the text of the task and nothing else (../world.js). */
export const compares = true;

export function start(screen, world) {
  const { fields } = world.params;
  const { words, step, done, make, makeField, plain, draw, picture, redraw, nudge, say } = world;
  const parts = new Map(); // field id -> {row, line, read, next}

  /** What was not told yet of what stands in a field. */
  function makeTeller(does, { id }, read) {
    let told = "";
    return () => {
      const text = read();
      if (!text || text === told) return;
      told = text;
      step(does, id, text);
    };
  }
  const makeInput = (attributes) => makeField("input", { class: "form-input", type: "text", ...attributes });

  const kinds = {
    text(field) {
      const input = makeInput({ dir: "auto", autocapitalize: "words", change: () => tell() });
      const tell = makeTeller("fill", field, () => input.value);
      return {
        tag: "label",
        control: [input],
        tell,
        read: () => input.value,
        next: () => ({ thing: input, text: field.value }),
      };
    },
    date(field) {
      const names = ["day", "month", "year"], wanted = field.value.split("-").reverse();
      const boxes = names.map((name, place) =>
        makeInput({ inputmode: "numeric", maxlength: wanted[place].length, size: wanted[place].length, change: () => tell() }),
      );
      const read = () => {
        const [day, month, year] = boxes.map((box) => toLatin(box.value));
        return day && month && year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
      };
      const tell = makeTeller("fill", field, read);
      const labels = boxes.map((box, place) => make("label", { class: "form-part" }, words[names[place]] ?? field.label, box));
      const next = () => {
        const place = boxes.findIndex((box, index) => toLatin(box.value).padStart(2, "0") !== wanted[index]);
        return { thing: boxes[place], text: wanted[place] };
      };
      return { control: [make("span", { class: "form-date", dir: "ltr" }, ...labels)], tell, read, next };
    },
    choice(field) {
      let chosen = "";
      const choices = field.options.map((option) =>
        make(
          "label",
          { class: "form-choice" },
          make("input", {
            type: "radio",
            name: `world-${field.id}`,
            change: () => step("choose", field.id, (chosen = idOf(option))),
          }),
          option.icon ? picture(option.icon) : null,
          make("span", {}, option.label ?? option),
        ),
      );
      const next = () => ({ thing: choices[field.options.findIndex((option) => idOf(option) === field.value)] });
      return { control: choices, read: () => chosen, next };
    },
    photo(field) {
      let chosen = "";
      const gallery = make("span", { class: "form-gallery", hidden: true });
      const open = (isOpen) => {
        gallery.hidden = !isOpen;
        button.setAttribute("aria-expanded", String(isOpen));
      };
      const button = make(
        "button",
        { type: "button", class: "form-photo", "aria-expanded": "false", click: () => open(gallery.hidden) },
        draw("image", "icon-large"),
        make("span", {}, words.choose),
      );
      const choose = (option) => {
        chosen = idOf(option);
        step("choose", field.id, chosen);
        button.firstChild.replaceWith(picture(option.icon ?? chosen));
        open(false);
        button.focus({ preventScroll: true });
      };
      const choices = field.options.map((option, place) =>
        make(
          "button",
          {
            type: "button",
            class: "form-picture",
            "aria-label": option.label ?? `${field.label} ${place + 1}`,
            click: () => choose(option),
          },
          picture(option.icon ?? idOf(option)),
        ),
      );
      gallery.append(...choices);
      const next = () => ({
        thing: gallery.hidden ? button : choices[field.options.findIndex((option) => idOf(option) === field.value)],
      });
      return { control: [button, gallery], read: () => chosen, next };
    },
    tick(field) {
      const box = make("input", { type: "checkbox", change: () => step("tick", field.id) });
      const label = make("label", { class: "form-choice" }, box, draw(field.label_icon), make("span", {}, field.label));
      return { isNamed: true, control: [label], read: () => (box.checked ? "tick" : ""), next: () => ({ thing: label }) };
    },
  };
  const isRight = (field) => plain(parts.get(field.id).read()) === plain(field.kind === "tick" ? "tick" : field.value);

  /** What stands on the card. */
  function showValue({ kind, value, options = [] }) {
    if (kind === "tick") return draw("check-circle");
    const option = options.find((one) => idOf(one) === value);
    if (kind === "photo") return picture(option?.icon ?? value);
    return make("bdi", {}, kind === "date" ? value.split("-").reverse().join(" / ") : (option?.label ?? value));
  }
  function makeRow(field) {
    const { tag = "fieldset", control, isNamed, ...part } = kinds[field.kind](field);
    const name = [draw(field.label_icon), field.label];
    const title = !isNamed && make(tag === "label" ? "span" : "legend", { class: "form-name" }, ...name);
    const row = make(isNamed ? "div" : tag, { class: "form-row" }, title, ...control);
    row.addEventListener("input", () => row.matches(".is-different") && markRow(field));
    row.addEventListener("change", () => row.matches(".is-different") && markRow(field));
    const line = make(
      "li",
      {},
      draw(field.label_icon),
      make("span", { class: "visually-hidden" }, `${field.label}: `),
      showValue(field),
    );
    parts.set(field.id, { ...part, row, line });
  }
  function markRow(field) {
    const { row, line } = parts.get(field.id);
    for (const element of [row, line]) element.classList.toggle("is-different", !isRight(field));
  }
  function send(event) {
    event.preventDefault();
    for (const { tell } of parts.values()) tell?.();
    step("send");
    const wrong = fields.filter((field) => !isRight(field));
    if (!wrong.length) return done();
    fields.forEach(markRow);
    say(wrong.map(({ label }) => label).join(", "));
    const { row } = parts.get(wrong[0].id);
    nudge(row);
    row.querySelector("input, button").focus();
  }

  fields.forEach(makeRow);
  const all = [...parts.values()];
  const button = make("button", { class: "button form-send" }, draw("paper-plane", "icon-mirrored icon-large"), words.send);
  const form = make("form", { class: "form-sheet", submit: send, novalidate: true }, ...all.map(({ row }) => row), button);
  screen.classList.add("form-world");
  redraw(screen, make("ul", { class: "form-card" }, ...all.map(({ line }) => line)), form);

  function next() {
    const field = fields.find((one) => !isRight(one));
    if (!field) return { name: "send", thing: button, region: button };
    const { row, next: go } = parts.get(field.id), move = go();
    return { name: `${field.id} ${[...row.querySelectorAll("*")].indexOf(move.thing)}`, region: row, ...move };
  }
  return { next };
}
