import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBoxMultiple, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import { blockById } from '#shared/graph/block';
import type { Block, NodeId } from '#shared/graph/graph';
import { err, ok, type Result } from '#shared/result';
import { describeCommandRefusal, type Refusal } from '../document/command';
import { dispatchHere, useLevel } from '../document/level';
import { useDocument } from '../document/store';
import { tell } from '../ui/tell';
import type { Field } from './fields';
import classes from './properties.module.css';
import { WholeInput } from './WholeInput';

const reason = (refusal: Refusal): string =>
  refusal.code === 'setting/invalid' ? refusal.message : describeCommandRefusal(refusal);

/** A name that no other shown parameter has: the parameter's own, or with a number. `repeat` is the block's. */
function freeName({ params }: Block, param: string): string {
  const stem = param === 'repeat' ? 'copies' : param;
  const isFree = (name: string) => !Object.hasOwn(params, name);
  if (isFree(stem)) return stem;
  let number = 2;
  while (!isFree(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** Under what name a parameter is shown on the block, `null` for none; a step of its own. */
function show(id: NodeId, node: NodeId, param: string, name: string | null): Result<null, string> {
  useDocument.getState().endGesture();
  const done = dispatchHere({ do: 'block.show', id, node, param, name });
  useDocument.getState().endGesture();
  return done.ok ? ok(null) : err(reason(done.error));
}

/** Inside a block, beside a parameter: whether it can be set wherever the block is placed, and under what name. */
export function ShowOnBlock({ node, field }: { node: NodeId; field: Field }) {
  const id = useId();
  const open = useLevel(level => level.block);
  const block = useDocument(({ project }) => (open === null ? undefined : blockById(project.graph.blocks, open)));
  if (open === null || !block) return null;
  const isThis = (target: { readonly node: NodeId; readonly param: string }) =>
    target.node === node && target.param === field.name;
  const shown = Object.entries(block.params).find(([, targets]) => targets.some(isThis))?.[0];
  const change = (name: string | null) => {
    const done = show(open, node, field.name, name);
    if (!done.ok) tell.refused(done.error);
  };
  if (shown === undefined) {
    return (
      <Tooltip label={`Show ${field.title} on the block`} position="left">
        <ActionIcon
          className={classes.show}
          size={22}
          aria-label={`Show ${field.title} on the block`}
          onClick={() => change(freeName(block, field.name))}
        >
          <IconBoxMultiple size={14} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    );
  }
  return (
    <div className={classes.shown}>
      <IconBoxMultiple size={14} stroke={1.75} aria-hidden />
      <label htmlFor={id}>On the block as</label>
      <WholeInput
        id={id}
        label={`Name of ${field.title} on the block`}
        value={shown}
        accept={name => show(open, node, field.name, name)}
      />
      <ActionIcon size={22} aria-label={`Show ${field.title} on the block no longer`} onClick={() => change(null)}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
