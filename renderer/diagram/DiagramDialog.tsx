import { Button, Modal, SegmentedControl, Switch } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { currentFacts } from '../document/facts';
import { useProjectHere } from '../document/level';
import { fileStem, saveFile } from '../export/save';
import { useTheme } from '../theme/theme';
import { closeDialog, useDialogs } from '../ui/dialogs';
import { tell } from '../ui/tell';
import { readColors } from './colors';
import classes from './DiagramDialog.module.css';
import { drawNetwork } from './draw-network';
import type { Drawing } from './drawing';
import { browserMeasure, paint, scaleFor, toPng } from './png';
import { toSvg } from './svg';

type Format = 'svg' | 'png';

const PREVIEW = { width: 520, height: 300 } as const;

function Preview({ drawing }: { drawing: Drawing }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const fit = Math.min(1, PREVIEW.width / drawing.width, PREVIEW.height / drawing.height);
  useEffect(() => {
    if (ref.current) paint(ref.current, drawing, scaleFor(drawing, fit * window.devicePixelRatio));
  }, [drawing, fit]);
  return (
    <div className={classes.preview}>
      <canvas
        ref={ref}
        role="img"
        aria-label="Preview of the diagram"
        style={{ width: drawing.width * fit, height: drawing.height * fit }}
      />
    </div>
  );
}

async function fileOf(drawing: Drawing, format: Format, scale: number): Promise<Uint8Array | null> {
  return format === 'svg' ? new TextEncoder().encode(toSvg(drawing)) : toPng(drawing, scale);
}

async function save(drawing: Drawing, format: Format, scale: number): Promise<boolean> {
  const bytes = await fileOf(drawing, format, scale);
  if (!bytes) {
    tell.failed(
      'The diagram was not saved',
      'The picture is too large for this browser: choose a smaller size, or SVG.',
    );
    return false;
  }
  const saved = await saveFile(`${fileStem(drawing.title)}.${format}`, bytes);
  if (!saved.ok) tell.failed('The diagram was not saved', saved.error);
  else if (saved.value) tell.done(`Saved ${saved.value.where}`);
  return saved.ok && saved.value !== null;
}

function Form() {
  const shown = useTheme();
  const project = useProjectHere(here => here);
  const [format, setFormat] = useState<Format>('svg');
  const [theme, setTheme] = useState<'light' | 'dark'>(shown);
  const [transparent, setTransparent] = useState(false);
  const [size, setSize] = useState('2');
  const drawing = useMemo(
    () => drawNetwork(project, currentFacts(), { colors: readColors(theme), measure: browserMeasure(), transparent }),
    [project, theme, transparent],
  );
  const scale = format === 'png' ? scaleFor(drawing, Number(size)) : 1;
  const pixels = [drawing.width, drawing.height].map(side => Math.round(side * scale)).join(' × ');
  return (
    <>
      <Preview drawing={drawing} />
      <div className={classes.options}>
        <SegmentedControl
          aria-label="Format"
          size="xs"
          value={format}
          onChange={value => setFormat(value === 'png' ? 'png' : 'svg')}
          data={[
            { value: 'svg', label: 'SVG' },
            { value: 'png', label: 'PNG' },
          ]}
        />
        <SegmentedControl
          aria-label="Colors"
          size="xs"
          value={theme}
          onChange={value => setTheme(value === 'dark' ? 'dark' : 'light')}
          data={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
        {format === 'png' && (
          <SegmentedControl
            aria-label="Size"
            size="xs"
            value={size}
            onChange={setSize}
            data={['1', '2', '3'].map(value => ({ value, label: `${value} ×` }))}
          />
        )}
        <Switch
          label="Transparent"
          checked={transparent}
          onChange={event => setTransparent(event.currentTarget.checked)}
        />
      </div>
      <div className={classes.foot}>
        <span>
          {pixels} pixels{format === 'png' && scale < Number(size) && ', the most that a picture can have'}
        </span>
        <Button
          data-autofocus
          onClick={() => void save(drawing, format, Number(size)).then(done => done && closeDialog())}
        >
          Save the diagram
        </Button>
      </div>
    </>
  );
}

/** Takes the diagram away as a picture: the whole network, whatever part of it is in view. */
export function DiagramDialog() {
  const opened = useDialogs(state => state.open === 'diagram');
  return (
    <Modal opened={opened} onClose={closeDialog} title="Export the diagram" size={580}>
      <Form />
    </Modal>
  );
}
