// A fact in the text editor: the author picks its key, the page shows the value that holds today.
(() => {
  const {React, DraftJS, draftail} = window;
  const words = JSON.parse(document.getElementById('fact-words')?.textContent ?? '{}');

  class FactSource extends React.Component {
    componentDidMount() {
      const {editorState, entityType, entity, onComplete} = this.props;
      const known = entity?.getData().id ?? '';
      const key = window.prompt(words.ask ?? 'Key of the fact', known)?.trim();
      if (!key || !/^[a-z0-9][a-z0-9-]*$/.test(key)) return onComplete(editorState);
      const content = editorState.getCurrentContent().createEntity(entityType.type, 'IMMUTABLE', {id: key});
      const text = DraftJS.Modifier.replaceText(
        content, editorState.getSelection(), key, null, content.getLastCreatedEntityKey());
      return onComplete(DraftJS.EditorState.push(editorState, text, 'insert-characters'));
    }

    render() {
      return null;
    }
  }

  const Fact = ({entityKey, contentState, children}) => React.createElement(
    'span', {className: 'Draftail-Token', title: contentState.getEntity(entityKey).getData().id}, children);

  draftail.registerPlugin({type: 'FACT', source: FactSource, decorator: Fact}, 'entityTypes');
})();
