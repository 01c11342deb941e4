/**
 * Puts a text on the system's clipboard, in answer to a click. By the `copy` event, which needs no permission of the browser's.
 * @returns whether it is there
 */
export function copyText(text: string): boolean {
  const fill = (event: ClipboardEvent) => {
    event.preventDefault();
    // The canvas, too, listens to what is copied.
    event.stopImmediatePropagation();
    event.clipboardData?.setData('text/plain', text);
  };
  window.addEventListener('copy', fill, { capture: true });
  try {
    return document.execCommand('copy');
  } finally {
    window.removeEventListener('copy', fill, { capture: true });
  }
}
