import type { ComponentProps, ReactNode } from 'react';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useWorkspace } from './workspace-context.ts';

/** A dialog that takes a passphrase, and forgets it when it is closed. */
export function PassphraseDialog(
  properties: Omit<ComponentProps<typeof FormDialog>, 'isBusy' | 'failure' | 'onClose'>,
): ReactNode {
  const isBusy = useWorkspace((state) => state.isBusy);
  const failure = useWorkspace((state) => state.failure);
  const cancel = useWorkspace((state) => state.cancel);
  return <FormDialog {...properties} isBusy={isBusy} failure={failure} onClose={cancel} />;
}
