import { Button, Checkbox } from '@mantine/core';
import { IconPointer } from '@tabler/icons-react';
import { titleOf } from '#shared/graph/block';
import type { NodeId } from '#shared/graph/graph';
import { useView } from '../app/view';
import { goToLevel } from '../blocks/navigate';
import { useCheck } from '../document/check';
import { nodesById } from '../document/level';
import { useDocument } from '../document/store';
import { type NodeList, useOpenStage } from './open-stage';
import { learningPlaces } from './stage-edits';
import classes from './stages.module.css';

interface Props {
  readonly label: string;
  readonly list: NodeList;
  readonly nodes: readonly NodeId[];
  readonly set: (nodes: NodeId[]) => unknown;
}

const isSame = (a: NodeList, b: NodeList): boolean => JSON.stringify(a) === JSON.stringify(b);

function startPicking(list: NodeList, nodes: readonly NodeId[]): void {
  const { selectedNodes } = useView.getState();
  useOpenStage.setState({ picking: { list, before: selectedNodes } });
  // Stages speak of the network's own nodes.
  goToLevel([], nodes);
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
  const graph = useDocument(state => state.project.graph);
  const places = nodesById(graph);
  const picking = useOpenStage(state => state.picking !== null && isSame(state.picking.list, list));
  const learning = learningPlaces(check, graph);
  // What a file names although it has nothing to learn stays in the list, so that it can be taken out.
  const others = nodes.filter(id => places.has(id) && !learning.includes(id));
  const shown = [...learning, ...others];
  const setAll = (chosen: ReadonlySet<NodeId>) => {
    const unknown = nodes.filter(id => !places.has(id));
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
              const node = places.get(id);
              return (
                <li key={id}>
                  <Checkbox
                    size="xs"
                    label={
                      <>
                        {id} <span className={classes.faint}>{node && titleOf(graph, node)}</span>
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
