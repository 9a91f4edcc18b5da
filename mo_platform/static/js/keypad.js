// The big keys of a digit field, its digits in groups of four as they are printed, and how many stand there. Without this
// script the field is typed in with the phone's own keys.
const GROUP = 4;
const onlyDigits = (text) => [...text.replace(/\P{Nd}/gu, "")];

/** Where the caret stands behind so many digits, with a space before each group but the first. */
const placeBehind = (count) => count + Math.floor(Math.max(count - 1, 0) / GROUP);

function showInGroups(input) {
  const caret = placeBehind(onlyDigits(input.value.slice(0, input.selectionStart)).length);
  const digits = onlyDigits(input.value);
  input.value = digits.map((digit, place) => (place && place % GROUP === 0 ? ` ${digit}` : digit)).join("");
  if (document.activeElement === input) input.setSelectionRange(caret, caret);
}

for (const pad of document.querySelectorAll("[data-keypad-for]")) {
  const input = document.getElementById(pad.dataset.keypadFor);
  if (!input) continue;
  const total = Number(pad.dataset.total);
  const line = pad.previousElementSibling;
  const count = line.querySelector("output");
  pad.hidden = line.hidden = false;
  input.addEventListener("input", () => {
    showInGroups(input);
    count.value = onlyDigits(input.value).length;
  });
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    if (!key) return;
    const digits = onlyDigits(input.value);
    if ("erase" in key.dataset) digits.pop();
    else if (digits.length < total) digits.push(key.dataset.digit);
    input.value = digits.join("");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  input.dispatchEvent(new Event("input"));
}
