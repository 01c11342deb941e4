import type { EngineHandlers } from '#shared/protocol/requests';
import { ok } from '#shared/result';
import type { Workspace } from './workspace';

type WorkspaceRequest = 'workspace.list' | 'workspace.read' | 'workspace.write';

export const workspaceHandlers = (workspace: Workspace): Pick<EngineHandlers, WorkspaceRequest> => ({
  async 'workspace.list'() {
    const files = await workspace.list();
    return files.ok ? ok({ folder: workspace.folder, files: files.value }) : files;
  },
  'workspace.read': ({ name }) => workspace.read(name),
  'workspace.write': ({ name, text, revision }) => workspace.write(name, text, revision),
});
