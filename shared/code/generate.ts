import type { DatasetInfo } from '../data/dataset';
import { checkProject } from '../project/check';
import type { Project } from '../project/project';
import type { CodeLanguage, GeneratedCode } from './code';
import { codeNetwork } from './network';
import { pythonCode } from './python/python';
import { codeData } from './target';
import { typescriptCode } from './typescript/typescript';

/**
 * A project as a program: data, network and training. Nodes in error, and those behind them, are left out with a comment.
 * @param info what the engine says of the project's dataset, where it was asked: the names of columns, say
 */
export function generateCode(project: Project, language: CodeLanguage, info?: DatasetInfo): GeneratedCode {
  // Info of another dataset says nothing about this one.
  const known = info?.id === project.data.dataset ? info : undefined;
  const check = checkProject(project, known);
  const network = codeNetwork(project, check);
  const data = codeData(project, network, check, known);
  return language === 'python' ? pythonCode(project, network, data) : typescriptCode(project, network, data);
}
