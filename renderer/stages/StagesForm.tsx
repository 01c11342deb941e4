import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronRight,
  IconCopyPlus,
  IconPlus,
  IconTrash,
  IconWand,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import { parameterCount } from '#shared/graph/analyze';
import type { ProjectCheck } from '#shared/project/check';
import { plainProject } from '#shared/project/plain';
import type { Result } from '#shared/result';
import { type PlannedStage, planOf, stageTitle } from '#shared/training/plan';
import type { TrainingSettings } from '#shared/training/settings';
import { isFrozenBy, MAX_STAGES, type Stage } from '#shared/training/stages';
import { useCheck } from '../document/check';
import { useDocument } from '../document/store';
import { FixButtons } from '../problems/FixButtons';
import { sentence } from '../problems/sentence';
import { Fold } from '../properties/parts';
import propertyClasses from '../properties/properties.module.css';
import { RunPreview } from '../properties/ScheduleForm';
import { formatRate } from '../properties/schedule-preview';
import { formatShort, plural } from '../ui/format';
import { openStage, useOpenStage } from './open-stage';
import { StageForm } from './StageForm';
import {
  addStage,
  changeStage,
  duplicateStage,
  learningNodes,
  learningPlaces,
  moveStage,
  removeStage,
  stagePatterns,
} from './stage-edits';
import classes from './stages.module.css';

interface Props {
  readonly training: TrainingSettings;
  /** Sets some of the training settings, or says why not. */
  readonly set: (changes: object) => Result<unknown, string>;
}

/** How many parameters a stage moves. */
const trainedParameters = ({ trainable }: Pick<Stage, 'trainable'>, check: ProjectCheck): number =>
  learningNodes(check).reduce((sum, id) => {
    const analysis = isFrozenBy(trainable, id) ? undefined : check.nodes.get(id)?.analysis;
    return sum + (analysis ? parameterCount(analysis, 'trainable') : 0);
  }, 0);

/** Another list of stages, as an undo step of its own. @param opened whose form is open then */
function setWhole(set: Props['set'], stages: readonly Stage[], opened: number | null): void {
  useDocument.getState().endGesture();
  if (set({ stages }).ok) openStage(opened);
  useDocument.getState().endGesture();
}

interface CardProps extends Props {
  readonly stage: PlannedStage;
  readonly own: Stage;
}

function StageCard({ training, stage, own, set }: CardProps) {
  const { stages, optimizer } = training;
  const { index } = stage;
  const title = stageTitle(stage);
  const check = useCheck();
  const plain = useDocument(({ project }) => plainProject(project).training.stages[index]) ?? stage;
  const open = useOpenStage(state => state.open === index);
  const problems = check.problems.filter(problem => problem.stage === index);
  const setStages = (changed: Stage[], opened: number | null) => setWhole(set, changed, opened);
  const tools = [
    {
      label: 'Move up',
      Icon: IconArrowUp,
      disabled: index === 0,
      run: () => setStages(moveStage(stages, index, -1), open ? index - 1 : null),
    },
    {
      label: 'Move down',
      Icon: IconArrowDown,
      disabled: index === stages.length - 1,
      run: () => setStages(moveStage(stages, index, 1), open ? index + 1 : null),
    },
    {
      label: 'Duplicate',
      Icon: IconCopyPlus,
      disabled: stages.length >= MAX_STAGES,
      run: () => setStages(duplicateStage(stages, index), index + 1),
    },
    { label: 'Remove', Icon: IconTrash, disabled: false, run: () => setStages(removeStage(stages, index), null) },
  ];
  return (
    <li className={classes.card} data-problem={problems.length > 0 || undefined}>
      <div className={classes.head}>
        <button
          type="button"
          className={classes.title}
          aria-expanded={open}
          onClick={() => openStage(open ? null : index)}
        >
          <IconChevronRight size={14} className={classes.chevron} data-open={open || undefined} aria-hidden />
          <span className={classes.number}>{index + 1}</span>
          <span className={classes.name}>{title}</span>
        </button>
        {tools.map(({ label, Icon, disabled, run }) => (
          <ActionIcon
            key={label}
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`${label}: ${title}`}
            title={label}
            disabled={disabled}
            onClick={run}
          >
            <Icon size={14} />
          </ActionIcon>
        ))}
      </div>
      <p className={classes.summary}>
        {plural(stage.epochs, 'epoch')} at {formatRate(stage.learningRate)}, trains{' '}
        {formatShort(trainedParameters(plain, check))} of {formatShort(check.parameters)} parameters
      </p>
      {problems.map(problem => (
        <div
          key={`${problem.cause.code} ${sentence(problem)}`}
          className={classes.problem}
          data-severity={problem.severity}
        >
          <p>{sentence(problem)}</p>
          <FixButtons problem={problem} />
        </div>
      ))}
      {open && (
        <StageForm
          stage={stage}
          own={own}
          optimizerRate={optimizer.learningRate}
          set={changes => set({ stages: changeStage(stages, index, changes) })}
        />
      )}
    </li>
  );
}

function Patterns({ training, set }: Props) {
  const nodes = learningPlaces(
    useCheck(),
    useDocument(state => state.project.graph),
  );
  return (
    <Menu position="bottom-start" width={270}>
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="default"
          disabled={nodes.length < 2}
          leftSection={<IconWand size={13} aria-hidden />}
        >
          Patterns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stagePatterns.map(({ title, summary, stages }) => (
          <Menu.Item key={title} onClick={() => setWhole(set, stages(nodes, training), null)}>
            {title}
            <span className={classes.patternSummary}>{summary}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The stages of the run that Train would begin. */
export function StagesForm({ training, set }: Props) {
  const { stages } = training;
  const plan = planOf(training);
  // The canvas marks what an open stage freezes; a panel that is gone has none open.
  useEffect(() => () => openStage(null), []);
  return (
    <Fold
      title="Stages"
      state={stages.length === 0 ? 'one for all' : `${stages.length}, ${plural(plan.epochs, 'epoch')}`}
      opened={stages.length > 0}
    >
      {stages.length === 0 ? (
        <p className={propertyClasses.note}>
          Train in several stages, each with its own layers, learning rates and epochs; each starts with a new
          optimizer.
        </p>
      ) : (
        <>
          <ol className={classes.list} aria-label="Stages">
            {plan.stages.map(stage => {
              const own = stages[stage.index];
              return own && <StageCard key={stage.index} training={training} stage={stage} own={own} set={set} />;
            })}
          </ol>
          <RunPreview training={training} />
        </>
      )}
      <div className={classes.buttons}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={stages.length >= MAX_STAGES}
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() => setWhole(set, addStage(training), stages.length)}
        >
          Add a stage
        </Button>
        <Patterns training={training} set={set} />
      </div>
    </Fold>
  );
}
