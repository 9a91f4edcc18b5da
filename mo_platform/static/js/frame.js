// A slow or metered connection asks for little data, unless the reader chose otherwise (cookie mo_saver).
// html[data-saver="on"] is the one truth that pages read.
const chosen = document.cookie.match(/(?:^|;\s*)mo_saver=(on|off)/)?.[1];
const link = navigator.connection;
const isSlow = Boolean(link && (link.saveData || /(^|-)2g$/.test(link.effectiveType ?? "")));
if (chosen === "on" || (!chosen && isSlow)) document.documentElement.dataset.saver = "on";
if (chosen === "off") delete document.documentElement.dataset.saver;

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
