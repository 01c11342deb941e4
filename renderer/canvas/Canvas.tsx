import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionLineType,
  type FinalConnectionState,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react';
import { type MouseEvent as ReactMouseEvent, useEffect, useMemo, useRef } from 'react';
import { describeRefusal, whyNotConnect } from '#shared/graph/connect';
import { edgeId, type GraphEdge, type GraphNode } from '#shared/graph/graph';
import type { Position } from '#shared/project/place';
import type { Project } from '#shared/project/project';
import { useView } from '../app/view';
import { currentCheck, useCheck } from '../document/check';
import { fitsOnEdge, insertOnEdge, reconnect, whyNotReconnect } from '../document/edits';
import { perform, performEdit } from '../document/perform';
import { useDocument } from '../document/store';
import { useTheme } from '../theme/theme';
import { tell } from '../ui/tell';
import { AddMenu } from './AddMenu';
import { ConnectionLine } from './ConnectionLine';
import { CanvasContextMenu } from './ContextMenu';
import classes from './canvas.module.css';
import { fitView, openAddMenu, useCanvas } from './canvas-state';
import { onEdgesChange, onNodesChange, toEdge } from './changes';
import { dropCopies, noteDragStart } from './drag-copy';
import { EmptyCanvas } from './EmptyCanvas';
import { edgeUnder } from './edge-under';
import { type CanvasNode, toFlowEdges, toFlowNodes, type WireEdge } from './flow';
import { Guides } from './Guides';
import { LayerCard } from './LayerCard';
import { NoteCard } from './NoteCard';
import { toFlowNotes } from './note-flow';
import { CanvasToolbar } from './Toolbar';
import { Wire } from './Wire';

/** With more nodes than this only those in view are drawn. */
const MOST_DRAWN = 100;

const nodeTypes = { layer: LayerCard, note: NoteCard };
const edgeTypes = { wire: Wire };

const clientPoint = (event: MouseEvent | TouchEvent): Position => {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
};

/** A wire was let go: on empty canvas it asks what to add, on a port that refuses it says why. */
function onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  if (state.isValid || !state.fromNode || !state.fromHandle) return;
  const fromOutput = state.fromHandle.type === 'source';
  if (state.toNode) {
    const ends = fromOutput ? [state.fromNode.id, state.toNode.id] : [state.toNode.id, state.fromNode.id];
    const [from = '', to = ''] = ends;
    const port = (fromOutput ? state.toHandle?.id : state.fromHandle.id) ?? 'input';
    const refusal = whyNotConnect(useDocument.getState().project.graph, { from, to, port });
    if (refusal) tell.refused(`Not connected: ${describeRefusal(refusal)}.`);
    return;
  }
  const wire = { kind: 'wire', node: state.fromNode.id, end: fromOutput ? 'output' : 'input' } as const;
  // The click that ends the drag would close the menu that it opens.
  const point = clientPoint(event);
  setTimeout(() => openAddMenu(point, wire));
}

const nodeOf = (id: string): GraphNode | undefined =>
  useDocument.getState().project.graph.nodes.find(node => node.id === id);

/** The wire under a dragged node's middle, where the node could be put on it. */
function edgeForDragged(dragged: CanvasNode): GraphEdge | undefined {
  const node = nodeOf(dragged.id);
  const { project } = useDocument.getState();
  // A node with wires of its own is never put on one, so nobody need look what lies under it.
  if (project.graph.edges.some(edge => edge.from === dragged.id || edge.to === dragged.id)) return undefined;
  const card = document.querySelector(`.react-flow__node[data-id="${dragged.id}"]`)?.getBoundingClientRect();
  if (!node || !card) return undefined;
  const edge = edgeUnder({ x: card.x + card.width / 2, y: card.y + card.height / 2 });
  return edge && fitsOnEdge(project, node, edge) ? edge : undefined;
}

function onNodeDrag(_event: MouseEvent | TouchEvent, dragged: CanvasNode): void {
  const edge = edgeForDragged(dragged);
  const litEdge = edge ? edgeId(edge) : null;
  if (useCanvas.getState().litEdge !== litEdge) useCanvas.setState({ litEdge });
}

function onNodeDragStop(_event: MouseEvent | TouchEvent, dragged: CanvasNode): void {
  const edge = edgeForDragged(dragged);
  const node = nodeOf(dragged.id);
  useCanvas.setState({ litEdge: null, guides: [] });
  if (dropCopies()) return;
  if (edge && node) performEdit(insertOnEdge(useDocument.getState().project, edge, node));
  useDocument.getState().endGesture();
}

