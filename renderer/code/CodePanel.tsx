import { Button, SegmentedControl } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { CODE_LANGUAGES, type CodeNote, codeLanguages, codeText } from '#shared/code/code';
import { useView } from '../app/view';
import { useDocument } from '../document/store';
import { fileStem, saveFile } from '../export/save';
import { copyText } from '../ui/copy-text';
import { plural } from '../ui/format';
import { tell } from '../ui/tell';
import { CodeLines } from './CodeLines';
import { useCode, useCodeLanguage } from './code';
import classes from './code.module.css';

/** For how long a button says that the program was copied, in milliseconds. */
const SAID = 1500;

function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
      onClick={() => setCopied(copyText(text))}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  );
}

/** What the program does not do, each with the way to its node; the comments in the program say the same. */
function Notes({ notes }: { notes: readonly CodeNote[] }) {
  if (notes.length === 0) return null;
  return (
    <details className={classes.notes}>
      <summary>{plural(notes.length, 'note')} on what differs</summary>
      <ul>
        {notes.map(({ message, node }) => (
          <li key={`${node} ${message}`}>
            {message}
            {node !== undefined && (
              <button type="button" onClick={() => useView.getState().select([node])}>
                Show {node}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The project as a program, kept up to date with every edit. */
export function CodePanel() {
  const { language } = useCodeLanguage();
  const code = useCode(language);
  const name = useDocument(state => state.project.name);
  const text = codeText(code);
  const save = async () => {
    const file = `${fileStem(name)}${codeLanguages[language].fileEnding}`;
    const saved = await saveFile(file, new TextEncoder().encode(text));
    if (!saved.ok) tell.failed('The program was not saved', saved.error);
  };
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label="Language"
          value={language}
          onChange={chosen => {
            const found = CODE_LANGUAGES.find(known => known === chosen);
            if (found) useCodeLanguage.setState({ language: found });
          }}
          data={CODE_LANGUAGES.map(value => ({ value, label: codeLanguages[value].title }))}
        />
        <Notes notes={code.notes} />
        <span className={classes.gap} />
        <CopyButton text={text} />
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconDownload size={13} />}
          onClick={() => void save()}
        >
          Save…
        </Button>
      </div>
      <CodeLines lines={code.lines} language={language} />
    </div>
  );
}
