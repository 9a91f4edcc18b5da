// A menu closes when the reader presses Escape or presses beside it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Whoever leaves takes along what scripts kept. The server asks the same of the browser (Clear-Site-Data); older ones
// do not know that word. Lessons that were taken along are nobody's and stay; so do answers of a mock exam that wait for whoever gave
// them (js/exam-queue.js): nobody else can send them.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  Object.keys(localStorage).forEach((key) => key.startsWith("mo-mock-") || localStorage.removeItem(key));
  sessionStorage.clear();
  globalThis.caches?.keys().then((names) => names.forEach((name) => name === "mo-kept" || caches.delete(name)));
});
