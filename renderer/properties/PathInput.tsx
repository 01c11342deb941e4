import { Button } from '@mantine/core';
import type { Result } from '#shared/result';
import classes from './properties.module.css';
import { WholeInput } from './WholeInput';

interface Props {
  readonly id: string;
  readonly kind: 'folder' | 'file';
  readonly label: string;
  /** The path in the document. */
  readonly path: string;
  readonly accept: (path: string) => Result<unknown, string>;
}

/** The path of a folder or a file, typed or, on the desktop, chosen in the native dialog. */
export function PathInput({ id, kind, label, path, accept }: Props) {
  const bridge = window.receptive;
  const choose = async () => {
    const chosen = await (kind === 'folder' ? bridge?.files.chooseFolder() : bridge?.files.chooseFile());
    if (chosen) accept(chosen);
  };
  return (
    <div className={classes.folder}>
      <WholeInput
        id={id}
        label={label}
        value={path}
        placeholder={kind === 'folder' ? '/home/me/pictures' : '/home/me/data.csv'}
        accept={accept}
      />
      {bridge && (
        <Button variant="default" size="xs" onClick={() => void choose()}>
          Choose…
        </Button>
      )}
    </div>
  );
}
