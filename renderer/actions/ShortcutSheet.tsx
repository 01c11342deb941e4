import { Button, Modal } from '@mantine/core';
import { closeDialog, showDialog, useDialogs } from '../ui/dialogs';
import classes from './actions.module.css';
import { keysOf, useBindings } from './bindings';
import { Keys } from './Keys';
import { MENUS, menuOf } from './list';

/** What the mouse does on the canvas, which no action carries. */
const gestures = [
  ['Drag from a port', 'Draw a wire; on empty canvas it asks what to add'],
  ['Drag the end of a wire', 'Move it; dropped on nothing it is removed'],
  ['Drop a layer on a wire', 'Insert it there'],
  ['Double-click on empty canvas', 'Add a layer there'],
  ["Double-click on a layer's name", 'Rename it'],
  ['Alt and drag', 'Leave the layer and drag a copy'],
  ['Alt and click on a wire', 'Remove it'],
  ["Drag a number's title", 'Change the number'],
  ['Shift and drag', 'Select with a box'],
  ['Wheel · drag', 'Zoom · move the view'],
] as const;

/** All shortcuts, from the same list as the menus. */
export function ShortcutSheet() {
  const opened = useDialogs(state => state.open === 'shortcuts');
  const bindings = useBindings();
  return (
    <Modal opened={opened} onClose={closeDialog} title="Keyboard and mouse" size={860}>
      <div className={classes.sheet}>
        {MENUS.map(menu => (
          <section key={menu.id}>
            <h3>{menu.label}</h3>
            <dl>
              {menuOf(menu.id)
                .filter(action => keysOf(action, bindings).length > 0)
                .map(action => (
                  <div key={action.id}>
                    <dt>{action.label}</dt>
                    <dd>
                      {keysOf(action, bindings).map(keys => (
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
      <Button variant="default" onClick={() => showDialog('keys')}>
        Change the keys…
      </Button>
    </Modal>
  );
}
