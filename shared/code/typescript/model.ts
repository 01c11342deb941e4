import { tfjsBeginnings } from '../../layers/tfjs-initializers';
import { call, type Expression, type Item, literal, oneOrList } from '../expression';
import { layerVariables, plainName, quoted, variableNames } from '../names';
import { type CodeNetwork, type CodeNode, sharedLayers } from '../network';
import type { Printer } from '../printer';
import { tfjsLayer, whyNotTypeScript } from './layer';
import { RESERVED } from './words';

const APPLY = [
  'type Layer = tf.layers.Layer;',
  'type Symbolic = tf.SymbolicTensor;',
  '',
  '/** What a layer puts out for what comes in. */',
  'function apply(layer: Layer, input: Symbolic | Symbolic[]): Symbolic {',
  '  return layer.apply(input) as Symbolic;',
  '}',
];
const MISSING = [
  '/** Stands where the network has a layer that TensorFlow.js lacks. */',
  'function missing(layer: string): never {',
  `  throw new Error(\`TensorFlow.js has no layer for \${layer}.\`);`,
  '}',
];

/** Writes `buildModel()`. @param lookedUp ids that the program names elsewhere */
export function writeModel(printer: Printer, network: CodeNetwork, name: string, lookedUp: ReadonlySet<string>): void {
  const isWhole = network.nodes.every(node => whyNotTypeScript(node) === undefined);
  const isSequential = network.isChain && isWhole;
  if (!isSequential) {
    printer.lines(...APPLY);
    printer.blank();
  }
  if (!isWhole) {
    printer.lines(...MISSING);
    printer.blank();
  }
  printer.lines('/** The network, not yet compiled. */', 'function buildModel(): tf.LayersModel {');
  printer.inside(() => {
    for (const id of network.broken) {
      printer.note(`${id} is left out: it is in error, or behind a layer that is.`, id);
    }
    for (const node of network.nodes.filter(({ id, owner }) => id === owner)) {
      for (const sentence of [...tfjsBeginnings(node), ...leftOut(node)]) {
        printer.note(`${node.id}: ${sentence}.`, node.id);
      }
    }
    const title = { key: 'name: ', value: quoted(plainName(name)) };
    const nameOf = (node: CodeNode) => (node.isNamed || lookedUp.has(node.id) ? node.id : undefined);
    if (network.nodes.length === 0) printer.lines('return tf.sequential();');
    else if (isSequential) {
      const steps = network.nodes.map((node): Item => ({ value: stepOf(node, nameOf(node)), node: node.id }));
      const layers = { key: 'layers: ', value: literal('[', ']', steps) };
      printer.statement('return ', call('tf.sequential', literal('{', '}', [title, layers])), { after: ';' });
    } else writeFunctional(printer, network, nameOf, title);
  });
  printer.lines('}');
}

function leftOut({ layer, params, arriving }: CodeNode): readonly string[] {
  const analysis = layer.analyze(arriving, params);
  return analysis.ok && analysis.value.activity
    ? ['what its outputs add to the loss is left out, since TensorFlow.js calls no layer with an activity regularizer']
    : [];
}

const stepOf = (node: CodeNode, name: string | undefined): Expression =>
  node.layer.ports.length > 0
    ? tfjsLayer(node, name)
    : call('tf.layers.inputLayer', literal('{', '}', inputArgs(node, 'inputShape', name)));

const inputArgs = ({ output }: CodeNode, key: string, name: string | undefined): Item[] => [
  { key: `${key}: `, value: literal('[', ']', output.slice(1).map(String)) },
  ...(name === undefined ? [] : [{ key: 'name: ', value: quoted(name) }]),
];

function writeFunctional(
  printer: Printer,
  network: CodeNetwork,
  nameOf: (node: CodeNode) => string | undefined,
  title: Item,
): void {
  const variables = variableNames(
    network.nodes.map(({ id }) => id),
    RESERVED,
  );
  const variable = (id: string): string => variables.get(id) ?? id;
  const waiting = new Map(sharedLayers(network));
  const layerNames = layerVariables(waiting.keys(), variables, RESERVED);
  const made = (node: CodeNode): Expression => {
    const layer = layerNames.get(node.owner);
    if (layer === undefined) return tfjsLayer(node, nameOf(node));
    const owner = waiting.get(node.owner);
    waiting.delete(node.owner);
    const after = { after: ';', node: owner?.id };
    if (owner) printer.statement(`const ${layer} = `, tfjsLayer(owner, nameOf(owner)), after);
    return layer;
  };
  for (const node of network.nodes) {
    const before = `const ${variable(node.id)}`;
    const reason = whyNotTypeScript(node);
    if (reason !== undefined) {
      printer.note(`${node.id}: ${reason}.`, node.id);
      printer.statement(`${before}: Symbolic = `, call('missing', quoted(node.layer.kerasClass)), {
        after: ';',
        node: node.id,
      });
    } else if (node.inputs.length === 0) {
      const input = call('tf.input', literal('{', '}', inputArgs(node, 'shape', nameOf(node))));
      printer.statement(`${before} = `, input, { after: ';', node: node.id });
    } else {
      const tensors = node.inputs.map(variable);
      const into: Expression = tensors.length === 1 ? (tensors[0] ?? '') : literal('[', ']', tensors);
      const puts = ownOutput(network, node, call('apply', made(node), into));
      printer.statement(`${before} = `, puts, { after: ';', node: node.id });
    }
  }
  const ends = (nodes: readonly CodeNode[]) => oneOrList(nodes.map(({ id }) => variable(id)));
  const inputs = { key: 'inputs: ', value: ends(network.inputs) };
  const outputs = { key: 'outputs: ', value: ends(network.outputs) };
  printer.statement('return ', call('tf.model', literal('{', '}', [inputs, outputs, title])), { after: ';' });
}

/** Of several outputs each goes by its layer's name, so that a further use of a layer needs one of its own. */
function ownOutput({ outputs }: CodeNetwork, node: CodeNode, puts: Expression): Expression {
  if (node.owner === node.id || outputs.length < 2 || !outputs.includes(node)) return puts;
  const named = literal('{', '}', [
    { key: 'activation: ', value: quoted('linear') },
    { key: 'name: ', value: quoted(node.id) },
  ]);
  return call('apply', call('tf.layers.activation', named), puts);
}
