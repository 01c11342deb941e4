import { ActionIcon, Tabs } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useShallow } from 'zustand/react/shallow';
import { worstOf } from '#shared/problems/problem';
import { CodePanel } from '../code/CodePanel';
import { CurvesPanel } from '../curves/CurvesPanel';
import { useCheckFor } from '../document/check';
import { useDocument } from '../document/store';
import { ProblemsPanel } from '../problems/ProblemsPanel';
import { RunsPanel } from '../runs/RunsPanel';
import { SummaryPanel } from '../summary/SummaryPanel';
import { plural } from '../ui/format';
import classes from './app.module.css';
import { Resizer } from './Resizer';
import { type BottomTab, useView } from './view';

const isBottomTab = (value: string | null): value is BottomTab =>
  value === 'curves' || value === 'runs' || value === 'problems' || value === 'summary' || value === 'code';

function ProblemCount() {
  const problems = useCheckFor(check => check.problems);
  const empty = useDocument(state => state.project.graph.nodes.length === 0);
  if (empty || problems.length === 0) return null;
  const worst = worstOf(problems);
  return (
    <span className={classes.count} data-severity={worst}>
      {problems.length}
    </span>
  );
}

/** Screen readers hear when the number of problems changes. */
function ProblemAnnouncer() {
  const count = useCheckFor(({ problems }) => problems.length);
  const empty = useDocument(state => state.project.graph.nodes.length === 0);
  return (
    <span className={classes.unseen} aria-live="polite">
      {empty ? '' : plural(count, 'problem')}
    </span>
  );
}

/** Below the canvas: curves, runs, problems, the table of layers. Closed, only its tabs show; a tab opens it, and the open tab closes it. */
export function Dock() {
  const { bottomTab, bottomOpen, sizes } = useView(
    useShallow(({ bottomTab, bottomOpen, sizes }) => ({ bottomTab, bottomOpen, sizes })),
  );
  const toggle = () => useView.setState({ bottomOpen: !bottomOpen });
  const label = bottomOpen ? 'Close the lower panel' : 'Open the lower panel';
  return (
    <section
      className={classes.dock}
      data-area="dock"
      data-open={bottomOpen || undefined}
      style={{ height: bottomOpen ? sizes.bottom : undefined }}
      aria-label="Curves, runs, problems, summary and code"
    >
      {bottomOpen && <Resizer panel="bottom" min={140} max={Math.max(200, window.innerHeight - 260)} />}
      <ProblemAnnouncer />
      <Tabs
        value={bottomOpen ? bottomTab : null}
        onChange={value => isBottomTab(value) && useView.getState().showBottom(value)}
        keepMounted={false}
        classNames={{ root: classes.tabs, list: classes.tabList, tab: classes.tab, panel: classes.tabPanel }}
      >
        <div className={classes.dockHead}>
          <Tabs.List>
            <Tabs.Tab value="curves">Curves</Tabs.Tab>
            <Tabs.Tab value="runs">Runs</Tabs.Tab>
            <Tabs.Tab value="problems">
              Problems <ProblemCount />
            </Tabs.Tab>
            <Tabs.Tab value="summary">Summary</Tabs.Tab>
            <Tabs.Tab value="code">Code</Tabs.Tab>
          </Tabs.List>
          <ActionIcon size={24} aria-label={label} title={label} onClick={toggle}>
            {bottomOpen ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
          </ActionIcon>
        </div>
        <Tabs.Panel value="curves">
          <CurvesPanel />
        </Tabs.Panel>
        <Tabs.Panel value="runs">
          <RunsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="problems">
          <ProblemsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="summary">
          <SummaryPanel />
        </Tabs.Panel>
        <Tabs.Panel value="code">
          <CodePanel />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
