import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { ContactId, LeadId, SessionId } from '../../../../src-preload/contract/ids.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { isShortcut } from '../../../ui/shortcuts.ts';
import { useInbox } from '../inbox-context.ts';
import { CareSection } from './care-section.tsx';
import { ContactSection } from './contact-section.tsx';
import { HistorySection } from './history-section.tsx';
import { LeadSection } from './lead-section.tsx';
import { MediaSection } from './media-section.tsx';
import { OtherConversations } from './other-conversations.tsx';
import { PanelSection } from './panel-section.tsx';
import styles from './side-panel.module.css';

interface SidePanelProperties {
  readonly conversation: ConversationSummary;
  readonly accountNames: ReadonlyMap<SessionId, string>;
  /** What the person has said about the use of their data. */
  readonly consent: ReactNode;
  /** That nothing of a person may go; nothing where it may. */
  readonly hold: (contactId: ContactId) => ReactNode;
  readonly onOpenContact: (contactId: ContactId) => void;
  readonly onOpenLead: (leadId: LeadId) => void;
  readonly onMakeLead: (conversation: ConversationSummary) => void;
}

/** Beside the open conversation: who it is with, and all that is known. */
export function SidePanel({
  conversation,
  accountNames,
  consent,
  hold,
  onOpenContact,
  onOpenLead,
  onMakeLead,
}: SidePanelProperties): ReactNode {
  const { t } = useTranslation();
  const { conversationId, name } = conversation;
  const showPanelOf = useInbox((state) => state.showPanelOf);
  const togglePanel = useInbox((state) => state.togglePanel);
  useEffect(() => showPanelOf(conversationId), [showPanelOf, conversationId]);
  const close = (): void => {
    togglePanel(localStorage);
    document.querySelector<HTMLElement>('[data-panel-button]')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // What is pressed in a menu comes by here, too, and is the menu's.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (!isInside || event.defaultPrevented || !isShortcut('leave', event)) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    // Escape is heard from everywhere inside; the controls themselves carry the roles.
    <aside
      className={styles.panel}
      aria-label={t('sidePanel.title', { name })}
      onKeyDown={onKeyDown}
    >
      <header className={styles.header}>
        <h2 className={styles.title}>{t('sidePanel.heading')}</h2>
        <IconButton name={t('sidePanel.close')} hint={t('sidePanel.hide')} onClick={close}>
          <IconX size="1.1rem" stroke={1.8} />
        </IconButton>
      </header>
      <div className={styles.sections} key={conversationId}>
        <ContactSection conversation={conversation} hold={hold} onOpenContact={onOpenContact} />
        <CareSection conversation={conversation} />
        <LeadSection conversation={conversation} onOpenLead={onOpenLead} onMakeLead={onMakeLead} />
        {conversation.isGroup ? null : <PanelSection section="consent">{consent}</PanelSection>}
        <OtherConversations conversation={conversation} accountNames={accountNames} />
        <MediaSection conversationId={conversationId} />
        <HistorySection conversation={conversation} />
      </div>
    </aside>
  );
}
