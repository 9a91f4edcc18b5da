// The numbers and letters of a list to choose from, to be pressed where they stand: who does not read finds one by its look. The
// list keeps the answer, and says when there is none. A question that is drawn anew says so on the document (`question-drawn`).
const LISTS = ":is(.order-item, .match-row) select:enabled:not(.visually-hidden)";

function showTiles(field) {
  const row = document.createElement("span");
  row.className = "tiles no-print";
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", field.labels[0].textContent);
  row.append(...[...field.options].slice(1).map((option) => makeTile(field, option)));
  field.classList.add("visually-hidden");
  field.setAttribute("aria-hidden", "true");
  field.tabIndex = -1;
  field.after(row);
  field.addEventListener("change", () => mark(field));
  mark(field);
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
function mark(field) {
  for (const tile of field.nextElementSibling.children) tile.setAttribute("aria-pressed", String(tile.value === field.value));
}
const showAll = () => document.querySelectorAll(LISTS).forEach(showTiles);
document.addEventListener("question-drawn", showAll);
document.addEventListener("filled", ({ target }) => { // by what waits on this phone
  for (const row of target.querySelectorAll(".tiles")) mark(row.previousElementSibling);
}, true);
showAll();
