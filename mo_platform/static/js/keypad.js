// The big keys of a digit field. Without this script the field is typed in with the phone's own keys.
for (const pad of document.querySelectorAll("[data-keypad-for]")) {
  const input = document.getElementById(pad.dataset.keypadFor);
  if (!input) continue;
  pad.hidden = false;
  const limit = input.maxLength > 0 ? input.maxLength : Infinity;
  const changed = () => input.dispatchEvent(new Event("input", { bubbles: true }));
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    if (!key || key.type === "submit") return;
    if ("erase" in key.dataset) input.value = input.value.slice(0, -1);
    else if (input.value.length < limit) input.value += key.dataset.digit;
    changed();
  });
}
