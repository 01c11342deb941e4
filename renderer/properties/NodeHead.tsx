import { Button } from '@mantine/core';
import { IconCursorText, IconPackageExport, IconZoomScan } from '@tabler/icons-react';
import { BLOCK, BLOCK_INPUT, BLOCK_OUTPUT, blockOf, titleOf } from '#shared/graph/block';
import type { Graph, GraphNode } from '#shared/graph/graph';
import { layers } from '#shared/layers/catalogue';
import { actionById, runAction } from '../actions/list';
import { useProjectHere } from '../document/level';
import { categoryOf } from '../ui/categories';
import { LayerIcon } from '../ui/LayerIcon';
import classes from './properties.module.css';

function summaryOf(graph: Graph, node: GraphNode): string {
  if (node.type === BLOCK_INPUT) return 'What comes into the block. Its name is that of the port on every place of it.';
  if (node.type === BLOCK_OUTPUT) return 'What the block puts out.';
  if (node.type === BLOCK) {
    return blockOf(graph, node)
      ? 'A block of this project: what is changed inside changes in all its places.'
      : 'The project has no such block.';
  }
  return layers.get(node.type)?.summary ?? 'No layer of this type is known.';
}

const TOOLS = [
  ['block.open', 'Open', IconZoomScan],
  ['block.unpack', 'Unpack', IconPackageExport],
  ['block.rename', 'Rename', IconCursorText],
] as const;

/** What the selected node is; for a block what can be done with it as a whole. */
export function NodeHead({ node }: { node: GraphNode }) {
  const graph = useProjectHere(project => project.graph);
  return (
    <>
      <header className={classes.header}>
        <LayerIcon type={node.type} category={categoryOf(node.type)} size={30} />
        <div>
          <h2>{titleOf(graph, node)}</h2>
          <p>{summaryOf(graph, node)}</p>
        </div>
      </header>
      {blockOf(graph, node) && (
        <div className={classes.blockTools}>
          {TOOLS.map(([id, label, Icon]) => (
            <Button
              key={id}
              size="compact-xs"
              variant={id === 'block.open' ? 'light' : 'default'}
              leftSection={<Icon size={14} aria-hidden />}
              onClick={() => runAction(actionById(id))}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
