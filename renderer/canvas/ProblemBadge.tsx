import { IconAlertTriangleFilled } from '@tabler/icons-react';
import type { Problem } from '#shared/problems/problem';
import classes from './LayerCard.module.css';

/** The mark of a card that something is wrong with. */
export const ProblemBadge = ({ worst, title }: { readonly worst: Problem['severity']; readonly title: string }) => (
  <span className={classes.badge} data-problem={worst} title={title}>
    <IconAlertTriangleFilled size={14} aria-hidden />
  </span>
);
