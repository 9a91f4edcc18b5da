// The copy of a lesson that a phone kept: whose work it is, the Dutch on and off, and only what is really here.
const person = await globalThis.phone.ready;
document.querySelector("[data-reader]").hidden = !person;
document.querySelector("[data-no-reader]").hidden = Boolean(person);
if (person) document.querySelector("[data-reader-name]").textContent = person.name;

const dutch = document.querySelector("[data-dutch]");
if (dutch) {
  const parts = document.querySelectorAll(".block-dutch, .line-dutch");
  dutch.hidden = false;
  dutch.addEventListener("click", () => {
    const isOn = dutch.classList.toggle("is-on");
    document.querySelector(".lesson-blocks").classList.toggle("is-parallel", isOn);
    for (const part of parts) part.hidden = !isOn;
    dutch.querySelector("[data-hide]").hidden = !isOn;
    dutch.querySelector("[data-show]").hidden = isOn;
  });
}
for (const sound of document.querySelectorAll("audio"))
  caches.match(sound.src).then((found) => (sound.hidden = !found));
// What can be heard: a voice that was not taken along has no button.
const voices = new Set();
for (const name of ["mo-own", "mo-kept"])
  if (await caches.has(name))
    for (const { url } of await (await caches.open(name)).keys()) voices.add(url.match(/\/narrations\/(\w+)\./)?.[1]);
for (const passage of document.querySelectorAll("[data-voice]")) {
  if (passage.dataset.voice.split(" ").every((voice) => voices.has(voice))) continue;
  passage.removeAttribute("data-voice");
  if (passage.nextElementSibling?.matches("[data-hear]")) passage.nextElementSibling.remove();
  for (const offer of passage.closest("[data-sound]")?.querySelectorAll("[data-listen]") ?? []) offer.closest(".listen").hidden = true;
}
const offer = document.querySelector("[data-listen-all]")?.closest(".listen");
if (offer) offer.hidden = !document.querySelector("[data-voice]");
// A guest's answer, or one that cannot be scored yet, needs the server: the form stays as it is.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  event.target.querySelector("input:not([type=hidden]), select")?.focus();
});
