// A mock exam that bears a lost connection: all questions of the form are fetched once and kept in memory; each answer stands on this
// phone (js/exam-queue.js) until the server has said its revision. The server's clock ends the test. Without this script the
// pages work one by one.
const doc = document, exam = doc.querySelector("[data-mock]"), data = exam.dataset, { answers } = globalThis;
const find = (name) => exam.querySelector(`[data-${name}]`);
const form = find("question"), clock = find("clock"), handIn = find("hand-in"), total = Number(data.total);
const queue = globalThis.openExamQueue(data.attempt);
const places = new Map(); // number -> { node, revision, given, isFlagged, draft, isChanged }
const above = new Map(); // what several questions share, by its id
const stored = new Map(); // number -> { revision, given }: what was acknowledged, also before the questions have come
let number = Number(data.number), isLeaving = false;

const makeId = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
function leave(url) {
  isLeaving = true;
  location.assign(url);
}

/** What the server says to a body; every answer tells the time that is left. Throws when it could not be asked. */
async function ask(body) {
  const reply = await globalThis.postToExam(data.answers, body, 20000);
  const isSignedOut = reply.error === "unknown_attempt";
  if (find("notice=signed-out")) find("notice=signed-out").hidden = !isSignedOut;
  if (isSignedOut) throw new Error(reply.error); // what waits, waits for her
  if (reply.seconds_left !== undefined) setClock(reply.seconds_left);
  if (reply.result) {
    queue.clear();
    leave(reply.result);
  } else if (reply.is_paused || reply.error === "attempt_paused") leave(data.map);
  return reply;
}

// Answers go one after the other, so that nothing overtakes.
let sending = null, wait = 1000, timer;
function send() {
  sending ??= sendAll().finally(() => (sending = null));
  return sending;
}
async function sendAll() {
  clearTimeout(timer);
  try {
    for (let [next] = queue.places(); next && !isLeaving; [next] = queue.places()) {
      const entry = queue.read(next);
      settle(next, entry, await ask({ number: next, ...entry }));
      wait = 1000;
    }
    return true;
  } catch {
    timer = setTimeout(send, (wait = Math.min(wait * 2, 30000)));
    return false;
  } finally {
    show();
  }
}
function settle(at, entry, reply) {
  if (isLeaving) return;
  if (reply.error === "answer_changed") {
    queue.drop(at, entry.save);
    acknowledge(at, reply.revision, reply.response);
    if (at !== number) return places.has(at) && Object.assign(places.get(at), { isChanged: true, isFlagged: true });
    if (form && reply.response) answers.fill(form, reply.response);
    find("notice=changed").hidden = false;
  } else if (reply.error) { // what is no answer was never saved
    queue.drop(at, entry.save);
    if (at === number && entry.response.text) complain("typed");
  } else {
    acknowledge(at, reply.revision, entry.response);
    queue.settle(at, entry.save, reply.revision);
  }
}
function acknowledge(at, revision, given) {
  stored.set(at, { revision, given });
  if (places.has(at)) Object.assign(places.get(at), { revision, given });
  if (at === number && form) form.elements.base.value = revision;
}

// What is seen of it.
function show() {
  const waiting = new Set(queue.places());
  const isAnswered = (at) => waiting.has(at) || Boolean(places.get(at)?.revision);
  for (const link of exam.querySelectorAll(".practice-dot[data-to]")) {
    const at = Number(link.dataset.to), place = places.get(at);
    const has = place ? isAnswered(at) : waiting.has(at) || link.matches(".is-answered");
    const isFlagged = place ? place.isFlagged : link.matches(".is-flagged");
    link.classList.toggle("is-answered", has);
    link.classList.toggle("is-flagged", isFlagged);
    link.querySelector("[data-answered-word]").hidden = !has;
    link.querySelector("[data-flagged-word]").hidden = !isFlagged;
    at === number ? link.setAttribute("aria-current", "step") : link.removeAttribute("aria-current");
  }
  if (!form) return;
  find("saved").hidden = waiting.has(number) || !(places.get(number) ?? stored.get(number))?.revision;
  find("waiting").hidden = !waiting.has(number);
  if (!places.size) return;
  const all = [...places.keys()], open = all.find((at) => !isAnswered(at));
  const marked = all.filter((at) => places.get(at).isFlagged);
  find("answered").textContent = all.filter(isAnswered).length;
  find("marked").hidden = !marked.length;
  find("marked-list").textContent = marked.join(", ");
  find("open").hidden = find("unfinished").hidden = !open;
  find("finished").hidden = Boolean(open);
  if (open) Object.assign(find("open"), { href: addressOf(open) }).dataset.to = open;
}

