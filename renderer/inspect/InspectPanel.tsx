import { useEffect } from 'react';
import { useView } from '../app/view';
import { useDatasetInfo } from '../document/check';
import { useFacts } from '../document/facts';
import { nodesById, useProjectHere } from '../document/level';
import { BoundaryPlot } from './BoundaryPlot';
import { describeProbe } from './describe-probe';
import { ImageProbe } from './ImageProbe';
import { useInspect } from './inspect';
import styles from './inspect.module.css';
import { NodeView } from './NodeView';
import { Prediction } from './Prediction';
import { useProbe } from './probe';
import { TableProbe } from './TableProbe';
import { TextProbe } from './TextProbe';
import { useInspectVisible } from './watch';

/** The right side's "See inside": the probe, what the network says of it, and what the selected node makes of it. */
export function InspectPanel() {
  const info = useDatasetInfo(state => state.info);
  const probe = useProbe(state => state.probe);
  const trouble = useInspect(state => state.trouble);
  const run = useInspect(state => state.run);
  const selected = useView(state => (state.selectedNodes.length === 1 ? state.selectedNodes[0] : undefined));
  const type = useProjectHere(({ graph }) => nodesById(graph).get(selected ?? '')?.type);
  const source = useFacts(facts => facts.get(selected ?? '')?.source) ?? selected;

  useEffect(() => {
    useInspectVisible.setState({ visible: true });
    return () => useInspectVisible.setState({ visible: false });
  }, []);

  return (
    <div className={styles.panel}>
      <section className={styles.section} aria-label="Sample">
        <h3 className={styles.heading}>
          Sample
          {info && probe && <span className={styles.step}>{describeProbe(probe, info)}</span>}
        </h3>
        {!info && <p className={styles.hint}>The dataset is shown here once the engine has read it.</p>}
        {info?.kind === 'image' && <ImageProbe info={info} />}
        {info?.kind === 'table' && <TableProbe info={info} />}
        {info?.kind === 'text' && <TextProbe info={info} />}
        {info?.kind === 'points' && <BoundaryPlot classes={info.classes} />}
        {trouble && <p className={styles.trouble}>{trouble}</p>}
        {run === null && !trouble && (
          <p className={styles.hint}>
            There is no trained network yet. Press Train: its prediction for this sample appears here and changes as it
            learns.
          </p>
        )}
      </section>
      {info && <Prediction classes={info.classes} />}
      {selected && source && type ? (
        <NodeView key={selected} node={selected} source={source} type={type} />
      ) : (
        <section className={styles.section}>
          <p className={styles.hint}>Click a node on the canvas to see what it makes of the sample.</p>
        </section>
      )}
    </div>
  );
}
