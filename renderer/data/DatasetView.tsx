import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import type { DatasetInfo } from '#shared/data/dataset';
import { useView } from '../app/view';
import { useDatasetInfo } from '../document/check';
import { useDocument } from '../document/store';
import { formatCount } from '../ui/format';
import { AugmentationForms } from './AugmentationForms';
import { AugmentationPreview } from './AugmentationPreview';
import { ClassList } from './ClassList';
import styles from './dataset-view.module.css';
import { PreprocessingForm } from './PreprocessingForm';
import { SampleGrid } from './SampleGrid';
import { useReport } from './use-class-samples';

type Part = 'training' | 'validation';
type Page = 'samples' | 'preparation';

/** In the place of the network: all that the project trains on, and what is done to it first. */
export function DatasetView() {
  const info = useDatasetInfo(state => state.info);
  const [page, setPage] = useState<Page>('samples');
  const hasPreparation = info?.kind === 'image';
  return (
    <section className={styles.view} aria-label="Data">
      <div className={styles.head}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowLeft size={14} aria-hidden />}
          onClick={() => useView.getState().showCenter('network')}
        >
          Network
        </Button>
        <h2>{info?.title ?? 'Data'}</h2>
        <span className={styles.spring} />
        {hasPreparation && (
          <SegmentedControl
            size="xs"
            aria-label="What is shown of the data"
            data={[
              { value: 'samples', label: 'Samples' },
              { value: 'preparation', label: 'Preprocessing and augmentation' },
            ]}
            value={page}
            onChange={value => setPage(value === 'preparation' ? 'preparation' : 'samples')}
          />
        )}
      </div>
      {!info && <p className={styles.empty}>The samples show here once the dataset can be read: see Properties.</p>}
      {info && (page === 'samples' || !hasPreparation) && <Samples key={info.id} info={info} />}
      {info && page === 'preparation' && hasPreparation && <Preparation info={info} />}
    </section>
  );
}

function Samples({ info }: { info: DatasetInfo }) {
  const data = useDocument(state => state.project.data);
  const [part, setPart] = useState<Part>('training');
  const [chosen, setChosen] = useState<number | null>(null);
  const read = useReport();
  const counts = (read.info === info && read.report) || info;
  const classIndex = chosen !== null && chosen < info.classes.length ? chosen : null;
  return (
    <div className={styles.body}>
      <div className={styles.side}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Part of the data"
          data={[
            { value: 'training', label: `Training ${formatCount(counts.trainingSamples)}` },
            { value: 'validation', label: `Validation ${formatCount(counts.validationSamples)}` },
          ]}
          value={part}
          onChange={value => setPart(value === 'validation' ? 'validation' : 'training')}
        />
        <ClassList info={info} data={data} chosen={classIndex} onChoose={setChosen} />
      </div>
      <SampleGrid info={info} query={{ data, split: part, classIndex }} />
    </div>
  );
}

function Preparation({ info }: { info: DatasetInfo }) {
  return (
    <div className={`${styles.body} ${styles.forms}`}>
      <div className={styles.side}>
        <h3>Preprocessing</h3>
        <p className={styles.hint}>Done to every sample, for training and validation alike.</p>
        <PreprocessingForm />
        <h3>Augmentation</h3>
        <p className={styles.hint}>Done in this order to training samples only, anew in each epoch.</p>
        <AugmentationForms />
      </div>
      <AugmentationPreview info={info} />
    </div>
  );
}
