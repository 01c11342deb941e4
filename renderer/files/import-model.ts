import { importDocument } from './document-file';

/** Lets the user choose a file in which Keras or TensorFlow.js keeps a model; the page reads it itself, on the desktop, too. */
export function chooseModel(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.keras,.json';
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) void importDocument(file);
  });
  input.click();
}

/** Takes .keras files that are dropped anywhere on the page before anything else does. @returns how to end it. */
export function startModelDrops(): () => void {
  const drop = (event: DragEvent) => {
    const file = [...(event.dataTransfer?.files ?? [])].find(({ name }) => name.endsWith('.keras'));
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    void importDocument(file);
  };
  window.addEventListener('drop', drop, { capture: true });
  return () => window.removeEventListener('drop', drop, { capture: true });
}
