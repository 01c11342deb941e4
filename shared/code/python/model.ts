import { call, type Expression, type Item, literal, oneOrList } from '../expression';
import { kerasLayer } from '../keras-layer';
import { layerVariables, plainName, quoted, variableNames } from '../names';
import { type CodeNetwork, type CodeNode, sharedLayers } from '../network';
import type { Printer } from '../printer';
import { kerasCall, pythonValue } from './values';
import { RESERVED } from './words';

/** Keras's `to_snake_case`, by which it names layers that have no name. */
const kerasStem = (className: string): string =>
  className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/**
 * The nodes whose layers are written with their name: those that the user named, and those that the program looks up. All of
 * them where Keras might otherwise give one of those names itself.
 */
function namedNodes({ nodes }: CodeNetwork, lookedUp: ReadonlySet<string>): ReadonlySet<string> {
  const named = nodes.filter(node => node.isNamed || lookedUp.has(node.id));
  const stems = new Set(nodes.filter(node => !named.includes(node)).map(({ layer }) => kerasStem(layer.kerasClass)));
  const clashes = named.some(({ id }) => stems.has(id.toLowerCase().replace(/_\d+$/, '')));
  return new Set((clashes ? nodes : named).map(({ id }) => id));
}

/** The layer of a node, without what it is called with. */
function layerCall(node: CodeNode, isNamed: boolean): Expression {
  const further: Item[] = [];
  const own = kerasLayer(node).args.some(({ name }) => name === 'trainable');
  if (!node.trainable && node.hasWeights && !own) further.push({ key: 'trainable=', value: 'False' });
  if (isNamed) further.push({ key: 'name=', value: quoted(node.id) });
  if (node.layer.ports.length > 0) return kerasCall(kerasLayer(node), ...further);
  return call('keras.Input', { value: pythonValue(node.output.slice(1)) }, ...further);
}

/** Writes `build_model()`. @param lookedUp ids that the program names elsewhere */
export function writeModel(printer: Printer, network: CodeNetwork, name: string, lookedUp: ReadonlySet<string>): void {
  const named = namedNodes(network, lookedUp);
  printer.lines('def build_model():');
  printer.inside(() => {
    printer.lines('"""The network, not yet compiled."""');
    for (const id of network.broken) {
      printer.note(`${id} is left out: it is in error, or behind a layer that is.`, id);
    }
    const title = { key: 'name=', value: quoted(plainName(name).replace(/^(?=\d)/, 'model_')) };
    if (network.nodes.length === 0) printer.statement('return ', call('keras.Sequential', title));
    else if (network.isChain) {
      const steps = network.nodes.map(node => ({ value: layerCall(node, named.has(node.id)), node: node.id }));
      printer.statement('return ', call('keras.Sequential', { value: literal('[', ']', steps) }, title));
    } else writeFunctional(printer, network, named, title);
  });
}

function writeFunctional(printer: Printer, network: CodeNetwork, named: ReadonlySet<string>, title: Item): void {
  const variables = variableNames(
    network.nodes.map(({ id }) => id),
    RESERVED,
  );
  const variable = (id: string): string => variables.get(id) ?? id;
  const waiting = new Map(sharedLayers(network));
  const layerNames = layerVariables(waiting.keys(), variables, RESERVED);
  const made = (node: CodeNode): Expression | string => {
    const layer = layerNames.get(node.owner);
    if (layer === undefined) return layerCall(node, named.has(node.id));
    const owner = waiting.get(node.owner);
    waiting.delete(node.owner);
    if (owner) printer.statement(`${layer} = `, layerCall(owner, named.has(owner.id)), { node: owner.id });
    return layer;
  };
  for (const node of network.nodes) {
    const puts = applied(node, made(node), variable);
    printer.statement(`${variable(node.id)} = `, ownOutput(network, node, puts), { node: node.id });
  }
  const ends = (nodes: readonly CodeNode[]) => oneOrList(nodes.map(({ id }) => variable(id)));
  printer.statement('return ', call('keras.Model', ends(network.inputs), ends(network.outputs), title));
}

/** Of several outputs each goes by its layer's name, so that a further use of a layer needs one of its own. */
function ownOutput({ outputs }: CodeNetwork, node: CodeNode, puts: Expression): Expression {
  if (node.owner === node.id || outputs.length < 2 || !outputs.includes(node)) return puts;
  return call(call('layers.Identity', { key: 'name=', value: quoted(node.id) }), puts);
}

function applied({ layer, inputs }: CodeNode, made: Expression, variable: (id: string) => string): Expression {
  if (inputs.length === 0 || (typeof made !== 'string' && !('callee' in made))) return made;
  const tensors = inputs.map(variable);
  // Most layers that take several inputs are called with one list of them.
  const takesList = !layer.takesInputsApart && (layer.ports.length > 1 || layer.ports.some(port => port.many));
  return takesList ? call(made, literal('[', ']', tensors)) : call(made, ...tensors);
}
