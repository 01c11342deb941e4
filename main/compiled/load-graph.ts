import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSavedModel, type NodeDef } from './graph-def';

/**
 * Starts a session with a graph. TensorFlow takes one from a SavedModel folder only; it is gone again once loaded.
 * @param load starts the session of the folder's graph with a tag, and gives the session's number
 */
export function loadGraph(nodes: readonly NodeDef[], load: (folder: string, tag: string) => number): number {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(nodes));
    return load(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
