import { Button } from '@mantine/core';
import { templates } from '#shared/templates/catalogue';
import { Keys } from '../actions/Keys';
import { openTemplate } from '../templates/open-template';
import { TemplateCard } from '../templates/TemplateCard';
import { showDialog } from '../ui/dialogs';
import classes from './canvas.module.css';

/** For each kind of data one that trains within seconds: points, pictures, texts. */
const STARTERS: readonly string[] = ['dense-classifier', 'mnist-cnn', 'text-cnn'];
const starters = templates.filter(({ id }) => STARTERS.includes(id));

/** What an empty canvas says: start from a network that works, or draw one. */
export function EmptyCanvas() {
  return (
    <section className={classes.empty} aria-label="Start">
      <h2>Draw a network</h2>
      <p>
        Drag a layer from the left, press <Keys keys="Space" /> to search one, or start from a network that works.
      </p>
      <div className={classes.cards}>
        {starters.map(template => (
          <TemplateCard key={template.id} template={template} onPick={() => void openTemplate(template)} />
        ))}
      </div>
      <Button variant="default" onClick={() => showDialog('templates')}>
        All {templates.length} templates…
      </Button>
    </section>
  );
}
