// Sends what a newcomer does in a lesson; the server scores. lesson-unsent.js says what waits.
const doc = document, queue = [], waiting = new Map();
const lesson = doc.querySelector('[data-lesson]');
let timer, wait = 999, busy;

const token = () => doc.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ??
  doc.querySelector('[name=csrfmiddlewaretoken]')?.value;
const uuid = () => crypto.randomUUID?.() ??
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, c =>
    (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));
const tell = () => doc.dispatchEvent(new CustomEvent('lesson-queue', {
  detail: {queue, failed: wait > 999},
}));
const later = delay => (tell(), clearTimeout(timer), timer = setTimeout(send, delay));

function add(type, fields, answered) {
  const id = uuid(), {lesson: key, language} = lesson.dataset;
  queue.push({id, type, lesson: key, language, occurred_at: new Date().toISOString(), ...fields});
  if (answered) waiting.set(id, answered);
  later(/seen|opened/.test(type) ? 1500 : 0);
}
function settle(id, result) {
  const at = queue.findIndex(event => event.id === id);
  if (at < 0) throw id;
  const [{block}] = queue.splice(at, 1), answered = waiting.get(id);
  waiting.delete(id);
  answered?.(result);
  if (result?.lesson) doc.dispatchEvent(new CustomEvent('lesson-stored', {
    detail: {block: answered && block, lesson: result.lesson},
  }));
}
async function send() {
  if (busy || !queue.length) return;
  busy = true;
  try {
    const response = await fetch('/progress/events/', {
      method: 'POST',
      keepalive: true,
      headers: {'Content-Type': 'application/json', 'X-CSRFToken': token()},
      body: JSON.stringify({events: queue.slice(0, 20), newcomer: lesson.dataset.newcomer}),
    });
    const {results, error} = await response.json();
    if (results) results.forEach(result => settle(result.id, result));
    else settle(error.id); // never stored
    wait = 999;
    later(0);
  } catch {
    later(wait = Math.min(wait * 2, 60000));
  }
  busy = false;
}

function responseOf(form) {
  const data = new FormData(form), pairs = {}, order = [];
  for (const [name, value] of data) {
    if (/^pair-/.test(name)) pairs[name.slice(5)] = value;
    if (/^position-/.test(name)) {
      if (order[value]) return;
      order[value] = name.slice(9);
    }
  }
  if (order.length) return {order: order.slice(1)};
  if (Object.keys(pairs).length) return {pairs};
  if (data.has('choice')) return {choice: data.get('choice')};
  if (data.has('value')) return {value: data.get('value') === 'true'};
  if (data.has('choices')) return {choices: data.getAll('choices')};
}
function submit(event) {
  const form = event.target, {type, block, version} = form.elements;
  const response = type?.value === 'question.answered' && responseOf(form);
  if (!response) return; // the server says why
  event.preventDefault();
  if (form.ariaBusy) return;
  form.ariaBusy = true; // a disabled button would lose the focus
  add(type.value, {block: block.value, version: version.value, response}, result => {
    form.ariaBusy = null;
    if (!result?.feedback_html) return form.submit();
    form.querySelector('[data-feedback]').innerHTML = result.feedback_html;
  });
}
function tick({target: {name, value, checked, form}}) {
  if (name === 'ticked' && form?.elements.type)
    add('checklist.ticked', {block: form.elements.block.value, item: value, checked});
}

if (lesson?.dataset.newcomer) {
  add('lesson.opened');
  doc.addEventListener('submit', submit);
  doc.addEventListener('change', tick);
  doc.addEventListener('visibilitychange', send);
  doc.addEventListener('lesson-send', send);
  addEventListener('online', send);
  const seen = new IntersectionObserver(entries => entries.forEach(({isIntersecting: on, target}) => {
    if (!on) return;
    seen.unobserve(target);
    add('block.seen', {block: target.dataset.block});
  }), {rootMargin: '0px 0px -25%'});
  lesson.querySelectorAll('[data-block]').forEach(block => seen.observe(block));
}
