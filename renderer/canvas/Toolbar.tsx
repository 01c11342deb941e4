import { useStore } from '@xyflow/react';
import { memo } from 'react';
import { ActionButton } from '../actions/ActionButton';
import { actionById, runAction } from '../actions/list';
import classes from './canvas.module.css';

function Zoom() {
  const percent = useStore(({ transform: [, , zoom] }) => Math.round(zoom * 100));
  return (
    <button
      type="button"
      className={classes.zoom}
      title="Zoom to 100 %"
      onClick={() => runAction(actionById('view.zoomFull'))}
    >
      {percent} %
    </button>
  );
}

/** Beside the network, where it hides least of it: what is done most, one click away. */
export const CanvasToolbar = memo(function CanvasToolbar() {
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Canvas" aria-orientation="vertical">
      <ActionButton id="edit.undo" size={26} />
      <ActionButton id="edit.redo" size={26} />
      <span className={classes.separator} />
      <ActionButton id="edit.addLayer" size={26} />
      <ActionButton id="edit.arrange" size={26} />
      <span className={classes.separator} />
      <ActionButton id="view.zoomIn" size={26} />
      <Zoom />
      <ActionButton id="view.zoomOut" size={26} />
      <ActionButton id="view.fit" size={26} />
    </div>
  );
});
