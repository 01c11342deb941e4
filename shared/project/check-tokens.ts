import type { DatasetInfo } from '../data/dataset';
import { SAMPLE } from '../data/targets';
import type { GraphAnalysis } from '../graph/analyze';
import type { Fix, Problem } from '../problems/problem';
import type { InputEnd } from './ends';
import type { Project } from './project';

/** A size of Embedding that serves small datasets. */
const USUAL_WIDTH = 32;

/** What is wrong with the layers that an Input feeds with the numbers of a text's tokens: they are for an Embedding with a row for each. */
export function checkTokens(
  { node, input }: InputEnd,
  { graph }: Pick<Project, 'graph'>,
  { nodes }: GraphAnalysis,
  { text, title }: DatasetInfo,
): readonly Problem[] {
  if (!text || input?.name !== SAMPLE) return [];
  const tokens = text.vocabulary.length;
  return graph.edges
    .filter(edge => edge.from === node)
    .flatMap(({ to }): readonly Problem[] => {
      const fed = nodes.get(to);
      if (!fed?.layer) return [];
      const rows = fed.layer.indexCount(fed.node.params);
      if (rows === undefined) {
        // One that refuses rows of numbers says so itself.
        if (!fed.analysis || fed.node.type === 'reshape') return [];
        const fix: Fix = {
          do: 'insert-before',
          node: to,
          from: node,
          type: 'embedding',
          params: { inputDim: tokens, outputDim: USUAL_WIDTH },
          label: 'Insert Embedding before it',
        };
        return [{ severity: 'warning', node: to, cause: { code: 'data/no-embedding', dataset: title }, fixes: [fix] }];
      }
      if (rows >= tokens) return [];
      const label = `Set input dim to ${tokens}`;
      const fix: Fix = { do: 'set-param', node: to, param: 'inputDim', value: tokens, label };
      return [
        { severity: 'error', node: to, cause: { code: 'data/vocabulary', dataset: title, tokens, rows }, fixes: [fix] },
      ];
    });
}