// What she chooses. Lines with a choice each, and boxes of which so many are to be ticked, are an answer when all of it is there.
const listFields = () => [...form.querySelectorAll("[data-inner] select")];
const listBoxes = () => [...form.querySelectorAll("[data-inner] [data-most]")];
const countOver = () => listBoxes().filter((box) => box.checked).length - Number(listBoxes()[0]?.dataset.most ?? 0);
const isTouched = () => listFields().some((field) => field.value) || listBoxes().some((box) => box.checked);
const isWhole = () => listFields().every((field) => field.value) && countOver() === 0 && Boolean(answers.read(form));
const isPartly = () => isTouched() && !isWhole();
function choose(field) {
  find("notice=changed").hidden = true;
  find("problem").replaceChildren();
  if (countOver() > 0) {
    field.checked = false;
    return complain("number");
  }
  if ((listFields().length || listBoxes().length) && !isWhole()) return;
  const response = answers.read(form);
  const before = queue.read(number), known = places.get(number) ?? stored.get(number);
  if (!response) { // the last box was emptied: what is saved stays, and is shown again
    const last = before?.response ?? known?.given;
    if (last) answers.fill(form, last);
    return complain("nothing");
  }
  queue.write(number, { response, base: before?.base ?? known?.revision ?? Number(form.elements.base.value), save: makeId() });
  send();
  show();
}
// What she types: saved when she has left the line, goes on, or leaves the page, and before the time ends.
const findLine = () => form?.querySelector("[data-inner] [name=text]");
function findTyped(line) {
  const given = queue.read(number)?.response ?? (places.get(number) ?? stored.get(number))?.given;
  return given?.text ?? line.defaultValue;
}
function keepTyped() {
  const line = findLine();
  if (line?.value.trim() && line.value !== findTyped(line)) choose(line);
}
function leaveLine(line) {
  if (line.value.trim()) return keepTyped();
  line.value = findTyped(line);
  if (line.value) complain("typed");
}
function complain(what) {
  find("problem").replaceChildren(find(`say=${what}`).content.cloneNode(true));
  find("problem").firstElementChild?.focus();
}

// Going from one question to another, with the address and the focus, as pages do.
const addressOf = (to) => `${data.map}${to}/`;
function go(to, isBack) {
  if (!places.size || to < 1 || to > total + 1) return false;
  const isEnd = to > total; // all questions, and handing in
  if (!form.hidden) keepTyped();
  if (!form.hidden && places.has(number)) {
    const chosen = [...listFields().map((field) => field.value), ...listBoxes().map((box) => box.checked)];
    places.get(number).draft = isPartly() ? chosen : null;
  }
  form.hidden = find("above").hidden = isEnd;
  find("end").hidden = !isEnd;
  if (!isEnd) draw(to);
  tell(isEnd ? find("end-words").textContent : find("heading-words").textContent.replace("%1", to), to, isBack);
  isEnd ? send() : tellPlace(null);
  doc.dispatchEvent(new Event("question-shown")); // js/listen.js
  return true;
}
function draw(to) {
  number = to;
  const place = places.get(to), given = queue.read(to)?.response ?? place.given;
  find("inner").replaceChildren(place.node.cloneNode(true));
  drawAbove(place.shared);
  if (given) answers.fill(form, given);
  if (place.draft) {
    listFields().forEach((field, at) => (field.value = place.draft[at]));
    listBoxes().forEach((box, at) => (box.checked = place.draft[at]));
  }
  form.elements.flag.checked = place.isFlagged;
  form.elements.base.value = place.revision;
  form.action = addressOf(to);
  find("problem").replaceChildren();
  find("notice=changed").hidden = !place.isChanged;
  place.isChanged = false;
  find("go=previous").hidden = to === 1;
  if (to > 1) find("go=previous").href = addressOf(to - 1);
  doc.dispatchEvent(new Event("question-drawn")); // js/tiles.js
}
/** What stands there already stays, and goes on playing; what she has met before says so (js/shared-stem.js). */
function drawAbove(id) {
  const holder = find("above"), shown = holder.firstElementChild;
  shown?.setAttribute("data-read", "");
  if (shown?.dataset.shared === String(id)) return;
  if (shown) above.set(Number(shown.dataset.shared), shown);
  holder.replaceChildren(...(id ? [above.get(id)] : []));
}
function tell(words, to, isBack) {
  find("heading").textContent = words;
  doc.title = doc.title.replace(/^.*?(?= · )/, words);
  if (!isBack) history.pushState({ to }, "", to > total ? data.map : addressOf(to));
  show();
  scrollTo(0, 0);
  find("heading").focus({ preventScroll: true });
}
/** Tell the server where she is and what she marks; when it does not get through, nothing is lost but that. */
const tellPlace = (flag) => ask({ number, flag }).catch(() => null);

// The time that the server gives.
let end = null, ticking;
function setClock(seconds) {
  if (seconds === null || !clock) return;
  end = performance.now() + seconds * 1000;
  if (!ticking && seconds > 0) ticking = setInterval(tick, 1000);
  if (seconds > 0) find("notice=over").hidden = true;
}
function tick() {
  const left = Math.max(0, Math.round((end - performance.now()) / 1000));
  const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  clock.textContent = (parts[0] ? parts : parts.slice(1)).map((part, at) => (at ? String(part).padStart(2, "0") : part)).join(":");
  clock.parentElement.classList.toggle("is-short", left < 300);
  if (left < 10) keepTyped();
  if (left) return;
  ticking = clearInterval(ticking);
  find("notice=over").hidden = false;
  finish();
}
/** The end as the server has it: first what waits, then the result; it goes on when there is time left after all. */
async function finish() {
  for (; !isLeaving && !ticking; await pause(2000)) {
    await send();
    await tellPlace(null);
  }
}

