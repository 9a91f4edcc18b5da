// Passkeys on the sign-in pages: hands the page's button to allauth's script and says in words what went wrong.
const button = document.querySelector("[data-passkey]");
const form = button?.form;

function show(trouble) {
  for (const notice of document.querySelectorAll("[data-passkey-trouble]")) {
    notice.hidden = notice.dataset.passkeyTrouble !== trouble;
  }
}

if (button && window.PublicKeyCredential) {
  form.hidden = false;
  button.addEventListener("click", () => show("")); // before allauth's listener: a refusal may come at once
  const options = document.getElementById("passkey-options");
  window.allauth.webauthn.forms[button.dataset.passkey]({
    ids: {
      login: button.id,
      add: button.id,
      authenticate: button.id,
      credential: button.dataset.passkeyCredential ?? "passkey-credential",
      passwordless: button.dataset.passkeyPasswordless,
    },
    data: options ? JSON.parse(options.textContent) : undefined,
  });
} else {
  for (const notice of document.querySelectorAll("[data-passkey-unsupported]")) notice.hidden = false;
}

const troubles = { NotAllowedError: "cancelled", AbortError: "cancelled", SecurityError: "address", InvalidStateError: "known" };
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  show(troubles[event.detail.exception?.name] ?? "other");
});
