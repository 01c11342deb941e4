import { useMemo } from 'react';
import { analyzeGraph } from '#shared/graph/analyze';
import type { Template } from '#shared/templates/template';
import { formatShort } from '../ui/format';
import { NetworkSketch } from './NetworkSketch';
import classes from './templates.module.css';

/** A template as a picture of its network, with its size and where it comes from. */
export function TemplateCard({ template, onPick }: { template: Template; onPick: () => void }) {
  const graph = useMemo(() => template.graph(), [template]);
  const { parameters, multiplyAdds, nodes } = useMemo(() => analyzeGraph(graph), [graph]);
  const weighted = [...nodes.values()].filter(({ analysis }) =>
    analysis?.weights.some(({ name }) => name === 'kernel'),
  );
  const { paper } = template;
  return (
    <button type="button" className={classes.card} onClick={onPick} data-template={template.id}>
      <NetworkSketch graph={graph} />
      <span className={classes.title}>{template.title}</span>
      <span className={classes.summary}>{template.summary}</span>
      <span className={classes.facts}>
        {formatShort(parameters)} parameters · depth {weighted.length}
      </span>
      <span className={classes.facts}>{formatShort(multiplyAdds)} multiply-adds</span>
      {paper && (
        <span className={classes.paper}>
          {paper.authors.split(', ').length > 3 ? `${paper.authors.split(', ')[0]} et al.` : paper.authors},{' '}
          {paper.year}
        </span>
      )}
    </button>
  );
}
