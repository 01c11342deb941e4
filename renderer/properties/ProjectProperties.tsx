import { Select } from '@mantine/core';
import { describeProblem } from '#shared/problems/describe';
import { DatasetPreview } from '../data/DatasetPreview';
import { useReport } from '../data/use-class-samples';
import { useCheck, useDatasetInfo } from '../document/check';
import { describeCommandRefusal, type ParamValue, type Refusal } from '../document/command';
import { useDocument } from '../document/store';
import { useEngine } from '../engine/engine';
import { formatCount } from '../ui/format';
import { asSetValue, FieldControl } from './FieldControl';
import { type Field, fieldsOf } from './fields';
import { Facts, Row, Section } from './parts';
import classes from './properties.module.css';
import { TrainingForm } from './TrainingForm';

const dispatch = useDocument.getState().dispatch;
const reason = (refusal: Refusal): string =>
  refusal.code === 'setting/invalid' ? refusal.message : describeCommandRefusal(refusal);

function Totals() {
  const { nodes, parameters, trainableParameters, multiplyAdds } = useCheck();
  return (
    <Section title="Network">
      <Facts
        facts={[
          { name: 'Layers', value: formatCount(nodes.size) },
          { name: 'Parameters', value: formatCount(parameters) },
          ...(trainableParameters === parameters
            ? []
            : [{ name: 'Trainable', value: formatCount(trainableParameters) }]),
          { name: 'Multiply-adds', value: formatCount(multiplyAdds) },
        ]}
      />
    </Section>
  );
}

/** Why the dataset cannot be used yet, as a sentence; `null` where it can, or nobody has said. */
function useTrouble(): string | null {
  const [first] = useDatasetInfo(state => state.problems);
  if (!first) return null;
  const text = first.cause.code === 'data/options' ? first.cause.message : describeProblem(first.cause);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function Data() {
  const data = useDocument(state => state.project.data);
  const datasets = useEngine(state => state.info?.datasets);
  const info = useDatasetInfo(state => state.info);
  const known = datasets?.find(dataset => dataset.id === data.dataset);
  const current = info?.id === data.dataset ? info : known;
  const fields = current ? fieldsOf(current.optionsSchema) : [];
  const trouble = useTrouble();
  const read = useReport();
  const counts = (read.info === info && read.report) || current;
  const setOption = (field: Field, value: ParamValue | undefined) => {
    const { [field.name]: _old, ...others } = useDocument.getState().project.data.options;
    const options = value === undefined ? others : { ...others, [field.name]: value };
    return asSetValue(dispatch({ do: 'data.set', data: { ...useDocument.getState().project.data, options } }), reason);
  };
  return (
    <Section title="Data">
      <Row title="Dataset">
        <Select
          aria-label="Dataset"
          data={(datasets ?? [{ id: data.dataset, title: data.dataset }]).map(({ id, title }) => ({
            value: id,
            label: title,
          }))}
          value={data.dataset}
          onChange={id => id !== null && dispatch({ do: 'data.set', data: { dataset: id, options: {} } })}
        />
      </Row>
      {fields.map(field => (
        <FieldControl
          key={`${data.dataset} ${field.name}`}
          field={field}
          value={data.options[field.name] ?? field.initial}
          isSet={field.name in data.options}
          onChange={value => setOption(field, value)}
        />
      ))}
      {trouble !== null && <p className={classes.note}>{trouble}</p>}
      {current && counts && trouble === null && (
        <p className={classes.note}>
          {current.summary} {formatCount(counts.trainingSamples)} samples to train on,{' '}
          {formatCount(counts.validationSamples)} to validate, {current.sampleShape.join(' × ')} each.
        </p>
      )}
      {!current && <p className={classes.note}>What is in this dataset shows once the engine is connected.</p>}
      <DatasetPreview />
    </Section>
  );
}

/** The project as a whole: its size, its data, how it is trained. */
export function ProjectProperties() {
  return (
    <>
      <Totals />
      <Data />
      <TrainingForm />
    </>
  );
}
