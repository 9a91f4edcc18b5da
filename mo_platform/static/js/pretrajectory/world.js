// A little world of the voortraject: a phone or a computer, drawn on the page, in which she does a task. This part puts it there,
// notes what she does, shows once how it goes, points closer when she asks or when nothing happens for a while, and reports to
// the server, which plays the steps again and alone decides (docs/reference/worlds.md).
//
// A world is a module that exports `start(screen, world)`. It draws itself into `screen`, says what she does with `world.step(does,
// on, text)` and that the end is reached with `world.done()`, and returns `{next, part?}`. `next()` is what somebody who knows
// would do now: {name, region, thing, how?, to?, text?, signs?, act?}, or null. `part()`: the parameters of what a demonstration
// shows, where that is less than all. So hints and demonstrations are the same for every world.
const doc = document, section = doc.querySelector("[data-world]"), stage = section.querySelector("[data-stage]");
const { device, report, next: nextPage, sprite, pictures } = section.dataset;
const read = (name) => JSON.parse(section.querySelector(`script[data-${name}]`).textContent);
const params = read("params"), words = read("words");
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
const isRtl = getComputedStyle(section).direction === "rtl";
const REGION_AFTER = 20_000, THING_AFTER = 40_000, TRY_AGAIN = 5000, MOST_MOVES = 60;
const wait = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

// Drawing: what every world needs.
/** An element; an attribute that is a function listens to the event of its name; what is null or false is left out. */
function make(tag, attributes = {}, ...children) {
  const element = doc.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value != null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}
/** An icon. It stands in one of the two sprites; the other draws nothing. */
function draw(name, extra = "") {
  const svg = doc.createElementNS("http://www.w3.org/2000/svg", "svg");
  const size = { class: `icon ${extra}`, width: 20, height: 20, "aria-hidden": "true" };
  for (const [key, value] of Object.entries(size)) svg.setAttribute(key, value);
  for (const address of [sprite, pictures]) {
    const use = doc.createElementNS(svg.namespaceURI, "use");
    use.setAttribute("href", `${address}#${name}`);
    svg.append(use);
  }
  return svg;
}
/** A big icon on a warm ground, always the same for the same name. */
function picture(name, extra = "") {
  const tone = [...name].reduce((sum, letter) => (sum * 7 + letter.charCodeAt(0)) % 997, 0) % 4;
  return make("span", { class: `world-picture ${extra}`, "data-tone": tone }, draw(name));
}
/** A button that does what its name says ("open school"): an icon and a word. */
const makeAct = (name, icon, word, click, attributes = {}) =>
  make(
    "button",
    { type: "button", class: "world-act", "data-act": name, click, ...attributes },
    draw(icon, /^(arrow|reply|paper-plane|sign)/.test(icon) ? "icon-mirrored" : ""),
    make("span", {}, word),
  );
/** The move that presses what `name` names, or types there. */
function pointAt(screen, name, more) {
  const thing = screen.querySelector(`[data-act="${name}"]`);
  return { name, thing, region: thing.closest("[data-region]") ?? thing.parentNode, ...more };
}
/** A field in which nobody but her writes. */
const makeField = (tag, attributes) =>
  make(tag, { autocomplete: "off", autocapitalize: "none", autocorrect: "off", spellcheck: "false", ...attributes });
/** Capitals, double and outer spaces and how a letter is composed do not count, here and on the server. */
const plain = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
/** Draws the screen anew; the focus that was in it goes to what is marked data-first, else to what does the same, else to the
 * screen. */
function redraw(screen, ...children) {
  const hadFocus = screen.contains(doc.activeElement), same = `[data-act="${doc.activeElement.dataset.act}"]`;
  screen.replaceChildren(...children.filter(Boolean));
  const first = screen.querySelector("[data-first]") ?? screen.querySelector(same) ?? screen;
  if (hadFocus) first.focus({ preventScroll: true });
  setTimeout(follow);
}
/** The soft sign of a move that leads nowhere. */
function nudge(element) {
  element.classList.add("is-nudged");
  setTimeout(() => element.classList.remove("is-nudged"), 700);
}
/** What is asked, in pictures, above the device: {parts, label, isMet}; `label` is for who hears the page. */
function showGoals(goals) {
  goalList.hidden = !goals.length;
  goalList.replaceChildren(
    ...goals.map(({ parts, label, isMet }) =>
      make(
        "li",
        { class: isMet ? "is-met" : "" },
        ...parts,
        isMet && draw("check-circle", "world-met"),
        make("span", { class: "visually-hidden" }, label, isMet && ` (${words.done})`),
      ),
    ),
  );
}
const say = (text) => (note.textContent = text ?? "");
/**
 * Keys for a PIN, beside the device's own. `tell(typed)`, when its places are full, says whether it is right; else they empty.
 * A world with it has the words `erase` and `no`. Returns {element, next}: `next(pin)` is the move that comes closer to it.
 */
