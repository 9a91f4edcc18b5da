// A mock exam that bears a lost connection: all questions of the form are fetched once and kept in memory; each answer stands on
// this phone until the server has said its revision. The server's clock ends the test. Without this script the pages work one by one.
const doc = document, exam = doc.querySelector("[data-mock]"), { answers } = globalThis, data = exam.dataset;
const form = exam.querySelector("[data-question]"), total = Number(data.total), KEY = `mo-mock-${data.attempt}`;
const places = new Map(); // number -> { node, revision, isFlagged }
const stored = new Map(); // number -> what was acknowledged, also before the questions have come
const find = (name) => exam.querySelector(`[data-${name}]`);
let number = Number(data.number), queue = readQueue(), isSending = false, wait = 1000, timer, isLeaving = false, sendingNow = null;

// What waits here: her own answers and nothing else, by place. It goes when the server has it.
function readQueue() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}
let isKept = true;
function writeQueue() {
  try {
    Object.keys(queue).length ? localStorage.setItem(KEY, JSON.stringify(queue)) : localStorage.removeItem(KEY);
    isKept = true;
  } catch {
    isKept = false; // a private window: then a closed page is warned about
  }
}
const makeId = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

async function ask(url, body) {
  const post = () => fetch(url, {
    method: "POST",
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      "X-CSRFToken": doc.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1],
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout?.(20000),
  });
  let response = await post();
  if (response.status === 403) {
    await fetch(`/${doc.documentElement.lang.toLowerCase()}/display/`); // brings a fresh token
    response = await post();
  }
  if (!response.headers.get("Content-Type")?.includes("json")) throw new Error(response.status);
  return response.json();
}

