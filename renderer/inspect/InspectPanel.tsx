import { useEffect } from 'react';
import { useView } from '../app/view';
import { useDatasetInfo } from '../document/check';
import { useDocument } from '../document/store';
import { BoundaryPlot } from './BoundaryPlot';
import { Filters } from './Filters';
import { ImageProbe } from './ImageProbe';
import { useInspect } from './inspect';
import styles from './inspect.module.css';
import { NodeOutput } from './NodeOutput';
import { Prediction } from './Prediction';
import { useInspectVisible } from './watch';

/** The right side's "See inside": the probe, what the network says of it, and what the selected node makes of it. */
export function InspectPanel() {
  const info = useDatasetInfo(state => state.info);
  const trouble = useInspect(state => state.trouble);
  const run = useInspect(state => state.run);
  const selected = useView(state => (state.selectedNodes.length === 1 ? state.selectedNodes[0] : undefined));
  const type = useDocument(({ project }) => project.graph.nodes.find(node => node.id === selected)?.type);

  useEffect(() => {
    useInspectVisible.setState({ visible: true });
    return () => useInspectVisible.setState({ visible: false });
  }, []);

  return (
    <div className={styles.panel}>
      <section className={styles.section} aria-label="Sample">
        <h3 className={styles.heading}>Sample</h3>
        {!info && <p className={styles.hint}>The dataset is shown here once the engine has read it.</p>}
        {info?.kind === 'image' && <ImageProbe info={info} />}
        {info?.kind === 'points' && <BoundaryPlot classes={info.classes} />}
        {info?.kind === 'points' && <p className={styles.hint}>Point at a place to see what the network says of it.</p>}
        {trouble && <p className={styles.trouble}>{trouble}</p>}
        {run === null && !trouble && (
          <p className={styles.hint}>
            There is no trained network yet. Press Train: its prediction for this sample appears here and changes as it
            learns.
          </p>
        )}
      </section>
      {info && <Prediction classes={info.classes} />}
      {selected && type === 'conv2d' && <Filters node={selected} />}
      {selected && type ? (
        <NodeOutput node={selected} />
      ) : (
        <section className={styles.section}>
          <p className={styles.hint}>Click a node on the canvas to see what it makes of the sample.</p>
        </section>
      )}
    </div>
  );
}
