// Signing in, made quicker. Without this file every step works by itself: numbers by hand, one picture at a time.

/** The QR code puts the digits behind the #, which no server and no log ever sees. */
function readCardFromAddress() {
  const form = document.querySelector("[data-card-form]");
  const digits = location.hash.slice(1).replace(/\D/g, "");
  if (!form || !digits) return;
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.digits.value = digits;
  form.submit(); // hers to press no more; every browser knows this one
}

/** Collects the pictures on the page and sends them together: one trip over a slow connection instead of three. */
function collectPictures() {
  const form = document.querySelector("[data-pin-form]");
  const dots = document.querySelector(".pin-dots");
  // Before 2020 an event did not tell which button was pressed: then each picture goes by itself.
  if (!form || !dots || !globalThis.SubmitEvent) return;
  const total = Number(dots.dataset.total);
  const pressed = [];
  form.addEventListener("submit", (event) => {
    const picture = event.submitter?.value;
    if (!picture) return;
    pressed.push(picture);
    dots.querySelectorAll(".pin-dot")[pressed.length - 1]?.classList.add("is-filled");
    if (pressed.length < total) {
      event.preventDefault();
      return;
    }
    form.elements.pictures.disabled = false;
    form.elements.pictures.value = pressed.join("-");
  });
}

readCardFromAddress();
collectPictures();
