import { Button } from '@mantine/core';
import { IconAddressBook, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ContactCard } from '../../../../src-preload/contract/contact.ts';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { ContactId } from '../../../../src-preload/contract/ids.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useInbox } from '../inbox-context.ts';
import { usePicture } from '../use-picture.ts';
import { PanelData } from './panel-data.tsx';
import { PanelSection } from './panel-section.tsx';
import styles from './side-panel.module.css';

interface ContactSectionProperties {
  readonly conversation: ConversationSummary;
  readonly hold: (contactId: ContactId) => ReactNode;
  readonly onOpenContact: (contactId: ContactId) => void;
}

/** Who is at the other end. */
export function ContactSection({
  conversation,
  hold,
  onOpenContact,
}: ContactSectionProperties): ReactNode {
  const { t } = useTranslation();
  const { conversationId, name, isGroup, phoneNumber } = conversation;
  const person = useInbox((state) => state.person);
  const load = useInbox((state) => state.loadPerson);
  return (
    <PanelSection section="contact">
      <div className={styles.who}>
        <Avatar
          name={name}
          colourKey={conversationId}
          isGroup={isGroup}
          pictureUrl={usePicture(conversationId)}
          size="large"
        />
        <div className={styles.lines}>
          <span className={styles.name} dir="auto" title={name}>
            {name}
          </span>
          <span className={styles.soft}>
            {isGroup ? t('inbox.group') : (phoneNumber ?? t('contactCard.numberHidden'))}
          </span>
        </div>
      </div>
      {isGroup ? null : (
        <PanelData data={person} lines={2} onRetry={() => void load()}>
          {(card) =>
            card === null ? (
              <EmptyState isSmall icon={<IconUser stroke={1.6} />} title={t('sidePanel.nobody')} />
            ) : (
              <>
                {hold(card.contactId)}
                <Facts card={card} />
                <Button
                  variant="default"
                  size="compact-sm"
                  className={styles.wide}
                  leftSection={<IconAddressBook size="1rem" stroke={1.8} aria-hidden="true" />}
                  onClick={() => onOpenContact(card.contactId)}
                >
                  {t('sidePanel.openCard')}
                </Button>
              </>
            )
          }
        </PanelData>
      )}
    </PanelSection>
  );
}

/** What the team and WhatsApp know; what nobody knows has no line. */
function Facts({ card }: { readonly card: ContactCard }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const { businessId, pushname, name, isOnline, lastSeen } = card;
  const business = useInbox(({ businesses }) =>
    businesses.find((each) => each.businessId === businessId),
  );
  const facts = [
    { key: 'pushname', value: pushname === name ? null : pushname },
    { key: 'email', value: card.email },
    { key: 'company', value: card.company },
    { key: 'jobTitle', value: card.title },
    { key: 'business', value: business?.name },
    { key: 'about', value: card.about },
    {
      key: 'lastSeen',
      value: isOnline
        ? t('contactCard.online')
        : lastSeen === null
          ? null
          : formats.short(lastSeen, now),
    },
    { key: 'notes', value: card.notes },
  ] as const;
  const known = facts.filter(({ value }) => Boolean(value));
  return (
    <>
      {card.isBlocked ? <p className={styles.warning}>{t('contacts.blocked')}</p> : null}
      {known.length === 0 ? null : (
        <dl className={styles.facts}>
          {known.map(({ key, value }) => (
            <div key={key}>
              <dt>{t(`sidePanel.facts.${key}`)}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
