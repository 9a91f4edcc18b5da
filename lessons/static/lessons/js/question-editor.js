// A question shows the fields of its kind only. Without this script all are shown, and each says for which kind it is.
(() => {
  const FIELDS = {
    single: ['options'], multiple: ['options'], choose: ['options'], true_false: ['answer'], order: ['items'], match: ['pairs'],
    short_text: ['answers', 'forgives_typo'], hotspot: ['picture', 'options'],
  };
  const isBank = (question) => question.querySelector(':scope > [data-contentpath="answers"]');
  const KIND = '[data-contentpath="kind"] select[name$="-kind"]';

  const showFieldsOf = (select) => {
    const question = select.closest('[data-contentpath="kind"]').parentElement;
    for (const name of new Set(Object.values(FIELDS).flat())) {
      if (name === 'picture' && !isBank(question)) continue; // a question of a lesson may have one, of whichever kind it is
      const field = question.querySelector(`:scope > [data-contentpath="${name}"]`);
      if (field) field.hidden = select.value !== '' && !FIELDS[select.value].includes(name);
    }
    for (const area of question.querySelectorAll('[data-contentpath="area"]')) area.hidden = select.value !== 'hotspot';
  };
  const showAll = () => document.querySelectorAll(KIND).forEach(showFieldsOf);

  document.addEventListener('change', ({target}) => target.matches(KIND) && showFieldsOf(target));
  document.addEventListener('DOMContentLoaded', () => {
    showAll();
    new MutationObserver(showAll).observe(document.body, {childList: true, subtree: true});
  });
})();
