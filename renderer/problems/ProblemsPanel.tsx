import { IconAlertTriangleFilled, IconCircleCheck, IconCircleXFilled } from '@tabler/icons-react';
import type { NodePath } from '#shared/graph/expand';
import type { Problem } from '#shared/problems/problem';
import { useView } from '../app/view';
import { reveal } from '../blocks/navigate';
import { useCheckFor } from '../document/check';
import { useDocument } from '../document/store';
import { FixButtons } from './FixButtons';
import classes from './problems.module.css';
import { sentence } from './sentence';

function goTo(path: NodePath): void {
  useView.getState().showCenter('network');
  reveal(path);
  useView.getState().showRight('properties');
}

function Row({ problem }: { problem: Problem }) {
  const { node, severity } = problem;
  const path = problem.path ?? (node === undefined ? [] : [node]);
  const name = path.join(' › ');
  const Icon = severity === 'error' ? IconCircleXFilled : IconAlertTriangleFilled;
  return (
    <li className={classes.row} data-severity={severity}>
      <Icon size={15} className={classes.icon} aria-label={severity === 'error' ? 'Error' : 'Warning'} />
      {path.length === 0 ? (
        <span className={classes.place}>project</span>
      ) : (
        <button type="button" className={classes.place} onClick={() => goTo(path)} title={`Show ${name}`}>
          {name}
        </button>
      )}
      <div className={classes.text}>
        <p>{sentence(problem)}</p>
        <FixButtons problem={problem} />
      </div>
    </li>
  );
}

/** Everything that keeps the network from training, each with the way to its node and its mends. */
export function ProblemsPanel() {
  const problems = useCheckFor(check => check.problems);
  const empty = useDocument(state => state.project.graph.nodes.length === 0);
  if (problems.length === 0 || empty) {
    return (
      <div className={classes.none}>
        <IconCircleCheck size={28} stroke={1.5} aria-hidden />
        <p>{empty ? 'An empty network has no problems yet.' : 'No problems: this network can be trained.'}</p>
      </div>
    );
  }
  return (
    <ul className={classes.list} aria-label="Problems">
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a problem has no identity beyond its place in the list
        <Row key={`${problem.node} ${problem.cause.code} ${index}`} problem={problem} />
      ))}
    </ul>
  );
}
