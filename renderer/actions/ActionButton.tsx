import { ActionIcon, Tooltip } from '@mantine/core';
import { keysOf } from './bindings';
import { keyText } from './keys';
import { actionById, runAction } from './list';
import { useActionsState } from './use-actions-state';

/** An action as an icon, with its name and key in the tooltip. */
export function ActionButton({ id, size = 28 }: { id: string; size?: number }) {
  useActionsState();
  const action = actionById(id);
  if (!action?.icon) return null;
  const Icon = action.icon;
  const [key] = keysOf(action);
  return (
    <Tooltip label={key ? `${action.label}  ${keyText(key)}` : action.label}>
      <ActionIcon size={size} aria-label={action.label} disabled={!action.enabled()} onClick={() => runAction(action)}>
        <Icon size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
