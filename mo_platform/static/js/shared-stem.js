// What several questions are about stays unfolded where there is room for it; on a small screen it is folded once it was read.
const isWide = matchMedia("(min-width: 48rem)");
function unfold() {
  for (const shared of document.querySelectorAll("[data-shared][data-read] > details")) shared.open = isWide.matches;
}
document.addEventListener("question-shown", unfold);
isWide.addEventListener("change", unfold);
unfold();
