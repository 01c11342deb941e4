import { Alert, Button, FileButton, Group, Loader, Modal, Text, TextInput } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { create } from 'zustand';
import { FILE_ENDING } from '#shared/project/project';
import { describeEngineError } from '#shared/protocol/errors';
import type { WorkspaceFile } from '#shared/protocol/requests';
import { engine } from '../engine/engine';
import { formatWhen } from '../ui/format';
import classes from './files.module.css';

type FileChoice = { readonly name: string } | { readonly name: string; readonly text: string };
interface NameChoice {
  readonly name: string;
  readonly overwrite: boolean;
}
type Pending =
  | { readonly kind: 'open'; readonly answer: (choice: FileChoice | null) => void }
  | { readonly kind: 'save'; readonly suggested: string; readonly answer: (choice: NameChoice | null) => void };

const usePending = create<{ readonly pending: Pending | null }>(() => ({ pending: null }));

function ask<Choice>(pending: (answer: (choice: Choice | null) => void) => Pending): Promise<Choice | null> {
  return new Promise(resolve => {
    usePending.getState().pending?.answer(null);
    const answer = (choice: Choice | null) => {
      usePending.setState({ pending: null });
      resolve(choice);
    };
    usePending.setState({ pending: pending(answer) });
  });
}

/** Lets the user pick a file of the workspace, or bring one from this computer. */
export const chooseFile = (): Promise<FileChoice | null> => ask<FileChoice>(answer => ({ kind: 'open', answer }));

/** Asks under what name to save; a name that is taken must be chosen twice. */
export const chooseName = (suggested: string): Promise<NameChoice | null> =>
  ask<NameChoice>(answer => ({ kind: 'save', suggested, answer }));

type Listing = { readonly folder: string; readonly files: readonly WorkspaceFile[] };

function useListing(): { readonly listing: Listing | null; readonly problem: string | null } {
  const [listing, setListing] = useState<Listing | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const answer = await engine.request('workspace.list', {});
      if (gone) return;
      if (answer.ok) setListing(answer.value);
      else setProblem(describeEngineError(answer.error));
    };
    void load();
    return () => {
      gone = true;
    };
  }, []);
  return { listing, problem };
}

function FileList({ onPick }: { onPick: (file: WorkspaceFile) => void }) {
  const { listing, problem } = useListing();
  if (problem) return <Alert color="red">{problem}</Alert>;
  if (!listing) return <Loader size="sm" />;
  const files = [...listing.files].sort((a, b) => b.modifiedAt.localeCompare(a.modifiedAt));
  return (
    <>
      <Text size="xs" c="dimmed" mb={6}>
        {listing.folder}
      </Text>
      {files.length === 0 && <Text size="sm">There are no projects in this folder yet.</Text>}
      <ul className={classes.list}>
        {files.map(file => (
          <li key={file.name}>
            <button type="button" className={classes.file} onClick={() => onPick(file)}>
              <span className={classes.name}>{file.name.slice(0, -FILE_ENDING.length)}</span>
              <span className={classes.when}>{formatWhen(file.modifiedAt)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function OpenForm({ answer }: { answer: (choice: FileChoice | null) => void }) {
  const bring = async (file: File | null) => {
    if (file) answer({ name: file.name, text: await file.text() });
  };
  return (
    <>
      <FileList onPick={({ name }) => answer({ name })} />
      <Group justify="space-between" mt="lg">
        <FileButton onChange={file => void bring(file)} accept=".json,application/json">
          {props => (
            <Button {...props} variant="default" leftSection={<IconFileUpload size={14} aria-hidden />}>
              From this computer…
            </Button>
          )}
        </FileButton>
        <Button variant="default" onClick={() => answer(null)}>
          Cancel
        </Button>
      </Group>
    </>
  );
}

function SaveForm({ suggested, answer }: { suggested: string; answer: (choice: NameChoice | null) => void }) {
  const { listing } = useListing();
  const [name, setName] = useState(suggested.replace(FILE_ENDING, ''));
  const clean = name.trim();
  const bad = /[/\\:*?"<>|]/.test(clean) ? 'must not hold / \\ : * ? " < > |' : null;
  const taken = listing?.files.some(file => file.name === `${clean}${FILE_ENDING}`) ?? false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (clean !== '' && !bad) answer({ name: clean, overwrite: taken });
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        label="Name"
        value={name}
        onChange={event => setName(event.currentTarget.value)}
        data-autofocus
        error={bad}
        description={taken ? 'A project of this name is there already: it will be replaced.' : listing?.folder}
        rightSection={<span className={classes.ending}>{FILE_ENDING}</span>}
        rightSectionWidth={110}
      />
      <Group justify="flex-end" gap={8} mt="lg">
        <Button variant="default" onClick={() => answer(null)}>
          Cancel
        </Button>
        <Button type="submit" disabled={clean === '' || bad !== null} color={taken ? 'red' : undefined}>
          {taken ? 'Replace' : 'Save'}
        </Button>
      </Group>
    </form>
  );
}

export function WorkspaceDialog() {
  const pending = usePending(state => state.pending);
  return (
    <Modal
      opened={pending !== null}
      onClose={() => pending?.answer(null)}
      title={pending?.kind === 'save' ? 'Save project' : 'Open project'}
      size={480}
    >
      {pending?.kind === 'open' && <OpenForm answer={pending.answer} />}
      {pending?.kind === 'save' && <SaveForm suggested={pending.suggested} answer={pending.answer} />}
    </Modal>
  );
}
