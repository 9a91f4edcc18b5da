// What she did stands on this phone until the server says that it has it: in order, per person, across closed pages. Sent as
// the person who did it and nobody else (docs/reference/offline.md). Pages speak with it through `phone` and its events.
const OWN = "mo-own", KEPT = "mo-kept", READER = "/reader", MOST = 20, BYTES = 6000;
const doc = document, root = doc.documentElement;
const isCopy = doc.body.matches(".is-kept"); // drawn for everybody: who reads it stands in the phone
const memory = []; // where the browser keeps nothing (a private window)
let reader = null, wait = 999, timer, isBusy, isAgain, writing = 0, isFailed = false, isStopped = false, leave = null;
let answers = 0; // of her mock exams, that could not be sent when she wanted to leave

const remember = (isKept) => {
  const secure = location.protocol === "https:" ? "; secure" : "";
  doc.cookie = `mo_keeps=${isKept ? 1 : ""}; path=/; samesite=lax; max-age=${isKept ? 34560000 : 0}${secure}`;
};
const opening = globalThis.idb
  .openDB("mo", 1, {
    upgrade: (db) => db.createObjectStore("events", { keyPath: "order", autoIncrement: true }),
    blocking: (_old, _new, event) => event.target.close(),
  })
  .catch(() => null);
let database; // open before anything is done: what is written in the last moment of a page still arrives
opening.then((db) => (database = db));

async function findReader() {
  const person = doc.querySelector("[data-person]")?.dataset;
  if (person) {
    const known = { uuid: person.person, name: person.name };
    const before = await readReader();
    if (before && before.uuid !== known.uuid) await globalThis.caches?.delete(OWN);
    if (/(^|; )mo_keeps=1/.test(doc.cookie)) await writeReader(known);
    return known;
  }
  if (doc.querySelector("[data-guest]")) await globalThis.caches?.delete(OWN); // her session ended elsewhere
  return isCopy ? readReader() : null;
}
async function readReader() {
  const found = await globalThis.caches?.match(READER, { cacheName: OWN });
  return found ? found.json() : null;
}
async function writeReader(known) {
  const cache = await globalThis.caches?.open(OWN);
  await cache?.put(READER, new Response(JSON.stringify(known)));
}

const list = async () => ((await opening) ? (await opening).getAll("events") : [...memory]);
async function write(record) {
  const db = database ?? (await opening);
  if (!db) return memory.push({ ...record, order: performance.now() });
  const transaction = db.transaction("events", "readwrite", { durability: "strict" });
  transaction.store.add(record);
  transaction.commit();
  await transaction.done;
}
async function settle(record, refused) {
  const db = await opening;
  if (db) await (refused ? db.put("events", { ...record, refused }) : db.delete("events", record.order));
  else memory.splice(memory.findIndex((other) => other.order === record.order), 1);
}

const isWork = ({ event, report }) => report || event.response || event.item || event.type === "lesson.finished";
async function tell() {
  const open = (await list()).filter((record) => !record.refused);
  const mine = open.filter((record) => record.newcomer === reader?.uuid);
  const work = mine.filter(isWork).length + answers;
  const note = doc.querySelector("[data-unsent]");
  if (note) {
    note.hidden = !((isFailed || answers) && work);
    note.querySelector("[data-unsent-count]").textContent = work;
    note.querySelector("[data-unsent-sign-in]").hidden = !isStopped;
  }
  if (!open.length && !writing && !(await hasKept())) remember(false);
  doc.dispatchEvent(new CustomEvent("phone-queue", { detail: { isFailed } }));
  if (leave && (!mine.length || isFailed || isStopped)) leave(work);
}
const hasKept = async () =>
  (await list()).length || (await globalThis.caches?.has(KEPT)) || (await globalThis.caches?.has(OWN));

/** Resolves when it stands on the phone. `event` as in docs/reference/events.md, without id and moment. */
async function add(event, delay = 0, report) {
  if (!reader && !(await ready)) return null;
  writing++;
  remember(true); // signing out now must not empty the storage
  const whole = { id: makeId(), occurred_at: new Date().toISOString(), ...event };
  try {
    await write({ newcomer: reader.uuid, event: whole, ...(report && { report }) });
  } finally {
    writing--;
  }
  later(delay);
  return whole;
}
/** The report of a task (js/pretrajectory/world.js), which has an address of its own; of it nothing that she typed herself. */
const keep = (url, body) => add({ id: body.id, type: "task.reported" }, 0, { url, body });
const makeId = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

