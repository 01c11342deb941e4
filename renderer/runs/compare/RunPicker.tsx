import { Checkbox, ScrollArea, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { formatWhen } from '../../ui/format';
import { searched } from '../arrange';
import { tick, useChoice } from '../choice';
import { colorsOf, colorValue } from '../colors';
import { useRuns } from '../runs';
import styles from './compare.module.css';

/** The list beside the comparison: which runs take part, and in which colour. */
export function RunPicker() {
  const runs = useRuns(state => state.runs) ?? [];
  const { search, ticked } = useChoice();
  const colors = colorsOf(runs.filter(({ run }) => ticked.has(run)).reverse());
  return (
    <section className={styles.runs} aria-label="Runs to compare">
      <TextInput
        aria-label="Search runs"
        placeholder="Search names, notes, settings"
        leftSection={<IconSearch size={13} />}
        value={search}
        onChange={event => useChoice.setState({ search: event.currentTarget.value })}
      />
      <ScrollArea className={styles.scroll} type="auto">
        {searched(runs, search).map(run => {
          const color = colors.get(run.run);
          return (
            <Checkbox
              key={run.run}
              size="xs"
              radius="xs"
              className={styles.run}
              data-ticked={ticked.has(run.run) || undefined}
              classNames={{ body: styles.runBody, label: styles.runName }}
              label={
                <>
                  <span className={styles.runTitle}>
                    <span
                      className={styles.swatch}
                      style={{ background: color ? colorValue(color) : 'var(--border)' }}
                      aria-hidden
                    />
                    {run.name}
                  </span>
                  <Text size="xs" c="dimmed" component="span">
                    {formatWhen(run.startedAt)}
                  </Text>
                </>
              }
              checked={ticked.has(run.run)}
              onChange={event => tick([run.run], event.currentTarget.checked)}
            />
          );
        })}
      </ScrollArea>
    </section>
  );
}
