// A fact or a question is looked for in a dialog. For the editor of texts, and for fields that hold several (data-chosen).
(() => {
  const said = JSON.parse(document.getElementById('chooser').textContent);
  const dialog = document.createElement('dialog');
  dialog.className = 'chooser-dialog';
  dialog.setAttribute('aria-labelledby', 'chooser-title');
  const heading = Object.assign(document.createElement('h2'), {id: 'chooser-title'});
  const body = document.createElement('div');
  const close = Object.assign(document.createElement('button'), {
    type: 'button', className: 'button button-secondary', textContent: said.close});
  close.addEventListener('click', () => dialog.close());
  dialog.append(heading, body, close);

  const show = async (address, asked, focused) => {
    const url = new URL(address, window.location);
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(response.statusText);
      body.innerHTML = (await response.json()).html;
    } catch {
      body.textContent = said.failed;
    }
    body.querySelector(focused)?.focus();
  };
  const readForm = () => Object.fromEntries(new FormData(body.querySelector('form')));

  // Resolves with {key, words} of what was chosen, or null.
  const choose = ({address, title}, asked = {}) => new Promise((resolve) => {
    let chosen = null;
    const search = (event) => {
      event.preventDefault();
      show(address, readForm(), '[data-count]');
    };
    const press = ({target}) => {
      const button = target.closest('button[data-choice], button[data-page]');
      if (button?.dataset.page) show(address, {...readForm(), p: button.dataset.page}, '[data-count]');
      if (!button?.dataset.choice) return;
      chosen = {key: button.dataset.choice, words: button.dataset.words};
      dialog.close();
    };
    body.addEventListener('submit', search);
    body.addEventListener('click', press);
    dialog.addEventListener('close', () => {
      body.removeEventListener('submit', search);
      body.removeEventListener('click', press);
      resolve(chosen);
    }, {once: true});
    heading.textContent = title;
    body.replaceChildren();
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
    show(address, asked, 'input[type="search"]');
  });

  window.chooseFact = ({forText = false} = {}) => choose(said.facts, forText ? {for_text: 'True'} : {});

  document.addEventListener('click', async ({target}) => {
    const button = target.closest('[data-look-for]');
    if (!button) return;
    const field = button.closest('[data-chosen]');
    const found = await choose(field.dataset);
    if (!found) return;
    const known = [...field.querySelectorAll('input')].find(({value}) => value === found.key);
    const box = known ?? addChoice(field, found);
    box.checked = true;
    box.focus();
    box.dispatchEvent(new Event('change', {bubbles: true}));
  });

  const addChoice = (field, {key, words}) => {
    const box = Object.assign(document.createElement('input'), {type: 'checkbox', name: field.dataset.chosen, value: key});
    const text = Object.assign(document.createElement('span'), {lang: 'nl', dir: 'ltr', textContent: `${words} `});
    text.append(Object.assign(document.createElement('small'), {textContent: key}));
    const label = document.createElement('label');
    label.append(box, ' ', text);
    const item = document.createElement('li');
    item.append(label);
    field.querySelector('ul').append(item);
    return box;
  };
})();