function makePinPad(length, label, tell) {
  let typed = "";
  const places = make("span", { class: "pin-places", "aria-hidden": "true" });
  const keys = [..."1234567890"].map((digit) =>
    make("button", { type: "button", class: "key", "data-digit": digit, click: () => press(digit) }, digit),
  );
  const eraser = make("button", { type: "button", class: "key", "aria-label": words.erase, click: erase }, draw("backspace"));
  const pad = make("div", { class: "keypad", role: "group", "aria-label": label }, ...keys, eraser);
  function show() {
    const dots = Array.from({ length }, (_place, index) => make("span", { class: index < typed.length ? "is-full" : "" }));
    places.replaceChildren(...dots);
  }
  function press(digit) {
    typed += digit;
    show();
    say(`${typed.length} / ${length}`);
    if (typed.length < length || tell(typed)) return;
    typed = "";
    say(words.no);
    nudge(places);
    setTimeout(show, 500);
  }
  function erase() {
    typed = typed.slice(0, -1);
    show();
    say(`${typed.length} / ${length}`);
  }
  function listen(event) {
    const digit = keys.find((key) => key.dataset.digit === event.key);
    if (!digit && event.key !== "Backspace") return;
    event.preventDefault();
    (digit ?? eraser).click();
  }
  show();
  const element = make("div", { class: "pin", keydown: listen }, places, pad);
  const next = (pin) => ({ thing: pin.startsWith(typed) ? keys["1234567890".indexOf(pin[typed.length])] : eraser, region: pad });
  return { element, next };
}

const goalList = make("ol", { class: "world-goals", hidden: true });
const body = make("div", { class: "device-body" });
const note = make("p", { class: "visually-hidden", role: "status" });
const sign = make("p", { class: "world-sign", role: "status" });
const addScreen = (extra) => body.appendChild(make("div", { class: `device-screen ${extra}`, tabindex: -1 }));
stage.append(goalList, make("div", { class: `device device-${device}` }, body), note);
const screen = addScreen("");
body.append(sign);
const tools = {
  words, device, isStill, isRtl, make, makeField, makePinPad, plain, draw, picture, redraw, nudge, say,
  makeAct, pointAt,
};

// What she did.
const began = performance.now(), steps = [];
let hints = 0, watched = 0, isFinished = false;
function step(does, on = "", text) {
  if (isFinished) return;
  steps.push({ t: Math.round(performance.now() - began), do: does, on, ...(text === undefined ? {} : { text }) });
  setTimeout(follow);
}

// Hints: first the part of the screen, then the very thing. They come by themselves too, when she gets no further.
let aim = "", near = 0, timers = [];
function follow() {
  const now = isFinished ? "" : (live?.next()?.name ?? "");
  if (now !== aim) {
    aim = now;
    near = 0;
    timers.forEach(clearTimeout);
    timers = aim ? [setTimeout(point, REGION_AFTER, 1), setTimeout(point, THING_AFTER, 2)] : [];
  }
  point(near);
}
function point(level) {
  for (const element of screen.querySelectorAll(".is-region, .is-thing")) element.classList.remove("is-region", "is-thing");
  near = Math.max(near, level);
  const move = near && live.next();
  if (move) near > 1 ? move.thing.classList.add("is-thing") : move.region.classList.add("is-region");
}
function hint() {
  if (near > 1) return demo();
  point(near + 1);
  const { region, thing } = live.next() ?? {};
  (near > 1 ? thing : region)?.scrollIntoView({ block: "nearest" });
  if (near > 1) say(nameOf(thing));
}
const nameOf = (element) => element.getAttribute("aria-label") ?? element.textContent;

// The moving hand. It does things in a copy of the world that lies over hers and counts nothing.
const SLIDES = { "swipe-left": [-90, 0], "swipe-right": [90, 0], "swipe-up": [0, -90], "swipe-down": [0, 90] };
const at = (x, y) => ({ transform: `translate(${x}px, ${y}px)` });
const glide = (element, x, y, duration = 700) =>
  element.animate(at(x, y), { duration, fill: "forwards", easing: "ease-in-out" }).finished;
