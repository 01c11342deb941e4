import { Button } from '@mantine/core';
import { IconRuler2 } from '@tabler/icons-react';
import { useState } from 'react';
import type { GraphNode } from '#shared/graph/graph';
import { describeEngineError } from '#shared/protocol/errors';
import { useCheck } from '../document/check';
import { describeCommandRefusal } from '../document/command';
import { useFacts } from '../document/facts';
import { dispatchHere, useProjectHere } from '../document/level';
import { useDocument } from '../document/store';
import { engine } from '../engine/engine';
import classes from './properties.module.css';

/** As many digits as float32 has. */
const rounded = (values: readonly number[]): number[] => values.map(value => Number(value.toPrecision(7)));

/** Fills in what a layer takes from the data, mean and variance of the samples to train on, in one undo step. */
export function MeasureButton({ node }: { node: GraphNode }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { inputs } = useCheck();
  const before = useProjectHere(({ graph }) => graph.edges.find(edge => edge.to === node.id)?.from);
  const source = useFacts(facts => (before === undefined ? undefined : facts.get(before)?.source));
  const [input, ...others] = inputs;
  const isFirst = others.length === 0 && input !== undefined && input.node === source;

  const measure = async (): Promise<void> => {
    setBusy(true);
    const { data } = useDocument.getState().project;
    const answer = await engine.request('dataset.statistics', data);
    setBusy(false);
    if (!answer.ok) {
      setTrouble(describeEngineError(answer.error));
      return;
    }
    const { endGesture } = useDocument.getState();
    endGesture();
    const done = dispatchHere({
      do: 'together',
      commands: (['mean', 'variance'] as const).map(param => ({
        do: 'param.set',
        id: node.id,
        param,
        value: rounded(answer.value[param]),
      })),
    });
    endGesture();
    setTrouble(done.ok ? null : describeCommandRefusal(done.error));
  };

  return (
    <>
      <Button
        size="compact-sm"
        variant="light"
        fullWidth
        leftSection={<IconRuler2 size={14} aria-hidden />}
        disabled={!isFirst}
        loading={busy}
        onClick={() => void measure()}
      >
        Measure on the training data
      </Button>
      {!isFirst && <p className={classes.note}>Connect it to the only Input of the network to measure its samples.</p>}
      {trouble !== null && (
        <p className={classes.note} role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}
