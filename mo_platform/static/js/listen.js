// Reads a page aloud. Every [data-voice] is a passage with its recordings; a button [data-listen] plays those around it in
// its languages, [data-listen-all] the page from top to bottom, its controls too, [data-hear] the one passage it stands
// behind. What is being read is marked. Nothing is loaded before.
const bar = document.querySelector("[data-player]");
const slow = bar.querySelector("[data-pace]");
const failed = bar.querySelector("[data-failed]");
const audio = new Audio();
const suffix = audio.canPlayType('audio/ogg; codecs="opus"') ? "opus" : "mp3";
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");
let queue = []; // [passage, name of a recording]
let passage = null;
let hasOwnCurrent = false; // the page we are on, in a menu
let pressed = null; // the button that started it, and its own words
let words = null;
let isAsked = true; // she pressed for it, or the page began by itself

// The voices of a lesson stand in a sheet of their own, fetched when she listens: who reads does not pay for it. It says where
// in a block each passage stands ("p 2": its third <p>), counted in the page as it came, before other scripts change it.
const sheetOf = document.querySelector("[data-voices]");
let isNamed = !sheetOf;
const ofForms = "[data-event-form] > .actions *, [data-feedback], [data-feedback] *";
const asItCame = isNamed ? [] : [...sheetOf.querySelectorAll(`*:not(${ofForms})`)];

async function fetchVoices() {
  const answer = await fetch(sheetOf.dataset.voices);
  if (!answer.ok) throw new Error(`no voices: ${answer.status}`);
  for (const [place, voices] of Object.entries(await answer.json())) {
    const scope = document.getElementById(place);
    const elements = asItCame.filter((element) => scope.contains(element));
    for (const [where, voice, sentences] of voices) {
      const [tag, number] = where.split(" ");
      const passage = elements.filter((element) => element.localName === tag)[number];
      passage.dataset.voice = voice;
      if (sentences) passage.dataset.sentences = sentences;
    }
  }
  isNamed = true;
}

const scopeOf = (element) => element.closest("[data-sound]");
const isShown = (element) => element.checkVisibility?.() ?? element.getClientRects().length > 0;

function passagesOf(button) {
  const scope = scopeOf(button);
  const languages = button.dataset.listen.split(" ");
  return [...scope.querySelectorAll("[data-voice]")].filter(
    (element) => scopeOf(element) === scope && languages.includes(element.closest("[lang]").lang) && isShown(element),
  );
}

// The whole page: what went wrong, from the heading down, then what stands beside the matter, then the menus.
function wholePage() {
  const heading = document.querySelector("h1");
  const rank = (element) => {
    if (!element.closest("main")) return element.closest(".main-nav") ? 3 : 4;
    if (element.closest("[role=alert], .field-error, .messages")) return 0;
    const isBeside = element.closest(".lesson-toolbar, [data-take], [data-progress]");
    return isBeside || heading?.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? 2 : 1;
  };
  return [...document.querySelectorAll("[data-voice]")]
    .filter((element) => isShown(element) && !element.closest(".block-dutch, .line-dutch"))
    .map((element) => [rank(element), element])
    .sort(([one], [other]) => one - other)
    .map(([, element]) => element);
}

// A tapped word is a copy of its entry below the lesson, made before the voices came: the entry knows them.
function passageBefore(ear) {
  const passage = ear.previousElementSibling;
  const copy = ear.closest("[data-copy-of]");
  if (copy) {
    const number = [...copy.querySelectorAll("[data-hear]")].indexOf(ear);
    const original = document.getElementById(copy.dataset.copyOf).querySelectorAll("[data-hear]")[number];
    passage.dataset.voice = original.previousElementSibling.dataset.voice;
  }
  return passage;
}

function unmark() {
  passage?.classList.remove("is-heard");
  if (!hasOwnCurrent) passage?.removeAttribute("aria-current");
  passage?.closest("[data-block]")?.classList.remove("is-read");
  globalThis.CSS?.highlights?.delete("sentence");
  passage = null;
}

function mark(element) {
  unmark();
  passage = element;
  element.classList.add("is-heard");
  hasOwnCurrent = element.hasAttribute("aria-current");
  if (!hasOwnCurrent) element.setAttribute("aria-current", "true");
  element.closest("[data-block]")?.classList.add("is-read");
  element.scrollIntoView({ block: "nearest", behavior: isCalm.matches ? "auto" : "smooth" });
}

function playNext() {
  if (!queue.length) return stop();
  const [element, voice] = queue.shift();
  mark(element);
  audio.src = `${bar.dataset.player}${voice}.${suffix}`;
  setSpeed();
  audio.play().catch((error) => {
    if (error.name === "NotAllowedError" && !isAsked) stop(); // the browser wants her to press first
    else if (error.name !== "AbortError") fail();
  });
}

