import type { Template } from '#shared/templates/template';
import { newDocument } from '../files/document-file';
import { layOut } from '../layout/lay-out';

/** Makes a template the open document, laid out on a thread of its own. The one that was asked for last wins. */
export async function openTemplate(template: Template): Promise<void> {
  const layout = await layOut({ graph: template.graph() });
  if (layout) await newDocument(template.project(layout));
}
