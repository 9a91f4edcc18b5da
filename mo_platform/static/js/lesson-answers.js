// An answer is explained where it was given. What lesson-events.js does not send (a guest's answer, one that cannot be scored
// yet) goes as the form it is, and of the page that comes back only this question is taken over.
async function post(form) {
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.getElementById(form.closest("[data-block]").id).querySelector("form");
}

/** The numbers and letters of a list to choose from, to be pressed where they stand: who does not read finds one by its look. */
function showTiles(form) {
  for (const field of form.querySelectorAll(":is(.order-item, .match-row) select")) {
    const row = document.createElement("span");
    row.className = "tiles no-print";
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", field.labels[0].textContent);
    row.append(...[...field.options].slice(1).map((option) => makeTile(field, option)));
    field.classList.add("visually-hidden"); // it keeps the answer, and says when there is none
    field.setAttribute("aria-hidden", "true");
    field.tabIndex = -1;
    field.after(row);
    const mark = () => {
      for (const tile of row.children) tile.setAttribute("aria-pressed", String(tile.value === field.value));
    };
    field.addEventListener("change", mark);
    form.addEventListener("filled", mark); // by what waits on this phone
    mark();
  }
}
function makeTile(field, option) {
  const tile = document.createElement("button");
  tile.type = "button";
  tile.className = "tile";
  tile.value = option.value;
  tile.textContent = option.text.split(".")[0];
  tile.setAttribute("aria-label", option.text);
  tile.addEventListener("click", () => {
    field.value = option.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return tile;
}

function takeOver(form, answered) {
  const problem = answered.querySelector("[data-problem]");
  form.querySelector("fieldset").replaceWith(answered.querySelector("fieldset"));
  showTiles(form);
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
for (const form of document.querySelectorAll("form[data-question]")) showTiles(form);
