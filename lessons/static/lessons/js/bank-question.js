// A question that stands alone in a form: Wagtail's editor asks the outermost block for its element, and a struct has none.
(() => {
  const {StructBlockDefinition} = window.wagtailStreamField.blocks;

  class BankQuestion extends StructBlockDefinition {
    render(placeholder, ...rest) {
      const parent = placeholder.parentElement;
      const block = super.render(placeholder, ...rest);
      block.element ??= parent;
      return block;
    }
  }
  window.telepath.register('lessons.BankQuestion', BankQuestion);
})();
