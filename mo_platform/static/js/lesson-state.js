// What is left to do in this lesson, kept true while she answers; and that she finished, said at the answer that did it. The
// page says the same without a script, after loading.
const end = document.querySelector("[data-end]");
const progress = document.querySelector("[data-progress]");
const complete = end?.querySelector("[data-complete]");
let isToldFinished = complete && !complete.hidden;

function show({ block, lesson }) {
  const todo = block && end?.querySelector(`[data-todo="${CSS.escape(block)}"]`);
  if (todo) todo.hidden = true;
  if (progress) {
    progress.querySelector("[data-answered]").textContent = lesson.answered;
    progress.querySelector("[data-bar]").value = lesson.answered;
  }
  if (!end) return;
  const list = end.querySelector("[data-todo-list]");
  const right = complete.querySelector("[data-right]");
  const isAllAnswered = lesson.answered >= lesson.questions;
  if (list) list.hidden = isAllAnswered;
  if (right) right.textContent = document.querySelectorAll("[data-feedback] .feedback-right").length;
  end.querySelector("[data-finish]").hidden = !isAllAnswered;
  complete.hidden = !lesson.is_complete;
  end.querySelector("[data-remaining]").hidden = lesson.is_complete;
  if (!lesson.is_complete || isToldFinished) return;
  if (block) celebrate(block);
  queueMicrotask(() => (isToldFinished = true)); // the answer may come last of what was sent together
}

// A copy for the eyes: #end is what a screen reader hears, and the focus stays where it is.
function celebrate(block) {
  const moment = complete.querySelector("[data-moment]").cloneNode(true);
  const line = document.createElement("p");
  line.append(complete.querySelector("a.button").cloneNode(true));
  moment.querySelector(".notice-body").append(line);
  document.getElementById(`feedback-${block}`).after(moment);
  moment.scrollIntoView({ block: "nearest" });
  isToldFinished = true;
}

document.addEventListener("lesson-stored", (event) => show(event.detail));
