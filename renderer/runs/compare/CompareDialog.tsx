import { Modal, Tabs, Text } from '@mantine/core';
import { useEffect } from 'react';
import { fetchCurves } from '../../run/run';
import { useChoice, useTickedRuns } from '../choice';
import { refreshRuns } from '../runs';
import styles from './compare.module.css';
import { DifferenceView } from './DifferenceView';
import { OverlayView } from './OverlayView';
import { ResultsView } from './ResultsView';
import { RunPicker } from './RunPicker';

const close = () => useChoice.setState({ comparing: false });

/** A full view of several runs: their curves over each other, their settings and results, and what differs between two. */
export function CompareDialog() {
  const opened = useChoice(state => state.comparing);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title="Compare runs"
      fullScreen
      padding="sm"
      classNames={{ content: styles.dialog, body: styles.dialogBody }}
    >
      <Compare />
    </Modal>
  );
}

function Compare() {
  const runs = useTickedRuns();
  const ids = runs.map(({ run }) => run).join('\n');
  useEffect(() => {
    void refreshRuns();
  }, []);
  useEffect(() => {
    const load = async () => {
      for (const run of ids.split('\n').filter(Boolean)) await fetchCurves(run);
    };
    void load();
  }, [ids]);
  return (
    <div className={styles.compare}>
      <RunPicker />
      <Tabs defaultValue="curves" keepMounted={false} className={styles.views}>
        <Tabs.List>
          <Tabs.Tab value="curves">Curves</Tabs.Tab>
          <Tabs.Tab value="results">Settings and results</Tabs.Tab>
          <Tabs.Tab value="difference">Difference</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="curves" className={styles.view}>
          {runs.length > 0 ? (
            <OverlayView runs={runs} />
          ) : (
            <Text size="sm" c="dimmed" p="md">
              Tick the runs on the left whose curves are to be laid over each other.
            </Text>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="results" className={styles.view}>
          <ResultsView runs={runs} />
        </Tabs.Panel>
        <Tabs.Panel value="difference" className={styles.view}>
          <DifferenceView runs={runs} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
