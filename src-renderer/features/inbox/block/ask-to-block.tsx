import { memo, type ReactNode } from 'react';
import { BlockDialog } from '../../../ui/block-dialog.tsx';
import { useInbox } from '../inbox-context.ts';

/** Asks before the person of a conversation is blocked through its account. */
export const AskToBlock = memo(function AskToBlock({
  accountLabels,
}: {
  readonly accountLabels: ReadonlyMap<string, string>;
}): ReactNode {
  const blocking = useInbox((state) => state.blocking);
  const askToBlock = useInbox((state) => state.askToBlock);
  const care = useInbox((state) => state.care);
  return (
    <BlockDialog
      isOpen={blocking !== null}
      name={blocking?.name ?? ''}
      account={blocking === null ? undefined : accountLabels.get(blocking.sessionId)}
      onClose={() => askToBlock(null)}
      onConfirm={() => {
        if (blocking !== null) void care([blocking], { kind: 'block', isBlocked: true });
      }}
    />
  );
});
