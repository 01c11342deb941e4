/** Something in a Keras model that the graph cannot hold as it is. */
export interface ImportIssue {
  /** The layer's name in the file. */
  readonly layer: string;
  /** Its class in Keras. */
  readonly className: string;
  /** The argument that it is about; absent where it is the layer as a whole. */
  readonly key?: string;
  /** The rest of the sentence that begins with layer and argument. */
  readonly message: string;
}

/** Why a file did not become a graph. */
export type ImportError =
  | { readonly code: 'import/not-json'; readonly message: string }
  /** It is something else; `what` ends the sentence "This is …". */
  | { readonly code: 'import/not-a-model'; readonly what: string }
  | { readonly code: 'import/damaged'; readonly message: string }
  | { readonly code: 'import/too-large'; readonly what: string }
  | { readonly code: 'import/cycle'; readonly layers: readonly string[] }
  /** All that a graph cannot hold without computing something else. */
  | { readonly code: 'import/unsupported'; readonly issues: readonly ImportIssue[] };

const LISTED = 12;

export const describeIssue = ({ layer, className, key, message }: ImportIssue): string =>
  `${layer} (${className})${key === undefined ? '' : `, ${key}`}: ${message}`;

/** One line each; of very many the first, and how many more there are. */
export function describeIssues(issues: readonly ImportIssue[]): string {
  const lines = issues.slice(0, LISTED).map(issue => `• ${describeIssue(issue)}`);
  if (issues.length > LISTED) lines.push(`• and ${issues.length - LISTED} more`);
  return lines.join('\n');
}

export function describeImportError(error: ImportError): string {
  switch (error.code) {
    case 'import/not-json':
      return `The file is not valid JSON, so it may be cut short or damaged: ${error.message}`;
    case 'import/not-a-model':
      return `This is ${error.what}. Receptive imports the JSON of Keras's model.to_json(), .keras files and the model.json of a TensorFlow.js layers model.`;
    case 'import/damaged':
      return `The file does not describe a model as Keras does: ${error.message}`;
    case 'import/too-large':
      return `The file is too large: ${error.what}`;
    case 'import/cycle':
      return `The layers feed each other in a circle: ${error.layers.slice(0, LISTED).join(', ')}`;
    case 'import/unsupported':
      return `Receptive has no counterpart for these parts of the network, and without them it would be another one:\n${describeIssues(error.issues)}`;
  }
}
