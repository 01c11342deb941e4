import type { Command } from '#renderer/document/command';
import { newNode } from '#renderer/document/edits';
import { type History, perform, startHistory, undo } from '#renderer/document/history';
import type { GraphNode } from '#shared/graph/graph';
import { ROW } from '#shared/layout/card';
import { checkProject } from '#shared/project/check';
import { emptyProject, type Project } from '#shared/project/project';

/** A document in the words of its user, for tests: what is done here is what the canvas and the panels do. */
export class Studio {
  history: History;

  constructor(project: Project = emptyProject()) {
    this.history = startHistory(project);
  }

  get project(): Project {
    return this.history.present;
  }

  get edges(): readonly string[] {
    return this.project.graph.edges.map(({ from, to }) => `${from} > ${to}`);
  }

  get nodes(): readonly string[] {
    return this.project.graph.nodes.map(node => node.id);
  }

  /** @throws where the command is refused. */
  do(command: Command): this {
    const done = perform(this.history, command);
    if (!done.ok) throw new Error(JSON.stringify(done.error));
    this.history = done.value;
    return this;
  }

  /** The code of the refusal; `null` where it was applied. */
  try(command: Command): string | null {
    const done = perform(this.history, command);
    if (!done.ok) return done.error.code;
    this.history = done.value;
    return null;
  }

  /** Adds a layer below the last one. */
  add(type: string, params: GraphNode['params'] = {}): this {
    const at = { x: 0, y: this.project.graph.nodes.length * ROW };
    return this.do({ do: 'node.add', node: { ...newNode(this.project, type), params }, at });
  }

  connect(from: string, to: string): this {
    return this.do({ do: 'edge.add', edge: { from, to, port: 'input' } });
  }

  /** Adds layers and joins each to the one before. */
  chain(...types: string[]): this {
    for (const type of types) {
      const last = this.nodes.at(-1);
      this.add(type);
      const added = this.nodes.at(-1);
      if (last && added) this.connect(last, added);
    }
    return this;
  }

  undo(): this {
    this.history = undo(this.history);
    return this;
  }

  shape(id: string): readonly (number | null)[] | undefined {
    return checkProject(this.project).nodes.get(id)?.analysis?.output;
  }
}
