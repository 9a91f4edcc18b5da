// An answer is explained where it was given. What lesson-events.js does not send (a guest's answer, one that cannot be scored
// yet) goes as the form it is, and of the page that comes back only this question is taken over.
async function post(form) {
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.getElementById(form.closest("[data-block]").id).querySelector("form");
}

function takeOver(form, answered) {
  const problem = answered.querySelector("[data-problem]");
  form.querySelector("fieldset").replaceWith(answered.querySelector("fieldset"));
  document.dispatchEvent(new Event("question-drawn")); // js/tiles.js
  form.querySelector("[data-feedback]").replaceChildren(...answered.querySelector("[data-feedback]").childNodes);
  if (!problem) return reveal(form);
  form.prepend(problem);
  problem.focus();
}

function forget(form) {
  form.querySelector("[data-problem]")?.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}
const reveal = (form) => form.querySelector("[data-feedback]").scrollIntoView({ block: "nearest" });

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-question]")) return;
  forget(form);
  if (event.defaultPrevented) return; // lesson-events.js sends it
  event.preventDefault();
  if (form.getAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  try {
    takeOver(form, await post(form));
  } catch {
    form.submit(); // the page of the server says what is wrong
  }
  form.removeAttribute("aria-busy");
});
document.addEventListener("lesson-stored", ({ detail: { block } }) => {
  if (block) reveal(document.getElementById(`block-${block}`));
});
