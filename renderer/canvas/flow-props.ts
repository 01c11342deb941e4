import { type Connection, ConnectionLineType, type FinalConnectionState, type ReactFlowProps } from '@xyflow/react';
import { describeRefusal, whyNotConnect } from '#shared/graph/connect';
import { edgeId, type GraphEdge, type GraphNode } from '#shared/graph/graph';
import type { Position } from '#shared/project/place';
import { useView } from '../app/view';
import { arrive, openBlock } from '../blocks/navigate';
import { fitsOnEdge, insertOnEdge, reconnect, whyNotReconnect } from '../document/edits';
import { joinFrames } from '../document/group-edits';
import { projectHere } from '../document/level';
import { perform, performEdit } from '../document/perform';
import { useDocument } from '../document/store';
import { tell } from '../ui/tell';
import { type ContextTarget, openAddMenu, useCanvas } from './canvas-state';
import { onEdgesChange, onNodesChange, toEdge } from './changes';
import { dropCopies, noteDragStart } from './drag-copy';
import { edgeUnder } from './edge-under';
import type { CanvasNode, WireEdge } from './flow';
import { setCollapsed } from './toggle-group';

const clientPoint = (event: MouseEvent | TouchEvent): Position => {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
};

/** A wire was let go: on empty canvas it asks what to add, on a port that refuses it says why. */
function onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  if (state.isValid || !state.fromNode || !state.fromHandle) return;
  const fromOutput = state.fromHandle.type === 'source';
  if (state.toNode) {
    if (state.toNode.type === 'collapsed') {
      tell.refused('Not connected: expand the group and join the wire to one of its layers.');
      return;
    }
    const ends = fromOutput ? [state.fromNode.id, state.toNode.id] : [state.toNode.id, state.fromNode.id];
    const [from = '', to = ''] = ends;
    const port = (fromOutput ? state.toHandle?.id : state.fromHandle.id) ?? 'input';
    const refusal = whyNotConnect(projectHere().graph, { from, to, port });
    if (refusal) tell.refused(`Not connected: ${describeRefusal(refusal)}.`);
    return;
  }
  const wire = { kind: 'wire', node: state.fromNode.id, end: fromOutput ? 'output' : 'input' } as const;
  // The click that ends the drag would close the menu that it opens.
  const point = clientPoint(event);
  setTimeout(() => openAddMenu(point, wire));
}

const nodeOf = (id: string): GraphNode | undefined => projectHere().graph.nodes.find(node => node.id === id);

/** The wire under a dragged node's middle, where the node could be put on it. */
function edgeForDragged(dragged: CanvasNode): GraphEdge | undefined {
  const node = nodeOf(dragged.id);
  const project = projectHere();
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

function onNodeDragStop(_event: MouseEvent | TouchEvent, dragged: CanvasNode, all: CanvasNode[]): void {
  const edge = edgeForDragged(dragged);
  const node = nodeOf(dragged.id);
  useCanvas.setState({ litEdge: null, guides: [] });
  if (dropCopies()) return;
  if (edge && node) {
    const { command, select } = insertOnEdge(projectHere(), edge, node);
    performEdit({ command: { do: 'together', commands: [command], endsDrag: true }, select });
  } else {
    const ids = all.map(({ id }) => id);
    const joining = joinFrames(projectHere(), ids);
    if (joining.length > 0) perform({ do: 'together', commands: joining, endsDrag: true });
  }
  useDocument.getState().endGesture();
}

/** The wire whose end is being moved. */
let reconnecting: GraphEdge | null = null;

function isValidConnection(connection: Connection | WireEdge): boolean {
  const edge = toEdge(connection);
  const project = projectHere();
  if (reconnecting) return whyNotReconnect(project, reconnecting, edge) === null;
  return whyNotConnect(project.graph, edge) === null;
}

/** Dropped on nothing: taken off. */
function onReconnectEnd(
  _event: MouseEvent | TouchEvent,
  wire: WireEdge,
  _handle: unknown,
  state: FinalConnectionState,
): void {
  reconnecting = null;
  if (!state.isValid && !state.toNode) perform({ do: 'edge.remove', edge: toEdge(wire) });
}

function onSelectionDragStop(): void {
  useCanvas.setState({ guides: [] });
  if (!dropCopies()) useDocument.getState().endGesture();
}

const openContextMenu = (
  event: { preventDefault(): void; readonly clientX: number; readonly clientY: number },
  target: ContextTarget,
): void => {
  event.preventDefault();
  useCanvas.setState({ contextMenu: { screen: { x: event.clientX, y: event.clientY }, target } });
};

/**
 * What the canvas answers to the pointer, and how it is set. All of it stays the same object: React Flow draws every card and every
 * wire anew when it is given another one.
 */
export const flowProps: ReactFlowProps<CanvasNode, WireEdge> = {
  onInit: flow => {
    useCanvas.setState({ flow });
    arrive();
  },
  onNodesChange,
  onEdgesChange,
  onConnect: connection => perform({ do: 'edge.add', edge: toEdge(connection) }),
  onConnectEnd,
  isValidConnection,
  onReconnectStart: (_event, wire) => {
    reconnecting = toEdge(wire);
  },
  onReconnect: (wire, connection) => perform(reconnect(toEdge(wire), toEdge(connection))),
  onReconnectEnd,
  onNodeDragStart: ({ altKey }) => noteDragStart(altKey),
  onNodeDrag,
  onNodeDragStop,
  onSelectionDragStart: ({ altKey }) => noteDragStart(altKey),
  onSelectionDragStop,
  onNodeDoubleClick: (_event, { id, type }) => {
    if (type === 'collapsed') setCollapsed([id], false);
    else openBlock(id);
  },
  onEdgeClick: (event, wire) => {
    if (event.altKey && !wire.data?.gathered) perform({ do: 'edge.remove', edge: toEdge(wire) });
  },
  onMoveStart: event => {
    if (event) useCanvas.setState({ fitted: false, addMenu: null, contextMenu: null });
  },
  onPaneContextMenu: event => openContextMenu(event, { kind: 'pane' }),
  onNodeContextMenu: (event, { id }) => {
    if (!useView.getState().selectedNodes.includes(id)) useView.getState().select([id]);
    openContextMenu(event, { kind: 'node', node: id });
  },
  onEdgeContextMenu: (event, wire) => {
    if (wire.data?.gathered) event.preventDefault();
    else openContextMenu(event, { kind: 'edge', edge: toEdge(wire) });
  },
  onEdgeMouseEnter: (_event, { id }) => useCanvas.setState({ hoveredEdge: id }),
  onEdgeMouseLeave: () => useCanvas.setState({ hoveredEdge: null }),
  connectionLineType: ConnectionLineType.Bezier,
  connectionRadius: 24,
  reconnectRadius: 12,
  snapGrid: [10, 10],
  minZoom: 0.1,
  maxZoom: 2,
  zoomOnDoubleClick: false,
  deleteKeyCode: null,
  panActivationKeyCode: null,
  multiSelectionKeyCode: ['Shift', 'Meta', 'Control'],
  selectNodesOnDrag: true,
  elevateEdgesOnSelect: true,
  proOptions: { hideAttribution: true },
};
