import { Button } from '@mantine/core';
import { templates } from '#shared/templates/catalogue';
import { Keys } from '../actions/Keys';
import { openTemplate } from '../templates/open-template';
import { TemplateCard } from '../templates/TemplateCard';
import { showDialog } from '../ui/dialogs';
import classes from './canvas.module.css';

/** The simplest templates, which train within seconds. */
const STARTERS = 3;

/** What an empty canvas says: start from a network that works, or draw one. */
export function EmptyCanvas() {
  return (
    <section className={classes.empty} aria-label="Start">
      <h2>Draw a network</h2>
      <p>
        Drag a layer from the left, press <Keys keys="Space" /> to search one, or start from a network that works.
      </p>
      <div className={classes.cards}>
        {templates.slice(0, STARTERS).map(template => (
          <TemplateCard key={template.id} template={template} onPick={() => void openTemplate(template)} />
        ))}
      </div>
      <Button variant="default" onClick={() => showDialog('templates')}>
        All {templates.length} templates…
      </Button>
    </section>
  );
}
