import { Button } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ContactCard } from '../../../../src-preload/contract/contact.ts';
import type { ConversationId, SessionId } from '../../../../src-preload/contract/ids.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { pictureUrl } from '../../../ui/picture-url.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useContacts } from '../contacts-context.ts';
import styles from './contact-card.module.css';
import { AccountList } from './account-list.tsx';
import { ContactFacts } from './contact-facts.tsx';
import { DetailsForm } from './details-form.tsx';
import { MergeNotes } from './merge-notes.tsx';

interface ContactCardViewProperties {
  readonly card: ContactCard;
  readonly accountNames: ReadonlyMap<SessionId, string>;
  /** What the person has said about the use of their data. */
  readonly consent: ReactNode;
  /** Whether nothing of theirs may go. */
  readonly hold: ReactNode;
  /** Taking their data out, and erasing them. */
  readonly data: ReactNode;
  /** Who saw their data. */
  readonly access: ReactNode;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
}

export function ContactCardView({
  card,
  accountNames,
  consent,
  hold,
  data,
  access,
  onOpenConversation,
}: ContactCardViewProperties): ReactNode {
  const { t } = useTranslation();
  const pictureVersion = useContacts((state) => state.pictureVersion);
  const { name, pushname, phoneNumber, about, conversations } = card;
  const tags = [
    ...(card.isBusiness ? [t('contacts.business')] : []),
    ...(card.isVerified ? [t('contactCard.verified')] : []),
    ...(card.accounts.some(({ isBlocked }) => isBlocked) ? [t('contacts.blocked')] : []),
    ...(card.leadCount > 0 ? [t('contactCard.leads', { count: card.leadCount })] : []),
  ];
  return (
    <div className={styles.card}>
      <header className={styles.head}>
        <Avatar
          name={name}
          colourKey={card.conversationId ?? card.contactId}
          pictureUrl={
            card.conversationId === null
              ? undefined
              : pictureUrl(card.conversationId, pictureVersion)
          }
          size="large"
        />
        <div className={styles.who}>
          <h2 className={styles.name} dir="auto">
            {name}
          </h2>
          {pushname === null || pushname === name ? null : (
            <p className={styles.soft} dir="auto">
              {t('contacts.pushname', { name: pushname })}
            </p>
          )}
          <p className={styles.number}>{phoneNumber ?? t('contactCard.numberHidden')}</p>
        </div>
      </header>
      {tags.length === 0 ? null : (
        <ul className={styles.tags}>
          {tags.map((tag) => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      )}
      {about === null ? null : (
        <p className={styles.about} dir="auto">
          {about}
        </p>
      )}
      <ContactFacts card={card} />
      <DetailsForm card={card} />
      <AccountList card={card} accountNames={accountNames} />
      <section aria-label={t('contactCard.conversations')}>
        <h3 className={styles.title}>{t('contactCard.conversations')}</h3>
        {conversations.length === 0 ? (
          <p className={styles.soft}>{t('contactCard.noConversations')}</p>
        ) : (
          <ul className={styles.conversations}>
            {conversations.map(({ conversationId, sessionId, lastMessageAt, messageCount }) => {
              const account = accountNames.get(sessionId) ?? t('contactCard.otherAccount');
              return (
                <li key={conversationId}>
                  <Button
                    variant="default"
                    fullWidth
                    h="auto"
                    py="xs"
                    justify="flex-start"
                    leftSection={<IconMessage size="1.1rem" stroke={1.8} aria-hidden="true" />}
                    onClick={() => onOpenConversation(conversationId)}
                  >
                    <span className={styles.conversation}>
                      <span>{t('contactCard.through', { account })}</span>
                      <span className={styles.soft}>
                        {t('contactCard.messages', { count: messageCount })} ·{' '}
                        <TimeText timestamp={lastMessageAt} />
                      </span>
                    </span>
                  </Button>
                </li>
              );
            })}
          </ul>
        )}
      </section>
      <section aria-label={t('consent.title')}>
        <h3 className={styles.title}>{t('consent.title')}</h3>
        {consent}
      </section>
      <section aria-label={t('hold.cardTitle')}>
        <h3 className={styles.title}>{t('hold.cardTitle')}</h3>
        {hold}
      </section>
      <section aria-label={t('accessLog.personTitle')}>
        <h3 className={styles.title}>{t('accessLog.personTitle')}</h3>
        {access}
      </section>
      <section aria-label={t('dataExport.personTitle')}>
        <h3 className={styles.title}>{t('dataExport.personTitle')}</h3>
        <div className={styles.actions}>{data}</div>
      </section>
      <MergeNotes card={card} />
    </div>
  );
}
