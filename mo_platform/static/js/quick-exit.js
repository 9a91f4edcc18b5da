// A sensitive lesson is left with one press or Escape pressed twice, and nothing of it stays under Back: its entry in the
// history becomes the page she leaves to. The server does the same for older entries (a cookie that the way out sets).
const WITHIN = 2000; // ms between the two presses
const exit = document.querySelector("[data-leave]");
let lastEscape = -Infinity;

function leave() {
  document.documentElement.hidden = true; // at once, whatever the connection does
  location.replace(exit.href);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  const isHere = link.hash && link.pathname === location.pathname && link.search === location.search;
  if (link === exit) {
    event.preventDefault();
    leave();
  } else if ((link.matches("[data-replace]") || (exit && isHere)) && !event.defaultPrevented) {
    event.preventDefault();
    location.replace(link.href);
  }
});

if (exit) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - lastEscape < WITHIN) leave();
    lastEscape = event.timeStamp;
  });
  // A page that the browser kept whole is not asked of the server again.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
