import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ContactCard } from '../../../../src-preload/contract/contact.ts';
import type { ContactId, ConversationId, SessionId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useContacts } from '../contacts-context.ts';
import { ContactCardView } from './contact-card-view.tsx';

interface ContactDrawerProperties {
  readonly accountNames: ReadonlyMap<SessionId, string>;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
  readonly consent: (contactId: ContactId) => ReactNode;
  readonly hold: (card: ContactCard) => ReactNode;
  readonly data: (card: ContactCard) => ReactNode;
  readonly access: (contactId: ContactId) => ReactNode;
}

/** The card of the contact that was chosen, at the side of the list. */
export function ContactDrawer({
  accountNames,
  onOpenConversation,
  consent,
  hold,
  data,
  access,
}: ContactDrawerProperties): ReactNode {
  const { t } = useTranslation();
  const cardId = useContacts((state) => state.cardId);
  const card = useContacts((state) => state.card);
  const openCard = useContacts((state) => state.openCard);
  const closeCard = useContacts((state) => state.closeCard);
  const shown = shownValue(card);
  return (
    <Drawer
      opened={cardId !== null}
      onClose={closeCard}
      position="right"
      size="26rem"
      lockScroll={false}
      title={t('contactCard.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {shown === undefined ? (
        card.status === 'failed' && cardId !== null ? (
          <ErrorState
            title={t('contactCard.loadFailedTitle')}
            failure={card.failure}
            onRetry={() => void openCard(cardId)}
          />
        ) : (
          <SkeletonRows count={6} />
        )
      ) : (
        <ContactCardView
          key={shown.contactId}
          card={shown}
          accountNames={accountNames}
          consent={consent(shown.contactId)}
          hold={hold(shown)}
          data={data(shown)}
          access={access(shown.contactId)}
          onOpenConversation={(conversationId) => {
            closeCard();
            onOpenConversation(conversationId);
          }}
        />
      )}
    </Drawer>
  );
}
