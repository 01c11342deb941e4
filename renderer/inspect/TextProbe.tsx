import { Textarea } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { DatasetInfo } from '#shared/data/dataset';
import { sampleClasses } from '#shared/data/targets';
import { TokenSums, Tokens } from '../text/Tokens';
import styles from './inspect.module.css';
import { useProbe } from './probe';
import { SampleChooser } from './SampleChooser';
import { probeText } from './samples';
import { useTextForm } from './text-form';

/** More is no sentence, and slow to look at. */
const MOST_TYPED = 20_000;

/** The probe of a dataset of texts: typed, or taken from the validation samples. Below, the tokens that the network gets. */
export function TextProbe({ info }: { info: DatasetInfo }) {
  const text = useProbe(state => state.probe?.text ?? '');
  const form = useTextForm();
  const last = useRef(form);
  // Another vocabulary, or another length, makes another sample of the same text.
  useEffect(() => {
    const { probe } = useProbe.getState();
    if (form && form !== last.current && probe?.text !== undefined) probeText(probe.text, form, probe.origin);
    last.current = form;
  }, [form]);
  if (!form) return null;
  return (
    <>
      <div className={styles.tableTools}>
        <SampleChooser classes={sampleClasses(info)} />
      </div>
      <Textarea
        aria-label="Text"
        placeholder={form.split === 'character' ? 'Type a word' : 'Type a sentence'}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MOST_TYPED}
        spellCheck={false}
        value={text}
        onChange={event => probeText(event.currentTarget.value, form, { kind: 'typed' })}
      />
      {text !== '' && (
        <>
          <div className={styles.tokens}>
            <Tokens text={text} form={form} />
          </div>
          <TokenSums text={text} form={form} />
        </>
      )}
    </>
  );
}
