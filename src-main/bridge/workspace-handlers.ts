import type { Lifecycle } from '../app/lifecycle.ts';
import type { WorkspaceAccess } from '../app/workspace-access.ts';
import type { HandlersOf } from './handlers.ts';

export function workspaceHandlers(
  lifecycle: Lifecycle,
  workspace: WorkspaceAccess,
): HandlersOf<'workspace'> {
  return {
    'workspace.status': () => workspace.status(),
    'workspace.unlock': async ({ passphrase }) => {
      await lifecycle.unlock(passphrase);
      return null;
    },
    'workspace.rotateKey': ({ passphrase }) => workspace.rotateKey(passphrase),
    'workspace.changePassphrase': async ({ current, next }) => {
      await workspace.changePassphrase(current, next);
      return null;
    },
  };
}
