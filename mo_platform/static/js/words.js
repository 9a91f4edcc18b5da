// A tapped word opens where it stands, over the lesson. The link leads to the same words at the end of the page: without
// this script, and in a browser that has no popover yet.
const pattern = document.querySelector("template[data-word-box]");

function open(tap) {
  const entry = document.getElementById(tap.hash.slice(1));
  if (!entry) return false;
  const box = pattern.content.firstElementChild.cloneNode(true);
  const word = box.querySelector("[data-word]");
  word.dataset.copyOf = entry.id;
  word.append(...[...entry.children].map((part) => part.cloneNode(true)));
  box.setAttribute("aria-label", word.querySelector("[lang=nl] dfn").textContent);
  box.querySelector("[data-close]").addEventListener("click", () => box.hidePopover());
  box.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    box.remove();
    if (document.activeElement === document.body) tap.focus({ preventScroll: true }); // the keyboard goes on from here
  });
  tap.after(box); // the keyboard and a screen reader find it behind its word
  box.showPopover();
  word.focus({ preventScroll: true });
  return true;
}

if (pattern && "popover" in HTMLElement.prototype) {
  for (const tap of document.querySelectorAll("a.word-tap")) tap.setAttribute("aria-haspopup", "dialog");
  document.addEventListener("click", (event) => {
    const tap = event.target.closest("a.word-tap");
    if (!tap || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (open(tap)) event.preventDefault();
  });
}
