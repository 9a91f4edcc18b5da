// "On this phone": what is kept, how much, until when; what waits to be sent; and a button that removes.
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
async function remove(name, note, about) {
  const cache = await caches.open(name), others = (await listKept()).filter(([, url]) => url !== note);
  const isNeeded = new Set(others.flatMap(([, , other]) => [...other.files, ...other.frame]));
  await cache.delete(note);
  await cache.delete(about.address);
  const shared = await caches.open("mo-kept"); // styles and scripts, whoever needs them
  for (const file of about.files) if (!isNeeded.has(file)) await cache.delete(file);
  for (const file of about.frame) if (!isNeeded.has(file)) await shared.delete(file);
  if (!others.length) for (const each of ["mo-kept", "mo-own"]) await caches.delete(each);
  await show();
  phone.send(); // looks whether anything is still kept here
}
async function show() {
  const today = new Date().toISOString().slice(0, 10);
  const kept = await listKept();
  rows.replaceChildren();
  for (const [name, note, about] of kept) {
    if (about.valid_until < today) return remove(name, note, about);
    const row = pattern.content.cloneNode(true);
    row.querySelector("[data-open]").href = about.address;
    row.querySelector("[data-title]").textContent = about.title;
    row.querySelector("[data-title]").lang = about.language;
    row.querySelector("[data-size]").textContent = kilobytes(about.bytes);
    row.querySelector("[data-until]").textContent = formatDay(about.valid_until);
    row.querySelector("[data-remove]").addEventListener("click", () => remove(name, note, about));
    rows.append(row);
  }
}
async function count() {
  const person = await phone.ready, all = await phone.list();
  const isWork = ({ event }) => event.response || event.item || event.type === "lesson.finished";
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
if (globalThis.caches) await show();
await count();
doc.addEventListener("phone-queue", count);
for (const change of ["online", "offline"]) addEventListener(change, count);
doc.querySelector("[data-send]").addEventListener("click", phone.send);
