import type { Problem } from '#shared/problems/problem';
import { FixButtons } from '../problems/FixButtons';
import { sentence } from '../problems/sentence';
import classes from './LayerCard.module.css';

/** Beside a card: what was expected, what was received, and the mends as buttons. */
export function ProblemBubble({ problems }: { problems: readonly Problem[] }) {
  const worst = problems.some(problem => problem.severity === 'error') ? 'error' : 'warning';
  return (
    <div className={`nodrag nopan nowheel ${classes.bubble}`} data-problem={worst} role="note">
      {problems.map(problem => (
        <div key={problem.cause.code} className={classes.problem}>
          <p>{sentence(problem)}</p>
          <FixButtons problem={problem} />
        </div>
      ))}
    </div>
  );
}
