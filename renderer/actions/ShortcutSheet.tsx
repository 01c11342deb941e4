import { Modal } from '@mantine/core';
import { closeDialog, useDialogs } from '../ui/dialogs';
import classes from './actions.module.css';
import { Keys } from './Keys';
import { MENUS, menuOf } from './list';

/** What the mouse does on the canvas, which no action carries. */
const gestures = [
  ['Drag from a port', 'Draw a wire; on empty canvas it asks what to add'],
  ['Drag the end of a wire', 'Move it; dropped on nothing it is removed'],
  ['Drop a layer on a wire', 'Insert it there'],
  ['Double-click on empty canvas', 'Add a layer there'],
  ['Shift and drag', 'Select with a box'],
  ['Wheel · drag', 'Zoom · move the view'],
] as const;

/** All shortcuts, from the same list as the menus. */
export function ShortcutSheet() {
  const opened = useDialogs(state => state.open === 'shortcuts');
  return (
    <Modal opened={opened} onClose={closeDialog} title="Keyboard and mouse" size={860}>
      <div className={classes.sheet}>
        {MENUS.map(menu => (
          <section key={menu.id}>
            <h3>{menu.label}</h3>
            <dl>
              {menuOf(menu.id)
                .filter(action => action.keys.length > 0)
                .map(action => (
                  <div key={action.id}>
                    <dt>{action.label}</dt>
                    <dd>
                      {action.keys.map(keys => (
                        <Keys key={keys} keys={keys} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Mouse</h3>
          <dl>
            {gestures.map(([gesture, meaning]) => (
              <div key={gesture} className={classes.gesture}>
                <dt>{gesture}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}
