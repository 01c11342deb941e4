import { isActive } from '#shared/protocol/session';
import { keysOf, useBindings } from '../actions/bindings';
import { actionById, actions, runAction } from '../actions/list';
import { takeDropped } from '../data/own-data';
import { useDocument } from '../document/store';
import { runStore } from '../run/run';
import { openPath, saveDocument } from './document-file';

/** Before the page goes, the browser asks where something would be lost. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  if (useDocument.getState().unsaved) event.preventDefault();
}

async function saveAndClose(): Promise<void> {
  if (await saveDocument()) window.receptive?.closeWindow();
}

/** Ties the studio to its window: the desktop's native menu and close dialog, or the browser's own. @returns how to end it. */
export function startDesktopLink(): () => void {
  const bridge = window.receptive;
  if (!bridge) {
    window.addEventListener('beforeunload', askBeforeLeaving);
    return () => window.removeEventListener('beforeunload', askBeforeLeaving);
  }
  const tell = () =>
    bridge.setActivity({
      unsavedChanges: useDocument.getState().unsaved,
      training: isActive(runStore.getState().status.state),
    });
  const tellKeys = () =>
    bridge.setMenuKeys(
      Object.fromEntries(
        actions.flatMap(action => {
          const [key] = keysOf(action);
          return key === undefined ? [] : [[action.id, key]];
        }),
      ),
    );
  tell();
  tellKeys();
  const stops = [
    useBindings.subscribe(tellKeys),
    useDocument.subscribe((now, before) => now.unsaved !== before.unsaved && tell()),
    runStore.subscribe((now, before) => now.status.state !== before.status.state && tell()),
    bridge.onMenuAction(id => runAction(actionById(id))),
    bridge.files.onOpenProject(path => void openPath(path)),
    bridge.files.onDropData(path => void takeDropped(path)),
    bridge.onSaveAndClose(() => void saveAndClose()),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
