// A picture that waits for a tap is a link to it; the tap shows it in its place. On a slow connection (html[data-saver])
// a picture of a full page that has not come yet becomes such a link, as on a light page from the server.
const root = document.documentElement;
const pattern = document.querySelector("template[data-tap]");

function hold() {
  if (root.dataset.saver !== "on" || !pattern) return;
  for (const picture of document.querySelectorAll("img[data-size]:not([data-shown])")) {
    const tap = pattern.content.firstElementChild.cloneNode(true);
    tap.href = picture.src;
    for (const name of ["alt", "width", "height"]) tap.dataset[name] = picture.getAttribute(name);
    tap.querySelector(".tap-size").textContent = picture.dataset.size;
    if (picture.alt) tap.querySelector("[data-words]").textContent = picture.alt;
    picture.replaceWith(tap);
  }
  document.querySelector("[data-slow]")?.removeAttribute("hidden");
  const button = document.querySelector("[data-pictures]");
  if (button) {
    button.value = "off";
    button.classList.add("is-on");
    button.querySelector("span").textContent = button.dataset.pictures;
  }
}

document.addEventListener("click", (event) => {
  const tap = event.target.closest("a.tap-to-load");
  if (!tap || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const picture = new Image(tap.dataset.width, tap.dataset.height);
  picture.alt = tap.dataset.alt;
  picture.src = tap.href;
  picture.tabIndex = -1; // the keyboard goes on from here
  tap.replaceWith(picture);
  picture.focus();
});
hold();
new MutationObserver(hold).observe(root, { attributeFilter: ["data-saver"] });
