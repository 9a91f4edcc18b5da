// What is left to do in this lesson, kept true while she answers. The page says the same without a script, after loading.
const end = document.querySelector("[data-end]");
const progress = document.querySelector("[data-progress]");

function show({ block, lesson }) {
  const todo = block && end?.querySelector(`[data-todo="${CSS.escape(block)}"]`);
  if (todo) todo.hidden = true;
  if (progress) {
    progress.querySelector("[data-answered]").textContent = lesson.answered;
    progress.querySelector("[data-bar]").value = lesson.answered;
  }
  if (!end) return;
  const list = end.querySelector("[data-todo-list]");
  const isAllAnswered = lesson.answered >= lesson.questions;
  if (list) list.hidden = isAllAnswered;
  end.querySelector("[data-finish]").hidden = !isAllAnswered;
  end.querySelector("[data-complete]").hidden = !lesson.is_complete;
  end.querySelector("[data-remaining]").hidden = lesson.is_complete;
}

document.addEventListener("lesson-stored", (event) => show(event.detail));
