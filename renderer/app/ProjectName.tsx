import { useState } from 'react';
import { perform } from '../document/perform';
import { useDocument } from '../document/store';
import { useDocumentFile } from '../files/document-file';
import classes from './app.module.css';

/** The project's name, changed in place, with a dot while there is something to save. */
export function ProjectName() {
  const name = useDocument(state => state.project.name);
  const unsaved = useDocument(state => state.unsaved);
  const file = useDocumentFile(state => state.file);
  const [draft, setDraft] = useState<string | null>(null);
  const leave = () => {
    if (draft !== null && draft.trim() !== '') perform({ do: 'project.rename', name: draft });
    setDraft(null);
    useDocument.getState().endGesture();
  };
  return (
    <div className={classes.name}>
      <span className={classes.sizer} data-text={draft ?? name}>
        <input
          aria-label="Project name"
          title={file ? file.name : 'Not saved to a file yet'}
          value={draft ?? name}
          size={1}
          maxLength={200}
          spellCheck={false}
          onChange={event => setDraft(event.currentTarget.value)}
          onFocus={event => event.currentTarget.select()}
          onBlur={leave}
          onKeyDown={event => {
            if (event.key === 'Escape') setDraft(null);
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </span>
      {unsaved && (
        <span className={classes.dot} role="img" aria-label="Has unsaved changes" title="Has unsaved changes" />
      )}
    </div>
  );
}
