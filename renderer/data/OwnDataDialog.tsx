import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { closeOwnData, takeOwnData, useOwnData } from './own-data';

/** Asks for a file or folder to train on, by its path or, on the desktop, in the native dialogs. */
export function OwnDataDialog() {
  const { open, dropped } = useOwnData();
  return (
    <Modal opened={open} onClose={closeOwnData} title="Your own data" size={520}>
      {open && <Form dropped={dropped} />}
    </Modal>
  );
}

function Form({ dropped }: { dropped: string | null }) {
  const [path, setPath] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const bridge = window.receptive;
  const take = async (chosen: string) => {
    setPath(chosen);
    const trouble = await takeOwnData(chosen);
    if (trouble === null) closeOwnData();
    else setProblem(trouble);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() !== '') void take(path.trim());
  };
  const choose = async (ask: (() => Promise<string | null>) | undefined) => {
    const chosen = await ask?.();
    if (chosen) await take(chosen);
  };
  return (
    <form onSubmit={submit}>
      <Text size="sm" mb="sm">
        {dropped === null
          ? 'A folder of pictures or of texts (.txt) with one sub-folder for each class; a CSV file of numbers, of texts, or one that names pictures; IDX, NPZ or NPY files. What it is, is found out.'
          : `A page in a browser is not told where a file lies. Where is “${dropped}” on the machine of the engine?`}
      </Text>
      <TextInput
        label="Path"
        description="The whole path, on the machine of the engine; ~ is the home folder."
        placeholder={dropped === null ? '/home/me/pictures' : `/home/me/${dropped}`}
        value={path}
        error={problem}
        data-autofocus
        spellCheck={false}
        onChange={event => {
          setPath(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <Group justify="space-between" mt="lg">
        <Group gap={8}>
          {bridge && (
            <>
              <Button variant="default" onClick={() => void choose(bridge.files.chooseFile)}>
                Choose a file…
              </Button>
              <Button variant="default" onClick={() => void choose(bridge.files.chooseFolder)}>
                Choose a folder…
              </Button>
            </>
          )}
        </Group>
        <Group gap={8}>
          <Button variant="default" onClick={closeOwnData}>
            Cancel
          </Button>
          <Button type="submit" disabled={path.trim() === ''}>
            Use it
          </Button>
        </Group>
      </Group>
    </form>
  );
}
