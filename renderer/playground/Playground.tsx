import { Button } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { selectedNodes } from '../actions/selection';
import { useCheck } from '../document/check';
import { useDocument } from '../document/store';
import type { Picture } from '../inspect/pad-image';
import { useProbe } from '../inspect/probe';
import { addLayer } from '../palette/add-layer';
import { closeDialog } from '../ui/dialogs';
import { layerParams, nodeToFilter } from './as-layer';
import { type Cell, convolve, type Filter, termsAt } from './convolve';
import { KernelForm } from './KernelForm';
import { PictureChoice } from './PictureChoice';
import { probePicture, suppliedPicture } from './pictures';
import { followCamera, holdCamera, usePlayground } from './playground';
import styles from './playground.module.css';
import { Result } from './Result';
import { Sum } from './Sum';
import { WindowPicture } from './WindowPicture';

/** How long the window stays at a place, in milliseconds; longer where movement is unwelcome. */
const PACE = { usual: 160, calm: 700 } as const;

const SUPPLIED = suppliedPicture();

function usePicture(): Picture {
  const { source, file } = usePlayground();
  const probe = useProbe(state => state.probe);
  const sample = useMemo(() => probePicture(probe), [probe]);
  const brought = source === 'file' || source === 'camera' ? file?.picture : null;
  return (source === 'sample' ? sample : brought) ?? SUPPLIED;
}

/** The camera runs no longer than it is looked at. */
function useCamera(): void {
  const isOn = usePlayground(({ source }) => source === 'camera');
  useEffect(() => (isOn ? followCamera() : undefined), [isOn]);
  useEffect(() => holdCamera, []);
}

/** Whether the window moves by itself: from the start, unless the system asks for less movement. */
function usePlaying(step: () => void) {
  const isCalm = useReducedMotion(false, { getInitialValueInEffect: false });
  const [playing, setPlaying] = useState(!isCalm);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(step, isCalm ? PACE.calm : PACE.usual);
    return () => clearInterval(timer);
  }, [playing, isCalm, step]);
  return [playing, setPlaying] as const;
}

/** Moves the window on, row by row, and from the end to the start. */
function stepWindow({ width, height }: { readonly width: number; readonly height: number }, by: 1 | -1): void {
  if (width * height === 0) return;
  usePlayground.setState(({ cell }) => {
    const now = Math.min(cell.y, height - 1) * width + Math.min(cell.x, width - 1);
    const next = (now + by + width * height) % (width * height);
    return { cell: { x: next % width, y: Math.floor(next / width) } };
  });
}

export function Playground() {
  const { kernel, stride, padding, cell: wanted } = usePlayground();
  useCamera();
  const picture = usePicture();
  const filter: Filter = useMemo(() => ({ kernel, stride, padding }), [kernel, stride, padding]);
  const convolved = useMemo(() => convolve(picture, filter), [picture, filter]);
  const value = convolved.ok ? convolved.value : null;
  const { width = 0, height = 0 } = value ?? {};
  // Not made anew for each picture of the camera: the window would never come to move.
  const step = useCallback((by: 1 | -1 = 1) => stepWindow({ width, height }, by), [width, height]);
  const [playing, setPlaying] = usePlaying(step);
  const moveTo = (cell: Cell) => {
    setPlaying(false);
    usePlayground.setState({ cell });
  };
  const stepOnce = (by: 1 | -1) => {
    setPlaying(false);
    step(by);
  };
  const cell = { x: Math.min(wanted.x, (value?.width ?? 1) - 1), y: Math.min(wanted.y, (value?.height ?? 1) - 1) };
  return (
    <div className={styles.playground}>
      <div className={styles.columns}>
        <section className={styles.column} aria-label="Picture">
          <PictureChoice />
          <WindowPicture picture={picture} sliding={value} cell={cell} onMove={moveTo} values={value?.values} />
        </section>
        <KernelForm />
        <section className={styles.column} aria-label="Result">
          <Result convolved={value} cell={cell} onMove={moveTo} />
        </section>
      </div>
      {value && (
        <Sum
          terms={termsAt(picture, filter, value, cell)}
          cell={cell}
          playing={playing}
          onPlay={() => setPlaying(!playing)}
          onStep={stepOnce}
        />
      )}
      <UseAsLayer filter={filter} />
    </div>
  );
}

function UseAsLayer({ filter }: { filter: Filter }) {
  const project = useDocument(state => state.project);
  const after = nodeToFilter(project, useCheck(), selectedNodes());
  return (
    <div className={styles.foot}>
      <span>
        As a layer it filters every channel alike and does not learn.
        {after !== undefined && ` It goes after ${after}.`}
      </span>
      <Button onClick={() => addLayer('fixedConv2d', layerParams(filter), after) && closeDialog()}>
        Use as a layer
      </Button>
    </div>
  );
}
