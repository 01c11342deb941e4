import { Button, Group, Modal, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { RunColor, RunSummary } from '#shared/protocol/runs';
import { useChoice } from './choice';
import { colorsOf, colorValue, RUN_COLORS } from './colors';
import { updateRun } from './manage-runs';
import { useRuns } from './runs';
import styles from './runs.module.css';

const close = () => useChoice.setState({ edited: null });

/** Names, colours and annotates a run. */
export function EditRunDialog() {
  const edited = useChoice(state => state.edited);
  const run = useRuns(({ runs }) => runs?.find(one => one.run === edited));
  return (
    <Modal opened={run !== undefined} onClose={close} title="Name, colour and notes" size={440}>
      {run && <LabelForm key={run.run} run={run} />}
    </Modal>
  );
}

function LabelForm({ run }: { run: RunSummary }) {
  const [name, setName] = useState(run.name);
  const [color, setColor] = useState<RunColor>(colorsOf([run]).get(run.run) ?? 'blue');
  const [notes, setNotes] = useState(run.notes);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const trimmed = name.trim();
    const done = await updateRun(run.run, {
      // Where it was not changed, it goes on to be that of the project, or the colour that the studio chooses.
      ...(trimmed === run.name ? {} : { name: trimmed === '' ? null : trimmed }),
      ...(color === colorsOf([run]).get(run.run) ? {} : { color }),
      notes,
    });
    if (done) close();
  };
  return (
    <form onSubmit={event => void submit(event)}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="Empty: the name of its project"
          maxLength={200}
          data-autofocus
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label="Colour"
          value={color}
          onChange={value => setColor(RUN_COLORS.find(one => one === value) ?? color)}
        >
          <Group gap={8} mt={4}>
            {RUN_COLORS.map(one => (
              <Radio
                key={one}
                value={one}
                aria-label={one}
                title={one}
                size="sm"
                color={colorValue(one)}
                classNames={{ radio: styles.colorRadio }}
                styles={{ radio: { backgroundColor: colorValue(one), borderColor: colorValue(one) } }}
              />
            ))}
          </Group>
        </Radio.Group>
        <Textarea
          label="Notes"
          autosize
          minRows={3}
          maxRows={10}
          maxLength={20_000}
          size="xs"
          value={notes}
          onChange={event => setNotes(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit">Save</Button>
        </Group>
      </Stack>
    </form>
  );
}