function useReconnect() {
  const edge = useRef<GraphEdge | null>(null);
  return {
    edge,
    onReconnectStart: (_event: ReactMouseEvent, wire: WireEdge) => {
      edge.current = toEdge(wire);
    },
    onReconnect: (wire: WireEdge, connection: Connection) => {
      perform(reconnect(toEdge(wire), toEdge(connection)));
    },
    /** Dropped on nothing: taken off. */
    onReconnectEnd: (
      _event: MouseEvent | TouchEvent,
      wire: WireEdge,
      _handle: unknown,
      state: FinalConnectionState,
    ) => {
      edge.current = null;
      if (!state.isValid && !state.toNode) perform({ do: 'edge.remove', edge: toEdge(wire) });
    },
  };
}

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
function mapColor(node: CanvasNode, layout: Project['layout']): string {
  if (node.type === 'note') return `rgb(var(--mark-${node.data.note.color ?? 'yellow'}) / 0.3)`;
  const own = layout[node.id]?.color;
  if (own) return `rgb(var(--mark-${own}))`;
  return `rgb(var(--cat-${currentCheck().nodes.get(node.id)?.layer?.category ?? 'core'}))`;
}

function Flow() {
  const project = useDocument(state => state.project);
  const check = useCheck();
  const selectedNodes = useView(state => state.selectedNodes);
  const selectedEdges = useView(state => state.selectedEdges);
  const minimap = useView(state => state.minimap);
  const snapToGrid = useView(state => state.snapToGrid);
  const { graph, layout, notes } = project;
  const nodes = useMemo(
    () => [...toFlowNotes(notes, selectedNodes), ...toFlowNodes({ graph, layout }, check, selectedNodes)],
    [graph, layout, notes, check, selectedNodes],
  );
  const edges = useMemo(
    () => toFlowEdges({ graph, layout }, check, selectedEdges),
    [graph, layout, check, selectedEdges],
  );
  const { edge: reconnecting, ...reconnectHandlers } = useReconnect();
  const theme = useTheme();
  const empty = nodes.length === 0;
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
      <ReactFlow<CanvasNode, WireEdge>
        aria-label="Network"
        colorMode={theme}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onInit={flow => {
          useCanvas.setState({ flow });
          fitView(undefined, false);
        }}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={connection => perform({ do: 'edge.add', edge: toEdge(connection) })}
        onConnectEnd={onConnectEnd}
        isValidConnection={connection => {
          const edge = toEdge(connection);
          if (reconnecting.current) return whyNotReconnect(project, reconnecting.current, edge) === null;
          return whyNotConnect(graph, edge) === null;
        }}
        {...reconnectHandlers}
        onNodeDragStart={({ altKey }) => noteDragStart(altKey)}
        onNodeDrag={onNodeDrag}
        onNodeDragStop={onNodeDragStop}
        onSelectionDragStart={({ altKey }) => noteDragStart(altKey)}
        onSelectionDragStop={() => {
          useCanvas.setState({ guides: [] });
          if (!dropCopies()) useDocument.getState().endGesture();
        }}
        onEdgeClick={(event, wire) => {
          if (event.altKey) perform({ do: 'edge.remove', edge: toEdge(wire) });
        }}
        onMoveStart={event => {
          if (event) useCanvas.setState({ fitted: false, addMenu: null, contextMenu: null });
        }}
        onPaneContextMenu={event => {
          event.preventDefault();
          useCanvas.setState({
            contextMenu: { screen: { x: event.clientX, y: event.clientY }, target: { kind: 'pane' } },
          });
        }}
        onNodeContextMenu={(event, { id }) => {
          event.preventDefault();
          if (!useView.getState().selectedNodes.includes(id)) useView.getState().select([id]);
          const target = { kind: 'node', node: id } as const;
          useCanvas.setState({ contextMenu: { screen: { x: event.clientX, y: event.clientY }, target } });
        }}
        onEdgeContextMenu={(event, wire) => {
          event.preventDefault();
          const target = { kind: 'edge', edge: toEdge(wire) } as const;
          useCanvas.setState({ contextMenu: { screen: { x: event.clientX, y: event.clientY }, target } });
        }}
        onEdgeMouseEnter={(_event, { id }) => useCanvas.setState({ hoveredEdge: id })}
        onEdgeMouseLeave={() => useCanvas.setState({ hoveredEdge: null })}
        connectionLineComponent={ConnectionLine}
        connectionLineType={ConnectionLineType.Bezier}
        connectionRadius={24}
        reconnectRadius={12}
        snapToGrid={snapToGrid}
        snapGrid={[10, 10]}
        minZoom={0.1}
        maxZoom={2}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        panActivationKeyCode={null}
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        selectNodesOnDrag
        elevateEdgesOnSelect
        onlyRenderVisibleElements={nodes.length > MOST_DRAWN}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} color="var(--canvas-dot)" />
        {minimap && !empty && (
          <MiniMap<CanvasNode>
            pannable
            position="top-right"
            zoomable
            ariaLabel="Overview of the network"
            className={classes.minimap}
            style={{ width: 132, height: 96 }}
            nodeColor={node => mapColor(node, layout)}
            nodeBorderRadius={12}
            maskColor="var(--minimap-mask)"
            bgColor="var(--panel)"
          />
        )}
        <Guides />
      </ReactFlow>
      {empty && <EmptyCanvas />}
      <CanvasToolbar />
      <AddMenu />
      <CanvasContextMenu />
    </div>
  );
}

/** Where the network is drawn: a view of the document, and of nothing else. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  );
}
