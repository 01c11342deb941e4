import { Modal } from '@mantine/core';
import { templates } from '#shared/templates/catalogue';
import { closeDialog, useDialogs } from '../ui/dialogs';
import { openTemplate } from './open-template';
import { TemplateCard } from './TemplateCard';
import classes from './templates.module.css';

/** "New from template": every network that comes with the studio. */
export function TemplateGallery() {
  const opened = useDialogs(state => state.open === 'templates');
  return (
    <Modal opened={opened} onClose={closeDialog} title="New from template" size={880}>
      <div className={classes.gallery}>
        {templates.map(template => (
          <TemplateCard
            key={template.id}
            template={template}
            onPick={() => {
              closeDialog();
              void openTemplate(template);
            }}
          />
        ))}
      </div>
    </Modal>
  );
}