const later = (delay) => (clearTimeout(timer), (timer = setTimeout(send, delay)));
function send() {
  if (isBusy) return void (isAgain = true);
  isBusy = true;
  clearTimeout(timer);
  const work = navigator.locks ? navigator.locks.request("mo-send", sendAll) : sendAll();
  return work.finally(async () => {
    isBusy = false;
    if (isAgain) later(0);
    isAgain = false;
    await tell();
  });
}
async function sendAll() {
  try {
    isStopped = false;
    for (const record of (await list()).filter((one) => one.report && isOpen(one))) await sendReport(record);
    for (let batch; (batch = chooseBatch(await list())).length; ) {
      if (!(await sendBatch(batch))) {
        isStopped = true;
        throw null;
      }
      wait = 999;
      await tell();
    }
    isFailed = false;
  } catch {
    isFailed = true;
    later((wait = Math.min(wait * 2, 60000)));
  }
}
const isOpen = ({ newcomer, refused }) => newcomer === reader?.uuid && !refused;
/** Sent again it is stored once: it has its id. */
async function sendReport(record, isSecondTry) {
  const { url, body } = record.report;
  const response = await fetch(url, {
    method: "POST",
    keepalive: true,
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      "X-CSRFToken": doc.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1],
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout?.(30000),
  });
  const isJson = response.headers.get("Content-Type")?.includes("json");
  if (response.status === 403 && !isJson && !isSecondTry) {
    await fetch(`/${root.lang.toLowerCase()}/display/`); // brings a fresh token
    return sendReport(record, true);
  }
  if (!isJson || response.status >= 500) throw response.status;
  await close(record, null, response.ok ? false : (await response.json()).error);
}
/** What goes together: hers, in order, and little, so that a bad connection gets some of it through. */
function chooseBatch(records) {
  const batch = [];
  let size = 0;
  for (const record of records) {
    if (!isOpen(record) || record.report) continue;
    size += JSON.stringify(record.event).length;
    if (batch.length && (batch.length >= MOST || size > BYTES)) break;
    batch.push(record);
  }
  return batch;
}
/** False when it has to wait for her: she is signed out, or somebody else is signed in. */
async function sendBatch(batch, isSecondTry) {
  const response = await fetch("/progress/events/", {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json", "X-CSRFToken": doc.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] },
    body: JSON.stringify({ newcomer: batch[0].newcomer, events: batch.map(({ event }) => event) }),
    signal: AbortSignal.timeout?.(30000),
  });
  if (!response.headers.get("Content-Type")?.includes("json")) {
    if (response.status !== 403 || isSecondTry) throw response.status;
    await fetch(`/${root.lang.toLowerCase()}/display/`); // brings a fresh token
    return sendBatch(batch, true);
  }
  const { results, error } = await response.json();
  if (results) {
    for (const result of results) {
      const record = batch.find(({ event }) => event.id === result.id);
      if (record) await close(record, result, result.status === "refused" && result.reason);
    }
    return true;
  }
  const faulty = batch.find(({ event }) => event.id === error.id);
  if (faulty) await close(faulty, null, error.code);
  else if (response.status === 401 || response.status === 403) return false;
  else throw error.code;
  return true;
}
async function close(record, result, refused) {
  await settle(record, refused);
  doc.dispatchEvent(new CustomEvent("phone-settled", { detail: { event: record.event, result, refused } }));
}

// Signing out sends first. When it cannot, she is told how much waits here; pressing again leaves.
let isWarned = false, pressed; // Safari before 15.4 does not say which button it was
doc.addEventListener("click", ({ target }) => (pressed = target.closest("button")), true);
doc.addEventListener("submit", async (event) => {
  const { target: form, submitter = pressed } = event;
  if (!form.matches("[data-sign-out]") || form.dataset.isLeaving || !reader) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  answers = await sendAnswers();
  if (isWarned) return go(form, submitter);
  leave = (work) => {
    leave = null;
    if (!work) return go(form, submitter);
    isWarned = true;
    const note = doc.querySelector("[data-unsent]");
    note.hidden = note.querySelector("[data-unsent-leave]").hidden = false;
    note.scrollIntoView({ block: "center" });
    note.focus();
  };
  await send();
  await tell();
}, true);
/** What waits of her mock exams goes too; how many answers do not get through. */
async function sendAnswers() {
  const waiting = Number(doc.cookie.match(/(?:^|; )mo_waits=(\d+)/)?.[1] ?? 0);
  if (!waiting) return 0;
  try {
    await import(doc.querySelector("[data-unsent]").dataset.examQueue);
    return await globalThis.sendExamAnswers();
  } catch {
    return waiting;
  }
}
async function go(form, submitter) {
  form.dataset.isLeaving = "1";
  await globalThis.caches?.delete(OWN);
  submitter ? submitter.click() : form.submit();
}

doc.addEventListener("visibilitychange", () => doc.visibilityState === "visible" && send());
addEventListener("online", send);
addEventListener("pageshow", ({ persisted }) => persisted && send());
addEventListener("beforeunload", (event) => memory.length && event.preventDefault());

const ready = opening.then(findReader).then((found) => (reader = found));
globalThis.phone = { ready, add, keep, list, send };
ready.then(send);
