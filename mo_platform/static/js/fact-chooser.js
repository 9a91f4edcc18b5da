// A fact is looked for in a dialog: by its words, its key or its theme. For the editor of texts, and for what a question rests on.
(() => {
  const said = JSON.parse(document.getElementById('fact-chooser').textContent);
  const dialog = document.createElement('dialog');
  dialog.className = 'facts-dialog';
  dialog.setAttribute('aria-labelledby', 'facts-title');
  const title = Object.assign(document.createElement('h2'), {id: 'facts-title', textContent: said.title});
  const body = document.createElement('div');
  const close = Object.assign(document.createElement('button'), {
    type: 'button', className: 'button button-secondary', textContent: said.close});
  close.addEventListener('click', () => dialog.close());
  dialog.append(title, body, close);

  const show = async (asked, focused) => {
    try {
      const response = await fetch(`${said.address}?${new URLSearchParams(asked)}`);
      if (!response.ok) throw new Error(response.statusText);
      body.innerHTML = (await response.json()).html;
    } catch {
      body.textContent = said.failed;
    }
    body.querySelector(focused)?.focus();
  };
  const readForm = () => Object.fromEntries(new FormData(body.querySelector('form')));

  body.addEventListener('submit', (event) => {
    event.preventDefault();
    show(readForm(), '[data-facts-count]');
  });

  window.chooseFact = ({forText = false} = {}) => new Promise((choose) => {
    let chosen = null;
    const press = ({target}) => {
      const button = target.closest('button[data-fact], button[data-page]');
      if (button?.dataset.page) show({...readForm(), p: button.dataset.page}, '[data-facts-count]');
      if (!button?.dataset.fact) return;
      chosen = {key: button.dataset.fact, claim: button.dataset.claim};
      dialog.close();
    };
    body.addEventListener('click', press);
    dialog.addEventListener('close', () => {
      body.removeEventListener('click', press);
      choose(chosen);
    }, {once: true});
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
    show(forText ? {for_text: 'True'} : {}, '[name="q"]');
  });

  document.addEventListener('click', async ({target}) => {
    const button = target.closest('[data-find-fact]');
    if (!button) return;
    const field = button.closest('[data-facts-chosen]');
    const fact = await window.chooseFact();
    if (!fact) return;
    const known = [...field.querySelectorAll('input')].find(({value}) => value === fact.key);
    const box = known ?? addFact(field, fact);
    box.checked = true;
    box.focus();
    box.dispatchEvent(new Event('change', {bubbles: true}));
  });

  const addFact = (field, {key, claim}) => {
    const box = Object.assign(document.createElement('input'), {type: 'checkbox', name: field.dataset.factsChosen, value: key});
    const text = Object.assign(document.createElement('span'), {lang: 'nl', dir: 'ltr', textContent: `${claim} `});
    text.append(Object.assign(document.createElement('small'), {textContent: key}));
    const label = document.createElement('label');
    label.append(box, ' ', text);
    const item = document.createElement('li');
    item.append(label);
    field.querySelector('ul').append(item);
    return box;
  };
})();
