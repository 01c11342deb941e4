import { ActionIcon, Tooltip } from '@mantine/core';
import { memo } from 'react';
import { keyText } from './keys';
import { actionById, runAction } from './list';
import { useActionState } from './use-action-state';

/** An action as an icon, with its name and key in the tooltip. */
export const ActionButton = memo(function ActionButton({ id, size = 28 }: { id: string; size?: number }) {
  const action = actionById(id);
  const { enabled, key } = useActionState(action);
  if (!action?.icon) return null;
  const Icon = action.icon;
  return (
    <Tooltip label={key ? `${action.label}  ${keyText(key)}` : action.label}>
      <ActionIcon size={size} aria-label={action.label} disabled={!enabled} onClick={() => runAction(action)}>
        <Icon size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
});
