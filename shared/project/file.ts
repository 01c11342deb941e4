import { err, ok, type Result } from '../result';
import { soundGroups } from './groups';
import { migrations } from './migrations';
import { FORMAT, Project, VERSION } from './project';

/** Why a text is not a project that can be opened. */
export type OpenError =
  | { readonly code: 'file/not-json'; readonly message: string }
  | { readonly code: 'file/not-a-project' }
  | { readonly code: 'file/too-new'; readonly version: number; readonly supported: number }
  | { readonly code: 'file/invalid'; readonly issues: readonly { readonly path: string; readonly message: string }[] };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a project file of this version or an older one. What the graph means is not judged here: `checkProject` does. */
export function parseProject(text: string): Result<Project, OpenError> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return err({ code: 'file/not-json', message: error instanceof Error ? error.message : String(error) });
  }
  if (!isRecord(raw) || raw.format !== FORMAT) return err({ code: 'file/not-a-project' });
  if (typeof raw.version === 'number' && raw.version > VERSION) {
    return err({ code: 'file/too-new', version: raw.version, supported: VERSION });
  }
  let current = raw;
  for (const { to, up } of migrations) {
    if (typeof current.version === 'number' && current.version < to) current = { ...up(current), version: to };
  }
  const parsed = Project.safeParse(current);
  if (parsed.success) return ok(withSoundGroups(parsed.data));
  return err({
    code: 'file/invalid',
    issues: parsed.error.issues.map(issue => ({ path: issue.path.join('.'), message: issue.message })),
  });
}

/** The project with groups of it, and in its blocks, that hold what they should. */
function withSoundGroups({ groups, ...project }: Project): Project {
  const { blocks, ...graph } = project.graph;
  const sound = soundGroups(groups, graph.nodes);
  const inner = Object.entries(blocks ?? {}).map(([id, { groups: inside, ...block }]) => {
    const soundInside = soundGroups(inside, block.nodes);
    return [id, { ...block, ...(soundInside ? { groups: soundInside } : {}) }] as const;
  });
  return {
    ...project,
    graph: { ...graph, ...(blocks ? { blocks: Object.fromEntries(inner) } : {}) },
    ...(sound ? { groups: sound } : {}),
  };
}

/** Stable JSON: keys in the order of the schema, two spaces, a final newline; the same project gives the same bytes. */
export const formatProject = (project: Project): string => `${JSON.stringify(Project.parse(project), null, 2)}\n`;

export function describeOpenError(error: OpenError): string {
  switch (error.code) {
    case 'file/not-json':
      return `The file is not valid JSON, so it may be cut short or damaged: ${error.message}`;
    case 'file/not-a-project':
      return 'The file is not a Receptive project: it lacks "format": "receptive".';
    case 'file/too-new':
      return `The file was written by a newer Receptive (format version ${error.version}; this one reads up to ${error.supported}). Update Receptive to open it.`;
    case 'file/invalid':
      return `The file does not fit the project format:\n${error.issues
        .slice(0, 10)
        .map(({ path, message }) => `  ${path || 'project'}: ${message}`)
        .join('\n')}${error.issues.length > 10 ? `\n  and ${error.issues.length - 10} more` : ''}`;
  }
}
