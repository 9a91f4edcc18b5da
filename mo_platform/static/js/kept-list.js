// "On this phone": what is kept, how much, until when; whether there is a newer text; what waits to be
// sent; and buttons that take it again and remove it.
const doc = document, { phone } = globalThis;
const rows = doc.querySelector("[data-kept-list]"), pattern = doc.querySelector("template[data-kept-row]");
const kilobytes = (bytes) => `${Math.ceil(bytes / 1000)} kB`;
const room = (megabytes) => (megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${Math.round(megabytes / 1000)} GB`);
const formatDay = (day) => new Date(`${day}T12:00`).toLocaleDateString(doc.documentElement.lang, { dateStyle: "long" });

/** Everything taken along: [name of the cache, address of its note, the note]. */
async function listKept() {
  const found = [];
  for (const name of ["mo-kept", "mo-own"]) {
    if (!(await caches.has(name))) continue;
    const cache = await caches.open(name);
    for (const { url } of await cache.keys())
      if (/\/offline\/(lessons\/|plan\/)/.test(url)) found.push([name, url, await (await cache.match(url)).json()]);
  }
  return found;
}
/** What only this copy needed goes; the note of it is gone already, or of a newer copy. */
async function clean(name, about) {
  const cache = await caches.open(name), kept = await listKept();
  const isNeeded = new Set(kept.flatMap(([, , other]) => [other.address, ...other.files, ...other.frame]));
  const shared = await caches.open("mo-kept"); // styles and scripts, whoever needs them
  for (const file of [about.address, ...about.files]) if (!isNeeded.has(file)) await cache.delete(file);
  for (const file of about.frame) if (!isNeeded.has(file)) await shared.delete(file);
  if (!kept.length) for (const each of ["mo-kept", "mo-own"]) await caches.delete(each);
}
async function remove(name, note, about) {
  await (await caches.open(name)).delete(note);
  await clean(name, about);
  await show();
  phone.send(); // looks whether anything is still kept here
}
/** The copy that is here stays until the newer one is whole. */
async function takeAgain(row, name, note, about, button, hasSound) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    await globalThis.takeLesson(note, hasSound, true);
    await clean(name, about);
    await show();
    rows.querySelector(`[data-note="${note}"] [data-open]`)?.focus();
  } catch {
    button.removeAttribute("aria-busy");
    say(row, "failed");
  }
}
function say(row, state) {
  for (const part of row.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
  row.querySelector("[data-again]").hidden = !state || state === "gone";
}
/** Asks in one request how the texts that are kept stand now. Without an answer nothing is said. */
async function compare(kept) {
  const lessons = kept.filter(([, , about]) => about.lesson).slice(0, 100); // a plan is taken anew whenever she opens it
  if (!lessons.length || !navigator.onLine) return;
  const nameOf = (about) => `${about.language}:${about.lesson}`;
  const asked = new URLSearchParams(lessons.map(([, , about]) => ["text", nameOf(about)]));
  const answer = await fetch(`${rows.dataset.keptList}?${asked}`).catch(() => null);
  if (!answer?.ok) return;
  const { texts } = await answer.json();
  for (const [, note, about] of lessons) {
    const row = rows.querySelector(`[data-note="${note}"]`), text = texts[nameOf(about)];
    if (!row) continue;
    if (!text || (text.is_own && !about.is_own)) say(row, "gone");
    else if (text.stamp !== about.stamp) say(row, text.has_lost_fact ? "lost" : "newer");
  }
}
async function show() {
  const today = new Date().toISOString().slice(0, 10);
  const kept = await listKept();
  rows.replaceChildren();
  for (const [name, note, about] of kept) {
    if (about.valid_until < today) return remove(name, note, about);
    const row = pattern.content.cloneNode(true).firstElementChild;
    row.dataset.note = note;
    row.querySelector("[data-open]").href = about.address;
    row.querySelector("[data-title]").textContent = about.title;
    row.querySelector("[data-title]").lang = about.language;
    row.querySelector("[data-size]").textContent = kilobytes(about.bytes);
    row.querySelector("[data-until]").textContent = formatDay(about.valid_until);
    const again = row.querySelector("[data-again]"), sound = row.querySelector("[data-add-sound]");
    again.addEventListener("click", () => takeAgain(row, name, note, about, again, about.hasSound));
    sound.hidden = !about.unheard; // taken without the sound that it has
    row.querySelector("[data-unheard]").textContent = kilobytes(about.unheard ?? 0);
    sound.addEventListener("click", () => takeAgain(row, name, note, about, sound, true));
    row.querySelector("[data-remove]").addEventListener("click", () => remove(name, note, about));
    rows.append(row);
  }
  compare(kept);
}
async function count() {
  const person = await phone.ready, all = await phone.list();
  const isWork = ({ event, report }) => report || event.response || event.item || event.type === "lesson.finished";
  const open = all.filter((record) => !record.refused && isWork(record));
  const mine = open.filter(({ newcomer }) => newcomer === person?.uuid).length;
  const put = (name, value) => {
    doc.querySelector(`[data-${name}]`).textContent = value;
    const row = doc.querySelector(`[data-${name}-row]`);
    if (row) row.hidden = !value;
  };
  put("mine", mine);
  put("others", open.length - mine);
  put("refused", all.filter((record) => record.refused).length);
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  put("room", quota ? room((quota - usage) / 1_000_000) : "");
  doc.querySelector("[data-numbers]").hidden = false;
  doc.querySelector("[data-send-row]").hidden = !mine;
  doc.querySelector("[data-offline]").hidden = navigator.onLine;
}
/** This list came in the place of a page that is not here; it is named when it is one of ours. */
function tellAbsent() {
  if (/^\/[\w-]+\/offline\/$/.test(location.pathname)) return;
  const names = [...(doc.querySelector("template[data-names]")?.content.children ?? [])];
  const known = names.find((name) => name.getAttribute("href") === location.pathname);
  const title = doc.querySelector("[data-absent-name]");
  if (known) Object.assign(title, { textContent: known.title, lang: known.lang, dir: known.dir, hidden: false });
  doc.querySelector("[data-absent]").hidden = false;
}
tellAbsent();
if (globalThis.caches) await show();
await count();
doc.addEventListener("phone-queue", count);
for (const change of ["online", "offline"]) addEventListener(change, count);
addEventListener("online", async () => globalThis.caches && compare(await listKept()));
doc.querySelector("[data-send]").addEventListener("click", phone.send);
