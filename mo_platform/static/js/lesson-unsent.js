// What she did and could not be sent yet: said while it waits, and asked about before she leaves. js/lesson-events.js sends.
const note = document.querySelector("[data-unsent]");
let waiting = { queue: [], failed: false };
const isWork = ({ response, item }) => response || item; // an answer or a tick
let leave = null; // the sign-out that waits for what is still here
let isWarned = false;

document.addEventListener("lesson-queue", ({ detail }) => {
  waiting = detail;
  if (note) note.hidden = !waiting.failed;
  if (!leave || (waiting.queue.length && !waiting.failed)) return;
  const go = leave;
  leave = null;
  if (!waiting.queue.length) return go();
  isWarned = true;
  note?.scrollIntoView({ block: "center" });
});

// The browser asks in its own words. An answer or a tick counts at once; a page that was only read, once sending fails.
addEventListener("beforeunload", (event) => {
  if (waiting.queue.some(isWork) || (waiting.queue.length && waiting.failed)) event.preventDefault();
});

// Signing out ends the session: what is still here goes first. When it cannot go she is told, and pressing again leaves.
document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    if (!form.matches("[data-sign-out]") || !waiting.queue.length || isWarned) return;
    event.preventDefault();
    event.stopPropagation();
    leave = () => form.requestSubmit(submitter);
    document.dispatchEvent(new Event("lesson-send"));
  },
  true,
);
