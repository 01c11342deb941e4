import { ActionIcon, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { Fragment } from 'react';
import {
  AUGMENTATION_TYPES,
  Augmentation,
  type AugmentationType,
  augmentations,
} from '#shared/data/augmentations/augmentations';
import { err, type Result } from '#shared/result';
import type { ParamValue } from '../document/command';
import { useDocument } from '../document/store';
import { FieldControl } from '../properties/FieldControl';
import { type Field, fieldsOfSchema } from '../properties/fields';
import styles from './dataset-view.module.css';
import { FieldSlider } from './FieldSlider';
import { setData, setDataOnce } from './set-data';

const none: readonly Augmentation[] = [];
const listed = (): readonly Augmentation[] => useDocument.getState().project.data.augmentations ?? none;

/** Without any, the project says nothing of them. */
const put = (list: readonly Augmentation[], once = true): Result<unknown, string> =>
  (once ? setDataOnce : setData)({ augmentations: list.length > 0 ? [...list] : undefined });

function add(type: string | null): void {
  const known = AUGMENTATION_TYPES.find((candidate): candidate is AugmentationType => candidate === type);
  if (known) put([...listed(), Augmentation.parse({ type: known })]);
}

function move(index: number, by: -1 | 1): void {
  const list = [...listed()];
  const [moved] = list.splice(index, 1);
  if (moved) list.splice(index + by, 0, moved);
  put(list);
}

function change(index: number, field: Field, value: ParamValue | undefined): Result<unknown, string> {
  const parsed = Augmentation.safeParse({ ...listed()[index], [field.name]: value ?? field.initial });
  if (!parsed.success) return err(parsed.error.issues[0]?.message ?? 'not valid');
  return put(
    listed().map((other, at) => (at === index ? parsed.data : other)),
    false,
  );
}

/** The augmentations in their order, each with its settings; more are added below. */
export function AugmentationForms() {
  const list = useDocument(state => state.project.data.augmentations ?? none);
  return (
    <>
      {list.map((augmentation, index) => {
        const { title, summary, settings } = augmentations[augmentation.type];
        const values: Readonly<Record<string, ParamValue>> = { ...augmentation };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same one may be there twice
          <section key={`${index} ${augmentation.type}`} className={styles.augmentation} aria-label={title}>
            <header>
              <span title={summary}>{title}</span>
              <ActionIcon
                size={20}
                aria-label={`Move ${title} up`}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <IconArrowUp size={13} />
              </ActionIcon>
              <ActionIcon
                size={20}
                aria-label={`Move ${title} down`}
                disabled={index === list.length - 1}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown size={13} />
              </ActionIcon>
              <ActionIcon
                size={20}
                aria-label={`Remove ${title}`}
                onClick={() => put(listed().filter((_, other) => other !== index))}
              >
                <IconX size={13} />
              </ActionIcon>
            </header>
            {fieldsOfSchema(settings).map(field => (
              <Fragment key={field.name}>
                <FieldControl
                  field={field}
                  value={values[field.name]}
                  isSet
                  onChange={value => change(index, field, value)}
                />
                <FieldSlider
                  field={field}
                  value={values[field.name]}
                  onChange={value => void change(index, field, value)}
                />
              </Fragment>
            ))}
          </section>
        );
      })}
      <Select
        aria-label="Add an augmentation"
        placeholder="Add an augmentation …"
        data={AUGMENTATION_TYPES.map(type => ({ value: type, label: augmentations[type].title }))}
        value={null}
        onChange={add}
        maxDropdownHeight={360}
      />
    </>
  );
}
