import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import type { NodeGroup } from '#shared/project/groups';
import { useView } from '../app/view';
import { useFacts } from '../document/facts';
import { problemsIn } from '../document/group-facts';
import { formatShort, plural } from '../ui/format';
import classes from './CollapsedCard.module.css';
import farClasses from './FarCard.module.css';
import { useFar } from './far';
import { GroupTitle } from './GroupTitle';
import { GroupToggle } from './GroupToggle';
import type { GroupNode } from './group-flow';
import { OUTPUT_HANDLE } from './handles';
import cardClasses from './LayerCard.module.css';
import { ProblemBadge } from './ProblemBadge';
import { ProblemBubble } from './ProblemBubble';

/** Where wires end that lead to what is in it; to join others it is expanded. */
function Ports() {
  return (
    <>
      <Handle type="target" position={Position.Top} id="input" className={cardClasses.port} isConnectable={false} />
      <Handle
        type="source"
        position={Position.Bottom}
        id={OUTPUT_HANDLE}
        className={cardClasses.port}
        isConnectable={false}
      />
    </>
  );
}

function Bubble({ group }: { readonly group: NodeGroup }) {
  const problems = useFacts(facts => problemsIn(group, facts));
  return problems.length > 0 && <ProblemBubble node={group.id} problems={problems} asked />;
}

/** A collapsed group: one card for all that is in it, which says what that costs and what is wrong there. */
export const CollapsedCard = memo(function CollapsedCard({
  selected,
  dragging,
  data: { group, facts },
}: NodeProps<GroupNode>) {
  const far = useFar();
  const alone = useView(state => state.selectedNodes.length <= 1);
  const { parameters = 0, flow = '', worst } = facts ?? {};
  const color = group.color ?? 'blue';
  if (far && !selected) {
    return (
      <div className={`${farClasses.card} ${classes.stack}`} data-color={color} data-problem={worst}>
        <Ports />
        {group.title}
      </div>
    );
  }
  return (
    <div
      className={`${cardClasses.card} ${classes.stack}`}
      data-color={color}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      data-problem={worst ?? 'none'}
      data-kind="block"
    >
      <Ports />
      <div className={cardClasses.body}>
        <div className={cardClasses.head}>
          <GroupToggle group={group} />
          <div className={cardClasses.names}>
            <GroupTitle group={group} />
            <span className={`${cardClasses.count} ${classes.count}`}>
              {plural(group.nodes.length, 'layer')}
              {parameters > 0 && ` · ${formatShort(parameters)} params`}
            </span>
          </div>
          {worst && <ProblemBadge worst={worst} title="A layer in this group has a problem" />}
        </div>
        <div className={cardClasses.facts}>
          <span
            className={`${cardClasses.shape} ${classes.flow}`}
            data-unknown={flow === '' || undefined}
            title={`What goes in and comes out of one sample: ${flow || 'not known yet'}`}
          >
            {flow || 'no shape yet'}
          </span>
        </div>
      </div>
      {selected && alone && !dragging && <Bubble group={group} />}
    </div>
  );
});
