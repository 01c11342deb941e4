import { templates } from '#shared/templates/catalogue';
import { Keys } from '../actions/Keys';
import { newDocument } from '../files/document-file';
import { TemplateCard } from '../templates/TemplateCard';
import classes from './canvas.module.css';

/** What an empty canvas says: start from a network that works, or draw one. */
export function EmptyCanvas() {
  return (
    <section className={classes.empty} aria-label="Start">
      <h2>Draw a network</h2>
      <p>
        Drag a layer from the left, press <Keys keys="Space" /> to search one, or start from a network that works.
      </p>
      <div className={classes.cards}>
        {templates.map(template => (
          <TemplateCard key={template.id} template={template} onPick={() => void newDocument(template.project())} />
        ))}
      </div>
    </section>
  );
}
