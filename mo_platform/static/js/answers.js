// The answer that stands in the fields of a question, and the other way round. Used by lessons and by the mock exam.
function read(form) {
  const data = new FormData(form), pairs = {}, order = [];
  for (const [name, value] of data) {
    if (/^pair-/.test(name)) pairs[name.slice(5)] = value;
    if (/^position-/.test(name)) {
      if (order[value]) return;
      order[value] = name.slice(9);
    }
  }
  if (order.length) return { order: order.slice(1) };
  if (Object.keys(pairs).length) return { pairs };
  if (data.get("text")?.trim()) return { text: data.get("text") };
  if (data.has("choice")) return { choice: data.get("choice") };
  if (data.has("value")) return { value: data.get("value") === "true" };
  if (data.has("choices")) return { choices: data.getAll("choices") };
}
function fill(form, { choice, choices = [choice], value, order, pairs, text }) {
  for (const field of form.elements) {
    const [kind, id] = [field.name.split("-")[0], field.name.slice(field.name.indexOf("-") + 1)];
    if (field.name === "choice" || field.name === "choices") field.checked = choices.includes(field.value);
    if (field.name === "text") field.value = text ?? "";
    if (field.name === "value") field.checked = field.value === String(value);
    if (kind === "position" && order) field.value = order.indexOf(id) + 1;
    if (kind === "pair" && pairs) field.value = pairs[id];
  }
  form.dispatchEvent(new Event("filled"));
}
globalThis.answers = { read, fill };
