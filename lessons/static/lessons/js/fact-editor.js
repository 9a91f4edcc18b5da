// A fact in the text editor: the author chooses it, and sees the words that hold today with its key beside them.
(() => {
  const {React, DraftJS, draftail} = window;
  const MARK = /\{fact:([a-z0-9][a-z0-9-]*)\}/g;
  let words; // they stand behind this script in the page
  const sayFact = (key) => {
    words ??= JSON.parse(document.getElementById('fact-words')?.textContent ?? '{}');
    return words[key] ?? '?';
  };

  class FactSource extends React.Component {
    async componentDidMount() {
      const {editorState, entityType, onComplete} = this.props;
      const fact = await window.chooseFact({forText: true});
      if (!fact) return onComplete(editorState);
      const content = editorState.getCurrentContent().createEntity(entityType.type, 'IMMUTABLE', {id: fact.key});
      const text = DraftJS.Modifier.replaceText(
        content, editorState.getSelection(), fact.key, null, content.getLastCreatedEntityKey());
      return onComplete(DraftJS.EditorState.push(editorState, text, 'insert-characters'));
    }

    render() {
      return null;
    }
  }

  const show = (key, children) => React.createElement(
    'span', {className: 'Draftail-Token fact-token'},
    React.createElement('span', {className: 'fact-words', contentEditable: false, 'data-words': sayFact(key)}), children);
  const Fact = ({entityKey, contentState, children}) => show(contentState.getEntity(entityKey).getData().id, children);
  const FactMark = ({decoratedText, children}) => show(decoratedText.slice('{fact:'.length, -1), children);
  const findMarks = (block, found) => {
    for (const match of block.getText().matchAll(MARK)) found(match.index, match.index + match[0].length);
  };

  draftail.registerPlugin({type: 'FACT', source: FactSource, decorator: Fact}, 'entityTypes');
  draftail.registerPlugin({type: 'FACT_MARK', strategy: findMarks, component: FactMark}, 'decorators');
})();
