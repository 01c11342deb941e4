import { useMemo } from 'react';
import { checkProject } from '#shared/project/check';
import type { Template } from '#shared/templates/template';
import { formatShort } from '../ui/format';
import { NetworkSketch } from './NetworkSketch';
import classes from './templates.module.css';

/** A template as a picture of its network, with its size. */
export function TemplateCard({ template, onPick }: { template: Template; onPick: () => void }) {
  const project = useMemo(() => template.project(), [template]);
  const { parameters } = useMemo(() => checkProject(project), [project]);
  return (
    <button type="button" className={classes.card} onClick={onPick} data-template={template.id}>
      <NetworkSketch graph={project.graph} />
      <span className={classes.title}>{template.title}</span>
      <span className={classes.summary}>{template.summary}</span>
      <span className={classes.facts}>{formatShort(parameters)} parameters</span>
    </button>
  );
}