// Handing in: what waits goes first; without a connection it is said, and tried again.
async function submit(event) {
  event.preventDefault();
  const buttons = [...handIn.querySelectorAll("button")];
  if (buttons[0].getAttribute("aria-busy")) return;
  buttons.forEach((button) => button.setAttribute("aria-busy", "true"));
  for (let rest = 2000; !isLeaving; rest = Math.min(rest * 2, 15000)) {
    try {
      if (await send()) {
        if (isLeaving) return;
        const response = await fetch(handIn.action, { method: "POST", body: new FormData(handIn), signal: AbortSignal.timeout?.(20000) });
        if (response.ok) return leave(data.result);
      }
    } catch {} // no connection: it is said and tried again
    find("notice=offline").hidden = false;
    await pause(rest);
  }
}

/** A break: what waits goes first, then the clock stops; without a connection it is said that it goes on. */
async function rest(event) {
  if (!places.size) return;
  event.preventDefault();
  keepTyped();
  const body = new FormData(find("break"));
  body.set("action", "pause");
  try {
    if (await send()) {
      const response = await fetch(find("break").action, { method: "POST", body, signal: AbortSignal.timeout?.(20000) });
      if (response.ok) return leave(data.map);
    }
  } catch {} // no connection
  if (!isLeaving) find("notice=no-break").hidden = false;
}

/** All questions at once; as often as it takes, and nobody waits for it. */
async function loadForm() {
  for (let rest = 1000; !places.size; rest = Math.min(rest * 2, 30000)) {
    try {
      const response = await fetch(data.form, { signal: AbortSignal.timeout?.(30000) });
      if (response.ok) return takeForm(await response.json());
    } catch {} // no connection: once more
    await pause(rest);
  }
}
function takeForm({ questions, shared }) {
  for (const [id, html] of Object.entries(shared)) above.set(Number(id), doc.createRange().createContextualFragment(html).firstElementChild);
  for (const question of questions) {
    const node = doc.createRange().createContextualFragment(question.html);
    const place = { node, shared: question.shared, revision: question.revision, isFlagged: question.is_flagged };
    const later = stored.get(question.number);
    places.set(question.number, later?.revision > place.revision ? { ...place, ...later } : place);
  }
  data.isReady = "1";
  show();
}

// Larger letters at once; the server is told, so that they stay, and nothing is lost when it does not hear it.
find("letters").addEventListener("submit", (event) => {
  event.preventDefault();
  const body = new FormData(event.target), button = event.target.querySelector("button");
  body.set("letters", button.value);
  const isLarge = doc.body.classList.toggle("is-large", button.value === "large");
  button.setAttribute("aria-pressed", isLarge);
  button.value = isLarge ? "usual" : "large";
  fetch(event.target.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => null);
});

if (clock) setClock(Number(clock.parentElement.dataset.seconds));
handIn?.addEventListener("submit", submit);
if (form) {
  const waiting = queue.read(number);
  if (waiting) answers.fill(form, waiting.response);
  doc.addEventListener("change", ({ target }) => {
    if (target.form !== form) return;
    // What is said of it moves the page: not while she presses the button for which she left the line.
    if (target === findLine()) return setTimeout(() => target.isConnected && leaveLine(target), 400);
    if (target.name !== "flag") return choose(target);
    if (places.has(number)) places.get(number).isFlagged = target.checked;
    show();
    tellPlace(target.checked);
  });
  form.addEventListener("submit", (event) => {
    if (!places.size) return;
    event.preventDefault();
    if (isPartly()) return complain(listBoxes().length ? "number" : listFields().every((field) => field.value) ? "repeated" : "incomplete");
    go(number + 1);
  });
  exam.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-to], a[data-go], a[data-to-map]");
    if (!link) return;
    const to = link.matches("[data-to-map]") ? total + 1 : Number(link.dataset.to ?? number - 1);
    if (go(to)) event.preventDefault();
  });
  find("break")?.querySelector("button").addEventListener("click", rest);
  history.replaceState({ to: number }, "");
  addEventListener("popstate", ({ state }) => state && go(state.to, true)); // a place within the page has no state
  loadForm();
}
const wake = () => send().then(() => clock && tellPlace(null)); // a phone that slept does not know the time
addEventListener("online", wake);
doc.addEventListener("visibilitychange", () => (doc.visibilityState === "visible" ? wake() : keepTyped()));
addEventListener("beforeunload", (event) => !isLeaving && !queue.isKept() && queue.places().length && event.preventDefault());
show();
send();