function middleOf(element) {
  const own = element.getBoundingClientRect(), all = body.getBoundingClientRect();
  return [own.left + own.width / 2 - all.left, own.top + own.height / 2 - all.top];
}
function put(element, x, y) {
  element.style.setProperty("transform", at(x, y).transform);
  return body.appendChild(element);
}
const addHand = () =>
  put(
    make("span", { class: "world-hand" }, draw(device === "computer" ? "cursor" : "pointing")),
    body.clientWidth / 2,
    body.clientHeight,
  );
async function press(x, y, duration) {
  const ring = put(make("span", { class: "world-tap" }, make("span")), x, y);
  await ring.firstChild.animate({ transform: ["scale(0.3)", "scale(1)"], opacity: [1, 0.2] }, { duration }).finished;
  ring.remove();
}
async function lead(hand, { thing, how = "press", to }) {
  const [x, y] = middleOf(thing);
  await glide(hand, x, y);
  const [toX, toY] = to ? middleOf(to) : [x, y].map((place, axis) => place + (SLIDES[how]?.[axis] ?? 0));
  if (/^pinch/.test(how)) {
    const [from, until] = how === "pinch-out" ? [20, 75] : [75, 20];
    hand.hidden = true;
    const dots = [-1, 1].map((side) => put(make("span", { class: "world-tap" }, make("span")), x + side * from, y));
    await wait(300);
    await Promise.all(dots.map((dot, index) => glide(dot, x + (index ? until : -until), y, 900)));
    for (const dot of dots) dot.remove();
    hand.hidden = false;
  } else if (toX !== x || toY !== y) {
    await press(x, y, 350);
    if (how === "drag") thing.animate(at(toX - x, toY - y), { duration: 900, easing: "ease-in-out" });
    await glide(hand, toX, toY, how === "drag" ? 900 : 350);
  } else {
    for (let times = /^double/.test(how) ? 2 : 1; times; times--) await press(x, y, how === "long-press" ? 1100 : 300);
  }
}
async function typeIn(field, text) {
  for (let length = isStill ? text.length : 1; length <= text.length; length++) {
    field.value = text.slice(0, length);
    if (!isStill) await wait(Math.min(110, 1500 / text.length));
  }
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
/** Shows where, until she taps. */
async function mark({ thing, signs = [] }, number, cover) {
  const [x, y] = middleOf(thing);
  thing.classList.add("is-thing");
  const badge = put(make("span", { class: "world-mark" }, make("b", {}, String(number)), ...signs), x, y);
  cover.focus({ preventScroll: true });
  await new Promise((go) => cover.addEventListener("click", go, { once: true }));
  badge.remove();
  thing.classList.remove("is-thing");
}
let endDemo = null;
async function demo() {
  if (endDemo) return endDemo();
  endShow();
  const before = doc.activeElement, copy = addScreen("is-demo");
  let isOver = false, isEnded = false;
  const cover = make(
    "button",
    { type: "button", class: "device-cover", "aria-label": isStill ? words.next : words.close },
    draw("x"),
  );
  const escape = ({ key }) => key === "Escape" && endDemo();
  const hand = isStill ? null : addHand();
  endDemo = () => {
    const hadFocus = doc.activeElement === cover;
    isEnded = true;
    endDemo = null;
    screen.classList.remove("is-behind");
    doc.removeEventListener("keydown", escape);
    for (const part of body.querySelectorAll(".is-demo, .device-cover, .world-hand, .world-tap, .world-mark")) part.remove();
    if (hadFocus) before.focus({ preventScroll: true });
    aim = ""; // she looked: her time begins anew
    follow();
  };
  if (!isStill) cover.addEventListener("click", endDemo);
  doc.addEventListener("keydown", escape);
  copy.setAttribute("inert", ""); // a browser that does not know it lets her press what counts for nothing
  screen.classList.add("is-behind");
  body.append(cover);
  body.scrollIntoView({ block: "nearest" });
  const shown = module.start(copy, {
    ...tools,
    params: live.part?.() ?? params,
    step() {},
    done: () => (isOver = true),
    showGoals() {},
    show() {},
  });
  for (let number = 1, move; number < MOST_MOVES && !isOver && (move = shown.next()); number++) {
    move.thing.scrollIntoView({ block: "nearest" });
    say(`${number}. ${nameOf(move.thing)}`);
    await (isStill ? mark(move, number, cover) : lead(hand, move));
    if (isEnded) return;
    if (move.text !== undefined) await typeIn(move.thing, move.text);
    if (move.act) move.act();
    else if (move.text === undefined) move.thing.click();
    if (!isStill) await wait(700);
    if (isEnded) return;
  }
  await wait(isStill ? 0 : 900);
  if (!isEnded) endDemo();
}
/** The hand shows a move on her own screen, without doing it, until she touches it. */
let endShow = () => {};
async function show(move) {
  endShow();
  if (isStill || !move) return;
  const hand = addHand();
  endShow = () => hand.remove();
  await lead(hand, move);
  hand.remove();
}
body.addEventListener("pointerdown", () => endShow(), true);

// The end: a friendly sign, the report, the next task.
const makeId = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16),
  );
