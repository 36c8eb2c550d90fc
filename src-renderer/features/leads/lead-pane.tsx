import type { ReactNode } from 'react';
import type { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { LeadPage } from './page/lead-page.tsx';
import { LeadsProvider, useLeads } from './leads-context.ts';
import type { LeadsStore } from './leads-store.ts';
import { LostDialog } from './lost-dialog.tsx';
import { MakeLeadDialog } from './make/make-lead-dialog.tsx';

interface LeadPaneProperties {
  readonly store: LeadsStore;
  /** Whether it lies over the area's edge rather than beside it. */
  readonly isOver: boolean;
  /** Opens a conversation, at a message where there is one. */
  readonly onOpenMessage: (conversationId: ConversationId, messageId: MessageId | null) => void;
}

/** The page of the open lead, beside whatever area is shown, and what is asked about a change. */
export function LeadPane({ store, ...page }: LeadPaneProperties): ReactNode {
  return (
    <LeadsProvider store={store}>
      <OpenPage {...page} />
      <ConflictDialog />
      <LostDialog />
      <MakeLeadDialog />
    </LeadsProvider>
  );
}

function OpenPage(page: Omit<LeadPaneProperties, 'store'>): ReactNode {
  const openId = useLeads((state) => state.openId);
  return openId === null ? null : <LeadPage key={openId} {...page} />;
}
