// What a newcomer does in a lesson goes to js/phone.js, which keeps it and sends it; the server scores. This shows where it is.
const doc = document, lesson = doc.querySelector("[data-lesson]"), { phone, answers } = globalThis;
const waiting = new Map(); // event id -> the form it came from

function add(type, fields, form, delay) {
  const { lesson: key, language } = lesson.dataset;
  return phone.add({ type, lesson: key, language, ...fields }, delay).then((event) => {
    if (!form || !event) return;
    waiting.set(event.id, form);
    setTimeout(() => waiting.has(event.id) && show(form, "kept", event), 500);
  });
}
function show(form, state, { response }) {
  const part = doc.querySelector(`template[data-state=${state}]`).content.cloneNode(true);
  if (!response) part.querySelector("[data-of-answer]")?.remove();
  const place = form.querySelector("[data-feedback]");
  place.querySelector(".sending")?.remove();
  if (response && state === "kept") place.replaceChildren();
  place.prepend(part);
}
doc.addEventListener("phone-settled", ({ detail: { event, result, refused } }) => {
  const form = waiting.get(event.id);
  waiting.delete(event.id);
  if (form) {
    form.removeAttribute("aria-busy");
    if (refused || (event.response && !result?.feedback_html)) {
      if (doc.body.matches(".is-kept")) return form.querySelector(".sending")?.remove();
      return form.submit(); // the server says why
    }
    if (event.response) form.querySelector("[data-feedback]").innerHTML = result.feedback_html;
    show(form, "sent", event);
  }
  if (result?.lesson?.key === lesson.dataset.lesson) doc.dispatchEvent(new CustomEvent("lesson-stored", {
    detail: { block: event.response && event.block, lesson: result.lesson },
  }));
});

function submit(event) {
  const form = event.target, { type, block, version } = form.elements;
  if (type?.value === "lesson.finished") {
    event.preventDefault();
    return add(type.value, {}, form);
  }
  const response = type?.value === "question.answered" && answers.read(form);
  if (!response) return; // the server says why
  event.preventDefault();
  if (form.getAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true"); // a disabled button would lose the focus
  setTimeout(() => form.removeAttribute("aria-busy"), 2000); // it stands on the phone: she may answer anew
  add(type.value, { block: block.value, version: version.value, response }, form);
}
function tick({ target: { name, value, checked, form } }) {
  if (name === "ticked" && form?.elements.type)
    add("checklist.ticked", { block: form.elements.block.value, item: value, checked }, form);
}
/** What waits from before: chosen again, and said to be on this phone. */
async function restore(uuid) {
  for (const { newcomer, event, refused } of await phone.list()) {
    if (newcomer !== uuid || refused || event.lesson !== lesson.dataset.lesson) continue;
    const form = event.type === "lesson.finished"
      ? lesson.querySelector("[data-finish]")
      : doc.getElementById(`block-${event.block}`)?.querySelector("form");
    if (!form || !(event.response || event.item || event.type === "lesson.finished")) continue;
    if (event.response) answers.fill(form, event.response);
    const box = event.item && form.querySelector(`[name=ticked][value="${CSS.escape(event.item)}"]`);
    if (box) box.checked = event.checked;
    waiting.set(event.id, form);
    show(form, "kept", event);
  }
}

doc.addEventListener("submit", (event) => lesson.contains(event.target) && lesson.dataset.newcomer && submit(event));
doc.addEventListener("change", (event) => lesson.dataset.newcomer && tick(event));
const person = await phone.ready;
if (person) {
  lesson.dataset.newcomer = person.uuid;
  await restore(person.uuid);
  add("lesson.opened", {}, null, 1500);
  const seen = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting: on, target }) => {
    if (!on) return;
    seen.unobserve(target);
    add("block.seen", { block: target.dataset.block }, null, 1500);
  }), { rootMargin: "0px 0px -25%" });
  lesson.querySelectorAll("[data-block]").forEach((block) => seen.observe(block));
}
