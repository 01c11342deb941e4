import { Button, Checkbox } from '@mantine/core';
import { IconPointer } from '@tabler/icons-react';
import type { NodeId } from '#shared/graph/graph';
import { layers } from '#shared/layers/catalogue';
import { useView } from '../app/view';
import { useCheck } from '../document/check';
import { type NodeList, useOpenStage } from './open-stage';
import { learningNodes } from './stage-edits';
import classes from './stages.module.css';

interface Props {
  readonly label: string;
  readonly list: NodeList;
  readonly nodes: readonly NodeId[];
  readonly set: (nodes: NodeId[]) => unknown;
}

const isSame = (a: NodeList, b: NodeList): boolean => JSON.stringify(a) === JSON.stringify(b);

function startPicking(list: NodeList, nodes: readonly NodeId[]): void {
  const { selectedNodes, select } = useView.getState();
  useOpenStage.setState({ picking: { list, before: selectedNodes } });
  select(nodes);
}

/** @returns what was picked */
function stopPicking(): readonly NodeId[] {
  const { picking } = useOpenStage.getState();
  const { selectedNodes, select } = useView.getState();
  useOpenStage.setState({ picking: null });
  select(picking?.before ?? []);
  return selectedNodes;
}

/** Chooses layers with weights: by a list of boxes, or by selecting them on the canvas. */
export function LayerChoice({ label, list, nodes, set }: Props) {
  const check = useCheck();
  const picking = useOpenStage(state => state.picking !== null && isSame(state.picking.list, list));
  const learning = learningNodes(check);
  // What a file names although it has nothing to learn stays in the list, so that it can be taken out.
  const others = nodes.filter(id => check.nodes.has(id) && !learning.includes(id));
  const shown = [...learning, ...others];
  const setAll = (chosen: ReadonlySet<NodeId>) => {
    const unknown = nodes.filter(id => !check.nodes.has(id));
    set([...shown.filter(id => chosen.has(id)), ...unknown]);
  };
  const toggle = (id: NodeId, chosen: boolean) =>
    setAll(new Set(chosen ? [...nodes, id] : nodes.filter(other => other !== id)));
  const done = () => {
    const picked = new Set(stopPicking());
    setAll(new Set(learning.filter(id => picked.has(id))));
  };
  return (
    <fieldset className={classes.choice}>
      <legend className={classes.visuallyHidden}>{label}</legend>
      {picking ? (
        <div className={classes.picking} role="status">
          <p>Select layers on the canvas: click, Ctrl+click for more, or drag a box with Shift.</p>
          <div className={classes.buttons}>
            <Button size="compact-xs" onClick={done}>
              Use these
            </Button>
            <Button size="compact-xs" variant="default" onClick={stopPicking}>
              Cancel
            </Button>
          </div>
        </div>
      ) : (
        <>
          <ul className={classes.layers}>
            {shown.map(id => {
              const type = check.nodes.get(id)?.node.type ?? '';
              return (
                <li key={id}>
                  <Checkbox
                    size="xs"
                    label={
                      <>
                        {id} <span className={classes.faint}>{layers.get(type)?.title ?? type}</span>
                      </>
                    }
                    checked={nodes.includes(id)}
                    onChange={event => toggle(id, event.currentTarget.checked)}
                  />
                </li>
              );
            })}
          </ul>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPointer size={13} aria-hidden />}
            onClick={() => startPicking(list, nodes)}
          >
            Pick on the canvas
          </Button>
        </>
      )}
    </fieldset>
  );
}
