import { SegmentedControl, Select } from '@mantine/core';
import { CLASSIC_KERNELS } from '#shared/layers/convolution/kernels';
import { CLASSIC_IDS, classicOf, classicValues, resizeKernel } from './kernel';
import { setFilter, usePlayground } from './playground';
import styles from './playground.module.css';
import { WeightInput } from './WeightInput';

const OWN = 'own';

/** The kernel's values, and how it moves. */
export function KernelForm() {
  const { kernel, stride, padding } = usePlayground();
  const side = Math.round(Math.sqrt(kernel.length));
  const classic = classicOf(kernel);
  const largest = Math.max(...kernel.map(Math.abs));
  return (
    <section className={styles.kernel} aria-label="Kernel">
      <div className={styles.bar}>
        <Select
          aria-label="Classic kernels"
          className={styles.classic}
          value={classic ?? OWN}
          data={[
            ...CLASSIC_IDS.map(id => ({ value: id, label: CLASSIC_KERNELS[id].title })),
            ...(classic ? [] : [{ value: OWN, label: 'Your own' }]),
          ]}
          onChange={value => {
            const id = CLASSIC_IDS.find(known => known === value);
            if (id) setFilter({ kernel: classicValues(id) });
          }}
        />
        <SegmentedControl
          size="xs"
          aria-label="Kernel size"
          value={String(side)}
          onChange={value => setFilter({ kernel: resizeKernel(kernel, Number(value)) })}
          data={[
            { value: '3', label: '3 × 3' },
            { value: '5', label: '5 × 5' },
          ]}
        />
      </div>
      <div className={styles.weights} style={{ gridTemplateColumns: `repeat(${side}, 1fr)` }} data-side={side}>
        {kernel.map((weight, index) => (
          <WeightInput
            // The fields are places of the square; nothing else tells them apart.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
            key={`${side}-${index}`}
            label={`Weight in row ${Math.floor(index / side) + 1}, column ${(index % side) + 1}`}
            weight={weight}
            share={largest > 0 ? weight / largest : 0}
            onChange={typed => setFilter({ kernel: kernel.map((old, place) => (place === index ? typed : old)) })}
          />
        ))}
      </div>
      <p className={styles.summary}>
        {classic ? CLASSIC_KERNELS[classic].summary : 'A sum such as 1/9 may be typed, too.'}
      </p>
      <div className={styles.option}>
        <span id="playground-stride">Stride</span>
        <SegmentedControl
          size="xs"
          aria-labelledby="playground-stride"
          value={String(stride)}
          onChange={value => setFilter({ stride: Number(value) })}
          data={['1', '2', '3']}
        />
      </div>
      <div className={styles.option}>
        <span id="playground-padding">Padding</span>
        <SegmentedControl
          size="xs"
          aria-labelledby="playground-padding"
          value={padding}
          onChange={value => setFilter({ padding: value })}
          data={['valid', 'same']}
        />
      </div>
    </section>
  );
}
