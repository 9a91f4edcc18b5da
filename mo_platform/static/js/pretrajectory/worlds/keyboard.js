// Lines to copy with the device's own keys: letters, digits, an address with @. The keys themselves are hers: nothing is drawn.
// Words: `check` (she is ready), `line` (before what is to be typed, for who hears the page).
const MODES = { letters: "text", email: "email", digits: "numeric" };

/** The places in `wanted` that must change or are missing, or before which too much stands, with the fewest changes. */
function findDifferent(wanted, typed) {
  const costs = [...wanted, ""].map(() => []);
  for (let row = wanted.length; row >= 0; row--)
    for (let column = typed.length; column >= 0; column--)
      costs[row][column] =
        row === wanted.length || column === typed.length
          ? wanted.length - row + typed.length - column
          : wanted[row] === typed[column]
            ? costs[row + 1][column + 1]
            : 1 + Math.min(costs[row + 1][column + 1], costs[row + 1][column], costs[row][column + 1]);
  const places = new Set();
  for (let row = 0, column = 0; row < wanted.length || column < typed.length;) {
    const hasBoth = row < wanted.length && column < typed.length;
    if (hasBoth && wanted[row] === typed[column]) {
      row++;
      column++;
      continue;
    }
    places.add(Math.min(row, wanted.length - 1));
    const change = hasBoth ? costs[row + 1][column + 1] : Infinity;
    const missing = row < wanted.length ? costs[row + 1][column] : Infinity;
    const extra = column < typed.length ? costs[row][column + 1] : Infinity;
    const least = Math.min(change, missing, extra);
    if (least !== extra) row++;
    if (least !== missing || least === change) column++;
  }
  return places;
}

/** What she types is compared with the text of the task and nothing else (../world.js). */
export const compares = true;

export function start(screen, world) {
  const { lines } = world.params;
  const { words, step, done, make, makeField, plain, draw, redraw, nudge, say, showGoals } = world;
  let at = 0, letters, input, button, hasErred;

  function showLine() {
    const { text, kind } = lines[at];
    hasErred = false;
    letters = [...plain(text)].map((_letter, place) => make("span", { class: "keys-letter" }, [...text.trim()][place]));
    input = makeField("input", {
      class: "keys-input",
      dir: "ltr",
      type: "text",
      inputmode: MODES[kind],
      enterkeyhint: "done",
      "data-first": true,
      input: () => hasErred && showDifferent(),
    });
    button = make("button", { class: "button keys-check" }, draw("check", "icon-large"), words.check);
    const form = make(
      "form",
      { class: "keys", submit: check, novalidate: true },
      make(
        "label",
        { class: "keys-line" },
        make("span", { class: "visually-hidden" }, words.line),
        make("span", { class: "keys-text", dir: "ltr" }, ...letters),
        input,
      ),
      button,
    );
    redraw(screen, form);
    showGoals(
      lines.length < 2 ? [] : lines.map(({ text }, place) => ({ parts: [draw("keyboard")], label: text, isMet: place < at })),
    );
  }
  function showDifferent() {
    const places = findDifferent([...plain(lines[at].text)], [...plain(input.value)]);
    letters.forEach((letter, place) => letter.classList.toggle("is-different", places.has(place)));
  }
  function check(event) {
    event.preventDefault();
    const { id, text } = lines[at];
    if (!input.value.trim()) return nudge(input);
    step("type", id, input.value);
    if (plain(input.value) !== plain(text)) {
      hasErred = true;
      showDifferent();
      say(
        `${words.line}: ${letters
          .filter((letter) => letter.matches(".is-different"))
          .map((letter) => letter.textContent)
          .join(" ")}`,
      );
      nudge(input);
      return input.focus();
    }
    at++;
    if (at < lines.length) showLine();
    else done();
  }
  function next() {
    if (at >= lines.length) return null;
    const { text } = lines[at], isTyped = plain(input.value) === plain(text);
    const what = isTyped ? { thing: button } : { thing: input, text };
    return { name: `${at} ${isTyped}`, region: input.form, ...what };
  }

  showLine();
  return { next, part: () => ({ lines: lines.slice(at, at + 1) }) };
}
