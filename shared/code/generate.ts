import type { DatasetInfo } from '../data/dataset';
import { expandGraph, type NodePath } from '../graph/expand';
import type { NodeId } from '../graph/graph';
import { checkProject } from '../project/check';
import { plainProject } from '../project/plain';
import type { Project } from '../project/project';
import type { CodeLanguage, GeneratedCode } from './code';
import { forMixing } from './mixing';
import { codeNetwork } from './network';
import { pythonCode } from './python/python';
import { codeData } from './target';
import { typescriptCode } from './typescript/typescript';

/**
 * A project as a program: data, network and training. Nodes in error, and those behind them, are left out with a comment.
 * @param info what the engine says of the project's dataset, where it was asked: the names of columns, say
 */
export function generateCode(given: Project, language: CodeLanguage, info?: DatasetInfo): GeneratedCode {
  // Blocks are written out: what is inside stands in their place.
  const project = forMixing(plainProject(given));
  // Info of another dataset says nothing about this one.
  const known = info?.id === project.data.dataset ? info : undefined;
  const check = checkProject(project, known);
  const network = codeNetwork(project, check);
  const data = codeData(project, network, check, known);
  const code = language === 'python' ? pythonCode(project, network, data) : typescriptCode(project, network, data);
  return given === project ? code : onCanvas(code, expandGraph(given.graph).origins);
}

/** Lines about nodes inside a placed block are about that block, which is what the canvas shows. */
function onCanvas({ lines, notes }: GeneratedCode, origins: ReadonlyMap<NodeId, NodePath>): GeneratedCode {
  const shown = <About extends { readonly node?: NodeId }>(about: About): About =>
    about.node === undefined ? about : { ...about, node: origins.get(about.node)?.[0] ?? about.node };
  return { lines: lines.map(shown), notes: notes.map(shown) };
}