function start(button, findPassages, wasPressed = true) {
  stop();
  pressed = button;
  isAsked = wasPressed;
  const label = button.querySelector("[data-words]");
  words = [...label.childNodes];
  label.textContent = bar.querySelector("[data-stop]").textContent;
  button.classList.add("is-on");
  bar.hidden = false;
  failed.hidden = true;
  const play = () => {
    if (pressed !== button) return; // she stopped it, or pressed another
    const voicesOf = (element) => element.dataset.voice.split(" ").filter(Boolean);
    queue = findPassages().flatMap((element) => voicesOf(element).map((voice) => [element, voice]));
    playNext();
  };
  if (isNamed) play(); // at once: some browsers play nothing long after the press
  else fetchVoices().then(play, () => pressed === button && fail());
}

function stop() {
  audio.pause();
  unmark();
  queue = [];
  bar.hidden = true;
  pressed?.querySelector("[data-words]").replaceChildren(...words);
  pressed?.classList.remove("is-on");
  pressed = null;
}

function fail() {
  const button = pressed;
  stop();
  bar.hidden = false;
  failed.hidden = false;
  button?.focus();
}

function setSpeed() {
  audio.defaultPlaybackRate = audio.playbackRate = slow.getAttribute("aria-pressed") === "true" ? 0.75 : 1;
}

function setSlow(isSlow) {
  slow.setAttribute("aria-pressed", String(isSlow));
  slow.classList.toggle("is-on", isSlow);
  setSpeed();
}

// Where the sentences begin is known of some voices: "start in ms, first character, character after the last; …".
function markSentence() {
  const known = passage?.dataset.sentences;
  if (!known || !globalThis.CSS?.highlights) return;
  const parts = known.split(";").map((part) => part.split(",").map(Number));
  const now = parts.filter(([from]) => from <= audio.currentTime * 1000).pop() ?? parts[0];
  const range = rangeOf(passage, now[1], now[2]);
  if (range) CSS.highlights.set("sentence", new Highlight(range));
}

// Characters are counted as the server counts them: white space once, none at the ends.
function rangeOf(element, first, last) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let count = 0;
  let wasSpace = true;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.data.length; at += 1) {
      const isSpace = /\s/.test(node.data[at]);
      if (/[\u202a-\u202e\u2066-\u2069]/.test(node.data[at]) || (isSpace && wasSpace)) continue;
      wasSpace = isSpace;
      if (count === first) range.setStart(node, at);
      count += 1;
      if (count === last) {
        range.setEnd(node, at + 1);
        return range;
      }
    }
  }
  return null;
}

audio.addEventListener("ended", playNext);
audio.addEventListener("error", () => pressed && fail());
audio.addEventListener("timeupdate", markSentence);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-listen], [data-listen-all], [data-hear]");
  if (event.target.closest("[data-stop]") || (button && button === pressed)) return stop();
  if (event.target.closest("[data-pace]")) {
    setSlow(slow.getAttribute("aria-pressed") !== "true");
    localStorage.setItem("mo-slow", slow.getAttribute("aria-pressed"));
    return;
  }
  if (!button) {
    if (pressed && event.target.closest("a, button, label, summary")) stop(); // she found what she listened for
    return;
  }
  if ("hear" in button.dataset) start(button, () => [passageBefore(button)]);
  else start(button, "listenAll" in button.dataset ? wholePage : () => passagesOf(button));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && pressed) stop();
});
// A small button behind each language that says its own name, behind what went wrong, and where a page asks for one.
const languages = ".menu-list [data-voice]:is([hreflang], [name=language])";
const others = ".field-error[data-voice], .notice-error [data-voice], [data-ear-here][data-voice]";
for (const element of document.querySelectorAll(`${languages}, ${others}`)) {
  const ear = document.querySelector("template[data-ear]").content.cloneNode(true);
  const name = element.cloneNode(true);
  if (element.hasAttribute("lang")) ear.querySelector("[data-words]").append(": ", ...name.childNodes);
  element.after(ear);
}
setSlow(localStorage.getItem("mo-slow") === "true");
// Another question of a test came, without another page. Who wants each of them read does not press. What several questions share
// is read with the first of them.
function readQuestion() {
  const places = ["[data-shared]:not([data-read])", "[data-question]"].map((place) => `[data-reads=always] ${place} [data-listen]`);
  const buttons = places.map((place) => document.querySelector(place)).filter((button) => button && isShown(button.closest("[data-sound]")));
  if (!buttons.length) return stop();
  start(buttons[0], () => buttons.flatMap(passagesOf), false);
}
document.addEventListener("question-shown", () => setTimeout(readQuestion)); // after the press that brought it
readQuestion();
document.documentElement.dataset.listens = ""; // the buttons appear (css/sound.css)