function showSign(icon, text) {
  sign.replaceChildren(draw(icon), make("strong", {}, text ?? ""));
  sign.classList.add("is-shown");
}
async function post(told) {
  const send = () =>
    fetch(report, {
      method: "POST",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": doc.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1],
      },
      body: JSON.stringify(told),
      signal: AbortSignal.timeout?.(30_000),
    });
  const response = await send();
  if (response.status !== 403) return response;
  await fetch(`/${doc.documentElement.lang.toLowerCase()}/display/`); // brings a fresh token
  return send();
}
/** What of a report may lie on the phone: of what was typed only what the task itself says. A wrong text is as wrong when it is
 * empty; null where a world takes words of her own (a search, a password): then it waits on this page alone. */
function withoutHerWords(told) {
  const list = (value) =>
    typeof value === "string" ? [plain(value)] : value instanceof Object ? Object.values(value).flatMap(list) : [];
  const own = new Set(list(params));
  const isHers = ({ text }) => text !== undefined && !own.has(plain(text));
  if (!told.steps.some(isHers)) return told;
  return module.compares ? { ...told, steps: told.steps.map((one) => (isHers(one) ? { ...one, text: "" } : one)) } : null;
}
/** Resolves when the server has it, or says that it will not take it: either way she goes on. What lies on the phone waits there,
 * across closed pages (js/phone.js). */
async function deliver(told) {
  const { phone } = globalThis, kept = withoutHerWords(told);
  const settled = new Promise((go) =>
    doc.addEventListener("phone-settled", ({ detail }) => detail.event.id === told.id && go()),
  );
  if (kept && (await phone?.ready) && (await phone.keep(report, kept))) {
    removeEventListener("beforeunload", warn);
    const isSent = await Promise.race([settled.then(() => true), wait(2000)]);
    if (!isSent) showSign("device", words.kept);
    await settled;
    if (!isSent) showSign("check-circle", words.sent);
    return;
  }
  for (let isKept = false; ; isKept = true) {
    try {
      const { status } = await post(told);
      if (status < 500 && status !== 429) {
        if (isKept) showSign("check-circle", words.sent);
        return;
      }
    } catch {
      // no connection
    }
    showSign("device", words.kept);
    await Promise.race([wait(TRY_AGAIN), new Promise((go) => addEventListener("online", go, { once: true }))]);
  }
}
const warn = (event) => event.preventDefault(); // what is not sent would be lost
async function finish(hasGivenUp) {
  if (isFinished) return;
  isFinished = true;
  endDemo?.();
  endShow();
  follow();
  if (!hasGivenUp) showSign("check-circle", words.done);
  addEventListener("beforeunload", warn);
  await Promise.all([deliver({ id: makeId(), steps, hints, watched, gave_up: hasGivenUp }), hasGivenUp || wait(1600)]);
  removeEventListener("beforeunload", warn);
  location.assign(nextPage);
}
addEventListener("pageshow", ({ persisted }) => persisted && isFinished && location.reload());

section.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-watch], [data-hint], [data-skip]");
  if (!button || isFinished) return;
  if ("skip" in button.dataset) return finish(true);
  if ("hint" in button.dataset) {
    hints = Math.max(hints, Math.min(near + 1, 3));
    return hint();
  }
  if (!endDemo) watched++;
  demo();
});

let live = null;
const module = await import(section.dataset.module);
live = module.start(screen, { ...tools, params, step, done: () => finish(false), showGoals, show });
follow();
