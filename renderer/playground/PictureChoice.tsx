import { ActionIcon, FileButton, SegmentedControl, Tooltip } from '@mantine/core';
import { IconPhotoUp } from '@tabler/icons-react';
import { useProbe } from '../inspect/probe';
import { isPicture } from '../inspect/SamplePicture';
import { takeFile, usePlayground } from './playground';
import styles from './playground.module.css';

const SOURCES = ['shapes', 'sample', 'file'] as const;

/** Which picture: the supplied one, the sample that the studio shows now, or a file. */
export function PictureChoice() {
  const { source, file } = usePlayground();
  const hasSample = useProbe(({ probe }) => probe !== null && isPicture(probe.tensor.shape));
  const choices = [
    { value: 'shapes', label: 'Shapes' },
    { value: 'sample', label: 'Sample', disabled: !hasSample },
    ...(file ? [{ value: 'file', label: <span className={styles.file}>{file.name}</span> }] : []),
  ];
  return (
    <div className={styles.bar}>
      <SegmentedControl
        size="xs"
        aria-label="Picture"
        value={source === 'sample' && !hasSample ? 'shapes' : source}
        onChange={value => usePlayground.setState({ source: SOURCES.find(known => known === value) ?? 'shapes' })}
        data={choices}
      />
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
  );
}