// One after the other, so that nothing overtakes.
function send() {
  sendingNow ??= sendAll().finally(() => (sendingNow = null));
  return sendingNow;
}
async function sendAll() {
  clearTimeout(timer);
  try {
    for (let next; (next = Object.keys(queue)[0]); ) {
      const entry = queue[next];
      settle(Number(next), entry, await ask(data.answers, { number: Number(next), ...entry }));
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
  const place = places.get(at), isLatest = queue[at]?.save === entry.save;
  if (reply.seconds_left !== undefined) setClock(reply.seconds_left);
  if (reply.result) {
    queue = {};
    writeQueue();
    return leave(reply.result);
  }
  if (reply.error === "attempt_paused") return leave(data.map ?? location.href);
  if (reply.error === "answer_changed") {
    delete queue[at];
    if (place) Object.assign(place, { revision: reply.revision, given: reply.response });
    if (at === number) {
      if (reply.response) answers.fill(form, reply.response);
      find("notice=changed").hidden = false;
    }
  } else if (reply.error === "unknown_attempt") throw reply.error; // she is signed out: it waits for her
  else if (reply.error) {
    if (isLatest) delete queue[at]; // what is no answer was never saved
  }
  else {
    stored.set(at, { revision: reply.revision, given: entry.response });
    if (place) Object.assign(place, stored.get(at));
    if (at === number && form) form.elements.base.value = reply.revision;
    if (isLatest) delete queue[at];
    else queue[at].base = reply.revision;
  }
  writeQueue();
}
function leave(url) {
  isLeaving = true;
  location.assign(url);
}

// What is seen of it.
function show() {
  for (const link of exam.querySelectorAll(".practice-dot[data-to]")) {
    const at = Number(link.dataset.to), place = places.get(at);
    const isAnswered = Boolean(queue[at] || (place ? place.revision : link.matches(".is-answered")));
    const isFlagged = place ? place.isFlagged : link.matches(".is-flagged");
    link.classList.toggle("is-answered", isAnswered);
    link.classList.toggle("is-flagged", isFlagged);
    link.querySelector("[data-answered-word]").hidden = !isAnswered;
    link.querySelector("[data-flagged-word]").hidden = !isFlagged;
    at === number ? link.setAttribute("aria-current", "step") : link.removeAttribute("aria-current");
  }
  if (!form) return;
  const isWaiting = Boolean(queue[number]);
  find("saved").hidden = isWaiting || !places.get(number)?.revision;
  find("waiting").hidden = !isWaiting;
  const all = [...Array(total).keys()].map((at) => at + 1);
  const open = places.size && all.find((at) => !queue[at] && !places.get(at).revision);
  const marked = all.filter((at) => places.get(at)?.isFlagged);
  if (!places.size) return;
  find("answered").textContent = all.filter((at) => queue[at] || places.get(at).revision).length;
  find("marked").hidden = !marked.length;
  find("marked-list").textContent = marked.join(", ");
  find("open").hidden = !open;
  if (open) find("open").href = addressOf(open), (find("open").dataset.to = open);
}
function note(at) {
  const response = answers.read(form);
  if (!response) return;
  queue[at] = { response, base: queue[at]?.base ?? places.get(at)?.revision ?? Number(form.elements.base.value), save: makeId() };
  find("notice=changed").hidden = true;
  find("problem").replaceChildren();
  writeQueue();
  send();
  show();
}
const listChoices = () => [...form.querySelectorAll("[data-inner] select")].map((field) => Boolean(field.value));
const isWhole = () => listChoices().every(Boolean);
const isBegun = () => listChoices().some(Boolean) && !isWhole();

// Going from one question to another, with the address and the focus, as pages do.
function go(to, isBack) {
  if (!places.size || to < 1 || to > total + 1) return false;
  const isEnd = to > total; // all questions, and handing in
  form.hidden = isEnd;
  find("end").hidden = !isEnd;
  if (isEnd) {
    tell(find("end-words").textContent, data.map, to, isBack);
    send();
    return true;
  }
  places.get(number).given = queue[number]?.response ?? places.get(number).given;
  number = to;
  const place = places.get(to);
  find("inner").replaceChildren(place.node.cloneNode(true));
  const given = queue[to]?.response ?? place.given;
  if (given) answers.fill(form, given);
  form.elements.flag.checked = place.isFlagged;
  form.elements.base.value = place.revision;
  find("problem").replaceChildren();
  find("notice=changed").hidden = true;
  form.action = addressOf(to);
  const previous = find("go=previous");
  previous.hidden = to === 1;
  if (to > 1) previous.href = addressOf(to - 1);
  tell(find("heading-words").textContent.replace("%1", to), form.action, to, isBack);
  tellPlace(null);
  return true;
}
function tell(words, url, to, isBack) {
  find("heading").textContent = words;
  doc.title = doc.title.replace(/^.*?(?= · )/, words);
  if (!isBack) history.pushState({ to }, "", url);
  show();
  scrollTo(0, 0);
  find("heading").focus({ preventScroll: true });
}
const addressOf = (to) => `${data.map}${to}/`;
/** Tell the server where she is and what she marks; when it does not get through, nothing is lost but that. */
async function tellPlace(flag) {
  try {
    const reply = await ask(data.answers, { number, flag });
    if (reply.seconds_left !== undefined) setClock(reply.seconds_left);
    if (reply.result) leave(reply.result);
  } catch {} // the next answer says it too
}

// The time that the server gives.
let end = null, said = Infinity;
const clock = find("clock");
function setClock(seconds) {
  if (seconds !== null && clock) end = performance.now() + seconds * 1000;
}
function tick() {
  const left = Math.max(0, Math.round((end - performance.now()) / 1000));
  const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  clock.textContent = (parts[0] ? parts : parts.slice(1)).map((part, at) => (at ? String(part).padStart(2, "0") : part)).join(":");
  clock.parentElement.classList.toggle("is-short", left < 300);
  if (left) return;
  clearInterval(ticking);
  find("notice=over") && (find("notice=over").hidden = false);
  finish();
}
/** The end: first what waits, then the result; as often as it takes. */
async function finish() {
  await send();
  if (isLeaving) return;
  try {
    const response = await fetch(data.result, { redirect: "manual", signal: AbortSignal.timeout?.(20000) });
    if (response.ok) return leave(data.result);
  } catch {} // no connection: once more
  setTimeout(finish, 2000);
}
let ticking;
if (clock) {
  setClock(Number(clock.parentElement.dataset.seconds));
  ticking = setInterval(tick, 1000);
}

// Handing in: what waits goes first; without a connection it is said, and tried again.
const handIn = find("hand-in");
async function submit(event) {
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  handIn.querySelector("button").setAttribute("aria-busy", "true");
  for (let pause = 2000; !isLeaving; pause = Math.min(pause * 2, 15000)) {
    try {
      if (await send()) {
        if (isLeaving) return;
        const response = await fetch(handIn.action, { method: "POST", body: new FormData(handIn), signal: AbortSignal.timeout?.(20000) });
        if (response.ok) return leave(data.result);
      }
    } catch {} // no connection: it is said and tried again
    find("notice=offline").hidden = false;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
handIn?.addEventListener("submit", submit);

if (form) {
  doc.addEventListener("change", ({ target }) => {
    if (target.form !== form) return;
    if (target.name === "flag") {
      if (places.has(number)) places.get(number).isFlagged = target.checked;
      show();
      return tellPlace(target.checked);
    }
    if (isWhole()) note(number);
  });
  form.addEventListener("submit", (event) => {
    if (!places.size) return;
    event.preventDefault();
    if (isBegun()) return void form.reportValidity();
    go(number + 1);
  });
  exam.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-to], a[data-go], a[data-to-map]");
    if (!link) return;
    const to = link.matches("[data-to-map]") ? total + 1 : Number(link.dataset.to ?? number - 1);
    if (go(to)) event.preventDefault();
  });
  history.replaceState({ to: number }, "");
  addEventListener("popstate", ({ state }) => state && go(state.to, true)); // a place within the page has no state
  const response = await fetch(data.form).catch(() => null);
  if (response?.ok) {
    for (const question of (await response.json()).questions) {
      const node = doc.createRange().createContextualFragment(question.html);
      const place = { node, revision: question.revision, isFlagged: question.is_flagged };
      const later = stored.get(question.number);
      places.set(question.number, later?.revision > place.revision ? { ...place, ...later } : place);
    }
    if (queue[number]) answers.fill(form, queue[number].response);
    data.isReady = "1";
  }
}
addEventListener("online", send);
doc.addEventListener("visibilitychange", () => doc.visibilityState === "visible" && send());
addEventListener("beforeunload", (event) => !isLeaving && !isKept && event.preventDefault());
show();
send();
