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
// A guest's answer, or one that cannot be scored yet, needs the server: the form stays as it is.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  event.target.querySelector("input:not([type=hidden]), select")?.focus();
});
