import { useEffect } from 'react';
import { useCanvas } from '../canvas/canvas-state';
import { useDocument } from '../document/store';
import type { Action } from './action';
import { keysOf } from './bindings';
import { matches, worksWhileTyping } from './keys';
import { actions, runAction } from './list';

/** Keys that also work while typing: they mean nothing to a text field. */
const everywhere = new Set([
  'file.save',
  'file.saveAs',
  'file.open',
  'help.commands',
  'run.start',
  'run.export',
  'view.layerAfter',
  'view.layerBefore',
  'view.nextArea',
  'view.previousArea',
]);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || (target.matches('input, textarea, select') && !target.matches('[type="checkbox"]')));

/** Enter, Space and arrows belong to the control that has the focus. */
const belongsToControl = ({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean =>
  /^(Enter| |Arrow.*)$/.test(key) &&
  !(ctrlKey || metaKey || altKey) &&
  target instanceof HTMLElement &&
  target.closest(
    'button, a, [role="tab"], [role="menuitem"], [role="separator"], [role="switch"], .react-flow__node',
  ) !== null;

function actionFor(event: KeyboardEvent): Action | undefined {
  const typing = isTyping(event.target);
  const counts = (keys: string) => matches(keys, event) && (!typing || worksWhileTyping(keys));
  return actions.find(
    action => (!typing || everywhere.has(action.id)) && keysOf(action).some(counts) && action.enabled(),
  );
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || belongsToControl(event)) return;
  act(event);
}

function act(event: KeyboardEvent): void {
  // Under an open dialog the page is out of reach.
  if (document.querySelector('[role="dialog"][aria-modal="true"]')) return;
  // A menu that is just opening has not the focus yet.
  if (event.key === 'Escape' && useCanvas.getState().contextMenu) {
    useCanvas.setState({ contextMenu: null });
    return;
  }
  const selectsText = event.key.toLowerCase() === 'c' && !getSelection()?.isCollapsed;
  const action = selectsText ? undefined : actionFor(event);
  if (!action) return;
  event.preventDefault();
  runAction(action);
}

/**
 * The keys on a card that never come to React Flow: it would move a selected card by an arrow with Alt too, and it has
 * nothing for Enter and Space on a card that was selected before. Escape would mean both its card and the block around it.
 */
function onCardKeyDown(event: KeyboardEvent): void {
  const { key, altKey, shiftKey, ctrlKey, metaKey, target } = event;
  if (!(target instanceof HTMLElement) || !target.matches('.react-flow__node')) return;
  const isPlain = !(altKey || shiftKey || ctrlKey || metaKey);
  const isOurs = key.startsWith('Arrow')
    ? altKey
    : /^(Enter| |Escape)$/.test(key) && isPlain && target.matches('.selected');
  if (!isOurs) return;
  act(event);
  event.stopPropagation();
}

/** Nudging by arrow key is one undo step for as long as the key is down. */
function onKeyUp(event: KeyboardEvent): void {
  if (event.key.startsWith('Arrow')) useDocument.getState().endGesture();
}

export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onCardKeyDown, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('keyup', onKeyUp);
    return () => {
      window.removeEventListener('keydown', onCardKeyDown, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('keyup', onKeyUp);
    };
  }, []);
}
