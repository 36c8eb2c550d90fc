import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ContactCard } from '../../../../src-preload/contract/contact.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { BusinessMenu } from '../business-menu.tsx';
import styles from './contact-card.module.css';

/** What is known of a contact that nobody has to write down. */
export function ContactFacts({ card }: { readonly card: ContactCard }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const { shortName, name, isOnline, lastSeen, lastInteractionAt, createdAt } = card;
  return (
    <dl className={styles.facts}>
      <dt>{t('contacts.columns.business')}</dt>
      <dd>
        <BusinessMenu contact={card} />
      </dd>
      {shortName === null || shortName === name ? null : (
        <>
          <dt>{t('contactCard.shortName')}</dt>
          <dd dir="auto">{shortName}</dd>
        </>
      )}
      {isOnline || lastSeen !== null ? (
        <>
          <dt>{t('contactCard.lastSeen')}</dt>
          <dd>
            {isOnline || lastSeen === null ? (
              t('contactCard.online')
            ) : (
              <TimeText timestamp={lastSeen} />
            )}
          </dd>
        </>
      ) : null}
      <dt>{t('contacts.columns.lastInteraction')}</dt>
      <dd>
        {lastInteractionAt === null ? (
          t('contacts.never')
        ) : (
          <TimeText timestamp={lastInteractionAt} />
        )}
      </dd>
      <dt>{t('contacts.columns.created')}</dt>
      <dd>{formats.date(createdAt)}</dd>
    </dl>
  );
}
