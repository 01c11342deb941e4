import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider, useStore } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import { pathKey } from '#shared/graph/expand';
import { useView } from '../app/view';
import { useFacts } from '../document/facts';
import { nodesById, projectHere, useLevel, useProjectHere } from '../document/level';
import { seenIn } from '../document/seen';
import { useTheme } from '../theme/theme';
import { categoryOf } from '../ui/categories';
import { AddMenu } from './AddMenu';
import { Breadcrumbs } from './Breadcrumbs';
import { CollapsedCard } from './CollapsedCard';
import { ConnectionLine } from './ConnectionLine';
import { CanvasContextMenu } from './ContextMenu';
import classes from './canvas.module.css';
import { fitView, openAddMenu, useCanvas } from './canvas-state';
import { EmptyCanvas } from './EmptyCanvas';
import { Card } from './FarCard';
import { FAR, FarProvider, MOST_DRAWN } from './far';
import { type CanvasNode, toFlowEdges, toFlowNodes, type WireEdge } from './flow';
import { flowProps } from './flow-props';
import { GroupFrame } from './GroupFrame';
import { Guides } from './Guides';
import { toFlowGroups } from './group-flow';
import { keepSame } from './keep-same';
import { NoteCard } from './NoteCard';
import { toFlowNotes } from './note-flow';
import { CanvasToolbar } from './Toolbar';
import { Wire } from './Wire';

const nodeTypes = { layer: Card, note: NoteCard, frame: GroupFrame, collapsed: CollapsedCard };
const edgeTypes = { wire: Wire };

const MAP_SIZE = { width: 132, height: 96 };

/** Keeps a network that was fitted in view while panels open and close around it. */
function useKeepFitted(open: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element || !open) return;
    let begun = false;
    const observer = new ResizeObserver(() => {
      // The first report only says that the watch has begun.
      if (begun && useCanvas.getState().fitted) fitView(undefined, false);
      begun = true;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [open]);
  return ref;
}

/** The color of a node on the overview map: its own, or its category's. */
function mapColor(node: CanvasNode): string {
  if (node.type === 'note') return `rgb(var(--mark-${node.data.note.color ?? 'yellow'}) / 0.3)`;
  if (node.type === 'frame') return `rgb(var(--mark-${node.data.group.color ?? 'blue'}) / 0.2)`;
  if (node.type === 'collapsed') return `rgb(var(--mark-${node.data.group.color ?? 'blue'}))`;
  const own = projectHere().layout[node.id]?.color;
  if (own) return `rgb(var(--mark-${own}))`;
  return `rgb(var(--cat-${categoryOf(nodesById(projectHere().graph).get(node.id)?.type ?? '')}))`;
}

const sameNodes = keepSame<CanvasNode>();

function Flow() {
  const project = useProjectHere(here => here);
  const facts = useFacts(all => all);
  const selectedNodes = useView(state => state.selectedNodes);
  const selectedEdges = useView(state => state.selectedEdges);
  const minimap = useView(state => state.minimap);
  const snapToGrid = useView(state => state.snapToGrid);
  const { graph, layout, notes, groups } = project;
  const seen = useMemo(() => seenIn({ graph, layout, groups }), [graph, layout, groups]);
  const nodes = useMemo(
    () =>
      sameNodes([
        ...toFlowGroups({ graph, groups, layout }, facts, selectedNodes),
        ...toFlowNotes(notes, selectedNodes),
        ...toFlowNodes(seen, facts, selectedNodes),
      ]),
    [graph, layout, notes, groups, seen, facts, selectedNodes],
  );
  const edges = useMemo(() => toFlowEdges(seen, facts, selectedEdges), [seen, facts, selectedEdges]);
  const theme = useTheme();
  const empty = nodes.length === 0;
  const inside = useLevel(({ block }) => block !== null);
  const large = nodes.length > MOST_DRAWN;
  const far = useStore(({ transform: [, , zoom] }) => large && zoom < FAR);
  const ref = useKeepFitted(!empty);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: follows the pointer only, so that paste and search know where it is
    <div
      ref={ref}
      className={classes.canvas}
      data-canvas
      onPointerMove={({ clientX, clientY }) => useCanvas.setState({ pointer: { x: clientX, y: clientY } })}
      onPointerLeave={() => useCanvas.setState({ pointer: null })}
      onDoubleClick={event => {
        const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
        if (onPane) openAddMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <FarProvider value={far}>
        <ReactFlow<CanvasNode, WireEdge>
          aria-label="Network"
          colorMode={theme}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          {...flowProps}
          connectionLineComponent={ConnectionLine}
          snapToGrid={snapToGrid}
          onlyRenderVisibleElements={large}
          edgesReconnectable={!far}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} color="var(--canvas-dot)" />
          {minimap && !empty && (
            <MiniMap<CanvasNode>
              pannable
              position="top-right"
              zoomable
              ariaLabel="Overview of the network"
              className={classes.minimap}
              style={MAP_SIZE}
              nodeColor={mapColor}
              nodeBorderRadius={12}
              maskColor="var(--minimap-mask)"
              bgColor="var(--panel)"
            />
          )}
          <Guides />
        </ReactFlow>
      </FarProvider>
      {empty && !inside && <EmptyCanvas />}
      <Breadcrumbs />
      <CanvasToolbar />
      <AddMenu />
      <CanvasContextMenu />
    </div>
  );
}

/** Where the network is drawn: a view of the document, and of nothing else. */
export function Canvas() {
  // Each level has a view of its own.
  const way = useLevel(level => pathKey(level.way));
  return (
    <ReactFlowProvider key={way}>
      <Flow />
    </ReactFlowProvider>
  );
}
