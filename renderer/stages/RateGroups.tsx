import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Result } from '#shared/result';
import { RateGroup, type Stage } from '#shared/training/stages';
import { FieldControl } from '../properties/FieldControl';
import { fieldsOfSchema } from '../properties/fields';
import { formatRate } from '../properties/schedule-preview';
import { LayerChoice } from './LayerChoice';
import classes from './stages.module.css';

interface Props {
  readonly stage: Stage;
  readonly learningRate: number;
  readonly set: (changes: object) => Result<unknown, string>;
}

const [factorField] = fieldsOfSchema(RateGroup).filter(({ name }) => name === 'factor');

/** Groups of layers that learn at a rate of their own. */
export function RateGroups({ stage: { rates }, learningRate, set }: Props) {
  const change = (index: number, changes: Partial<RateGroup>) =>
    set({ rates: rates.map((group, i) => (i === index ? { ...group, ...changes } : group)) });
  return (
    <div className={classes.groups}>
      {rates.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group has no identity beyond its place in the list
        <section key={index} className={classes.group} aria-label={`Group ${index + 1} of learning rates`}>
          <header className={classes.groupHead}>
            <span>
              {group.nodes.length} {group.nodes.length === 1 ? 'layer' : 'layers'} at{' '}
              {formatRate(learningRate * group.factor)}
            </span>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={`Remove group ${index + 1}`}
              onClick={() => set({ rates: rates.filter((_, i) => i !== index) })}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </header>
          {factorField && (
            <FieldControl
              field={factorField}
              value={group.factor}
              isSet
              onChange={value =>
                change(index, { factor: typeof value === 'number' ? value : RateGroup.parse({}).factor })
              }
            />
          )}
          <LayerChoice
            label={`Layers of group ${index + 1}`}
            list={{ group: index }}
            nodes={group.nodes}
            set={nodes => change(index, { nodes })}
          />
        </section>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlus size={13} aria-hidden />}
        onClick={() => set({ rates: [...rates, RateGroup.parse({})] })}
      >
        Layers with another rate
      </Button>
    </div>
  );
}
