import { ActionIcon, FileButton, SegmentedControl, Tooltip } from '@mantine/core';
import { IconCamera, IconPhotoUp } from '@tabler/icons-react';
import { useProbe } from '../inspect/probe';
import { isPicture } from '../inspect/SamplePicture';
import { holdCamera, takeFile, usePlayground } from './playground';
import styles from './playground.module.css';

const SOURCES = ['shapes', 'sample', 'file', 'camera'] as const;

/** Which picture: the supplied one, the sample that the studio shows now, a file, or what the camera sees. */
export function PictureChoice() {
  const { source, file } = usePlayground();
  const hasSample = useProbe(({ probe }) => probe !== null && isPicture(probe.tensor.shape));
  const choices = [
    { value: 'shapes', label: 'Shapes' },
    { value: 'sample', label: 'Sample', disabled: !hasSample },
    ...(file ? [{ value: 'file', label: <span className={styles.file}>{file.name}</span> }] : []),
  ];
  const isOn = source === 'camera';
  const shown = isOn && file ? 'file' : source;
  return (
    <div className={styles.bar}>
      <SegmentedControl
        size="xs"
        aria-label="Picture"
        value={isOn && !file ? '' : shown === 'sample' && !hasSample ? 'shapes' : shown}
        onChange={value => usePlayground.setState({ source: SOURCES.find(known => known === value) ?? 'shapes' })}
        data={choices}
      />
      <div className={styles.buttons}>
        <Tooltip label={isOn ? 'Hold this picture' : 'What your camera sees'}>
          <ActionIcon
            variant={isOn ? 'filled' : 'default'}
            aria-label="Camera"
            aria-pressed={isOn}
            onClick={() => (isOn ? holdCamera() : usePlayground.setState({ source: 'camera' }))}
          >
            <IconCamera size={15} />
          </ActionIcon>
        </Tooltip>
        <FileButton accept="image/*" onChange={chosen => chosen && void takeFile(chosen)}>
          {props => (
            <Tooltip label="A picture of yours…">
              <ActionIcon {...props} aria-label="Choose a picture of yours" variant="default">
                <IconPhotoUp size={15} />
              </ActionIcon>
            </Tooltip>
          )}
        </FileButton>
      </div>
    </div>
  );
}
