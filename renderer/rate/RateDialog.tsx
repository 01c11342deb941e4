import { Alert, Button, Group, Loader, Modal, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { RATE_RANGE } from '#shared/training/rate-range';
import { useDocument } from '../document/store';
import { useRun } from '../run/run';
import { RateChart } from './RateChart';
import {
  closeRateFinder,
  findRate,
  roundRate,
  type StartingNetwork,
  stopRateFinder,
  takeRate,
  useRateFinder,
} from './rate';
import styles from './rate.module.css';

/** Tests learning rates on a copy of the network, and offers those where its loss falls. */
export function RateDialog() {
  const { opened } = useRateFinder();
  return (
    <Modal opened={opened} onClose={closeRateFinder} title="Find a learning rate" size={640}>
      <RateForm />
    </Modal>
  );
}

const STARTS: readonly { readonly value: StartingNetwork; readonly label: string }[] = [
  { value: 'untrained', label: 'Untrained' },
  { value: 'current', label: 'As trained last' },
];

function RateForm() {
  const { running, network, points, suggestion, error } = useRateFinder();
  const present = useDocument(state => state.project.training.optimizer.learningRate);
  const trained = useRun(({ status }) => status.run !== null && status.step > 0);
  return (
    <Stack gap="sm">
      <Text size="xs" c="dimmed">
        A copy of the network takes up to {RATE_RANGE.steps} steps while the learning rate rises. A good rate lies where
        the loss falls steeply, well before it explodes. Neither your network nor a later run is changed by this.
      </Text>
      {trained && (
        <Group gap="xs">
          <Text size="xs" id="rate-network">
            Start from the network
          </Text>
          <SegmentedControl
            size="xs"
            aria-labelledby="rate-network"
            data={[...STARTS]}
            value={network}
            onChange={value => void findRate(value)}
          />
        </Group>
      )}
      {error !== null ? (
        <Alert color="red" icon={<IconAlertTriangle size={16} />} title="No curve" role="alert">
          {error}
        </Alert>
      ) : points.length > 1 ? (
        <RateChart points={points} suggestion={suggestion} />
      ) : (
        <div className={styles.waiting}>
          {running && <Loader size={20} />}
          <Text size="xs" c="dimmed">
            {running ? 'Preparing the data and the network…' : 'Stopped before the first steps.'}
          </Text>
        </div>
      )}
      {running && (
        <Progress
          size={4}
          value={(100 * points.length) / RATE_RANGE.steps}
          aria-label={`Rates tested: ${points.length} of ${RATE_RANGE.steps}`}
        />
      )}
      {suggestion && <Words />}
      <Group justify="flex-end" gap="xs">
        {running ? (
          <Button variant="default" onClick={stopRateFinder}>
            Stop
          </Button>
        ) : (
          <Button variant="default" onClick={() => void findRate(network)}>
            Test again
          </Button>
        )}
        {suggestion?.valley != null && (
          <Button
            variant="default"
            onClick={() => takeRate(suggestion.valley ?? present)}
            title="Half way down the longest fall"
          >
            Use {roundRate(suggestion.valley)}
          </Button>
        )}
        {suggestion?.steepest != null && (
          <Button onClick={() => takeRate(suggestion.steepest ?? present)} title="Where the loss falls fastest">
            Use {roundRate(suggestion.steepest)}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** The suggestions in a sentence, for those who do not see the chart as well. */
function Words() {
  const suggestion = useRateFinder(state => state.suggestion);
  const present = useDocument(state => state.project.training.optimizer.learningRate);
  const { steepest = null, valley = null } = suggestion ?? {};
  return (
    <Text size="xs" role="status">
      {steepest === null || valley === null
        ? 'The loss fell nowhere: there is no rate to suggest. Look at the data and the loss first.'
        : `The loss falls fastest at ${roundRate(steepest)}; half way down its longest fall the rate is ${roundRate(valley)}. It is ${present} now.`}
    </Text>
  );
}
