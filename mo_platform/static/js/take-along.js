// "Take with me": lessons come to this phone because somebody asked for them, never by themselves. What is here already does
// not come twice, so a try that was cut off goes on where it stopped.
const KEPT = "mo-kept", OWN = "mo-own", SPARE = 400_000; // bytes: styles, scripts, and room for answers
const control = document.querySelector("[data-take]");
const part = (name) => control.querySelector(`[data-take-${name}]`);
const addresses = control?.dataset.take.split(" ");
const isPlan = Boolean(document.querySelector("[data-plan-notice]"));
let isSilent = false; // something of it was taken without its sound
const isHere = async () => {
  for (const address of addresses) {
    const note = await caches.match(address);
    if (!note) return false;
    isSilent ||= !(await note.json()).hasSound;
  }
  return true;
};
function say(what) {
  part("done").hidden = what !== "done";
  part("busy").hidden = what !== "busy";
  if (part("more-sound")) part("more-sound").hidden = what !== "done" || !isSilent;
  for (const choice of control.querySelectorAll("[data-take-choice]")) choice.hidden = what === "done" || what === "busy";
  for (const problem of control.querySelectorAll("[data-take-problem]")) problem.hidden = problem.dataset.takeProblem !== what;
}
async function get(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(address);
  return response;
}
async function keep(cache, address) {
  if (!(await cache.match(address))) await cache.put(address, await get(address));
}

/** Her plan as it stands on the screen, without what can be sent from it. */
async function takePlan(address) {
  const page = document.documentElement.cloneNode(true);
  const notice = page.querySelector("[data-plan-notice]").content.cloneNode(true);
  for (const part of page.querySelectorAll("script, form, template, [data-take], [data-unsent], details.menu, .only-print, .listen, [data-player]"))
    part.remove();
  const list = document.querySelector("[data-take-done] a").pathname, today = new Date().toISOString().slice(0, 10);
  notice.querySelector("[data-seen]").textContent = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  page.querySelector("main").prepend(notice);
  page.querySelector("body").classList.add("is-kept");
  const html = `<!doctype html>${page.outerHTML}`, cache = await caches.open(OWN), shared = await caches.open(KEPT);
  const home = await get(list);
  const files = `${html}${await home.clone().text()}`.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g);
  const frame = [...new Set([...files].map(([, file]) => file))];
  for (const file of frame) await keep(shared, file);
  const policy = home.headers.get("Content-Security-Policy");
  await shared.put(list, home);
  const last = new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10);
  const headers = { "Content-Type": "text/html; charset=utf-8", "X-Valid-Until": last };
  if (policy) headers["Content-Security-Policy"] = policy;
  await cache.put(location.pathname, new Response(html, { headers }));
  const about = { title: document.querySelector("h1").textContent, language: document.documentElement.lang, bytes: html.length,
    address: location.pathname, valid_until: last, seen: today, is_own: true, frame, files: [], home: list };
  await cache.put(address, new Response(JSON.stringify(about)));
}
async function takeLesson(address, hasSound, isAgain) {
  if (isPlan) return takePlan(address);
  if (!isAgain && (await caches.match(address))) return;
  const response = await get(address);
  const { html, assets, pictures, sounds, voices, home, ...about } = await response.json();
  const cache = await caches.open(about.is_own ? OWN : KEPT);
  const kind = new Audio().canPlayType('audio/ogg; codecs="opus"') ? 1 : 2; // as js/listen.js will ask for it
  const spoken = voices.files.map((voice) => ({ url: `${voices.at}${voice[0]}.${["", "opus", "mp3"][kind]}`, bytes: voice[kind] }));
  const heard = [...sounds, ...spoken], extra = hasSound ? heard : [];
  const files = [...pictures, ...extra].map(({ url }) => url);
  const fonts = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /\.woff2$/.test(name));
  const frame = [...assets, ...fonts.map((name) => new URL(name).pathname)];
  const list = await caches.open(KEPT);
  const todo = [...frame.map((file) => [list, file]), ...files.map((file) => [cache, file])];
  const bring = async () => {
    for (let next; (next = todo.shift()); ) await keep(...next);
  };
  await Promise.all([bring(), bring(), bring(), bring()]); // a voice is small, and there are many
  await list.put(home, await get(home));
  const headers = { "Content-Type": "text/html; charset=utf-8", "X-Valid-Until": about.valid_until };
  const policy = response.headers.get("Content-Security-Policy");
  if (policy) headers["Content-Security-Policy"] = policy;
  await cache.put(about.address, new Response(html, { headers }));
  const weigh = (some) => some.reduce((sum, file) => sum + file.bytes, 0);
  const bytes = about.bytes + weigh(extra), unheard = hasSound ? 0 : weigh(heard);
  await cache.put(address, new Response(JSON.stringify({ ...about, bytes, files, frame, home, hasSound, unheard }))); // last: it is whole
}
async function take(hasSound, isAgain = false) {
  const needed = Number(control.dataset.bytes) + (hasSound ? Number(control.dataset.soundBytes) : 0) + SPARE;
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < needed) return say("room");
  say("busy");
  try {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `mo_keeps=1; path=/; samesite=lax; max-age=34560000${secure}`;
    await navigator.serviceWorker.register("/worker.js");
    const busy = part("busy");
    busy.max = addresses.length;
    for (const [place, address] of addresses.entries()) {
      busy.value = place;
      await takeLesson(address, hasSound, isAgain);
    }
    const person = document.querySelector("[data-person]")?.dataset;
    if (person) {
      const cache = await caches.open(OWN);
      await cache.put("/reader", new Response(JSON.stringify({ uuid: person.person, name: person.name })));
    }
    await navigator.serviceWorker.ready;
    navigator.storage?.persist?.();
    isSilent = false;
    await isHere();
    say("done");
  } catch (problem) {
    say(problem.name === "QuotaExceededError" ? "room" : "failed");
  }
}
globalThis.takeLesson = takeLesson; // for js/kept-list.js, which takes it again
if (control && globalThis.caches && navigator.serviceWorker) {
  part("now").addEventListener("click", () => take(part("sound")?.checked));
  part("more-sound")?.querySelector("button").addEventListener("click", () => take(true, true));
  control.hidden = false;
  control.style.minBlockSize = `${control.offsetHeight}px`; // whatever it says next moves nothing
  if (await isHere()) {
    say("done");
    if (isPlan) takePlan(addresses[0]); // she chose to have it with her: as she saw it last
  }
} else control?.remove(); // this browser keeps nothing
