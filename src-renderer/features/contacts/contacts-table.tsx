import { Button, UnstyledButton } from '@mantine/core';
import { type ReactNode, useMemo, useRef } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Contact, ContactCursor } from '../../../src-preload/contract/contact.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { PagedList } from '../../bridge/paged-list.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { useRowHeight } from '../../ui/density.tsx';
import { useRowKeys } from '../../ui/use-row-keys.ts';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import { BusinessMenu } from './business-menu.tsx';
import { ColumnHeads } from './column-heads.tsx';
import { useContacts } from './contacts-context.ts';
import styles from './contacts-table.module.css';
import { JoinedIds } from './joined-ids.tsx';

const rowRem = { comfortable: 3, compact: 2.375 };

interface ContactsTableProperties {
  readonly list: PagedList<Contact, ContactCursor>;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
}

/** All contacts in the order of a column. Only the rows in view are drawn, so the roles of a table are given by hand. */
export function ContactsTable({ list, onOpenConversation }: ContactsTableProperties): ReactNode {
  const { t } = useTranslation();
  const loadMore = useContacts((state) => state.loadMore);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(rowRem);
  const keys = useMemo(() => list.items.map((contact) => contact.contactId), [list.items]);
  const { rows, totalHeight, scrollToRow } = useVirtualRows({
    scroller,
    keys,
    rowHeight,
    canLoadMore: list.next !== null && list.more === 'idle',
    loadMore,
    paddingEnd: 8,
  });
  const onKeyDown = useRowKeys({
    list: scroller,
    virtual: { count: list.items.length, scrollToRow },
  });

  return (
    <div
      role="table"
      aria-label={t('contacts.title')}
      aria-rowcount={list.next === null ? list.items.length + 1 : -1}
      className={styles.table}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.columns}>
          <ColumnHeads />
        </div>
      </div>
      {/* Focusable, so that the keys have somewhere to begin. */}
      <div
        ref={scroller}
        role="rowgroup"
        className={styles.body}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles.rows} style={{ height: totalHeight }}>
          {rows.map((row) => {
            const contact = list.items[row.index];
            return contact === undefined ? null : (
              <ContactRow
                key={row.key}
                contact={contact}
                index={row.index}
                top={row.start}
                height={row.size}
                onOpenConversation={onOpenConversation}
              />
            );
          })}
        </div>
        <LoadMore more={list.more} onRetry={() => void loadMore()} />
      </div>
    </div>
  );
}

interface ContactRowProperties {
  readonly contact: Contact;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
}

function ContactRow({
  contact,
  index,
  top,
  height,
  onOpenConversation,
}: ContactRowProperties): ReactNode {
  const { t } = useTranslation();
  const openCard = useContacts((state) => state.openCard);
  const formats = useTimeFormats();
  const { conversationId, name, pushname } = contact;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-testid="contact"
      data-row={index}
      className={`${styles.columns ?? ''} ${styles.row ?? ''}`}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <span role="cell" className={styles.who}>
        <Avatar name={name} colourKey={conversationId ?? contact.contactId} size="small" />
        <UnstyledButton
          className={styles.name}
          dir="auto"
          aria-label={t('contactCard.show', { name })}
          onClick={() => void openCard(contact.contactId)}
        >
          {name}
        </UnstyledButton>
        {pushname === null || pushname === name ? null : (
          <span className={styles.pushname} dir="auto">
            {t('contacts.pushname', { name: pushname })}
          </span>
        )}
        {contact.isBusiness ? <span className={styles.tag}>{t('contacts.business')}</span> : null}
        {conversationId !== null && contact.idCount > 1 ? (
          <JoinedIds name={name} conversationId={conversationId} count={contact.idCount} />
        ) : null}
        {contact.mergedCount > 0 ? (
          <span className={styles.tag}>{t('duplicates.mergedTag')}</span>
        ) : null}
        {contact.isBlocked ? (
          <span className={styles.tag} data-tone="danger">
            {t('contacts.blocked')}
          </span>
        ) : null}
      </span>
      <span role="cell" className={`${styles.roomy ?? ''} ${styles.company ?? ''}`} dir="auto">
        {contact.company}
      </span>
      <span role="cell" className={styles.number}>
        {contact.phoneNumber}
      </span>
      <span role="cell" className={`${styles.usual ?? ''} ${styles.business ?? ''}`}>
        <BusinessMenu contact={contact} />
      </span>
      <span role="cell" className={`${styles.usual ?? ''} ${styles.numeric ?? ''}`}>
        {contact.leadCount === 0 ? (
          <span className={styles.none}>–</span>
        ) : (
          <span className={styles.lead}>{contact.leadCount}</span>
        )}
      </span>
      <span role="cell" className={`${styles.usual ?? ''} ${styles.time ?? ''}`}>
        {contact.lastInteractionAt === null ? (
          t('contacts.never')
        ) : (
          <TimeText timestamp={contact.lastInteractionAt} />
        )}
      </span>
      <span role="cell" className={`${styles.roomiest ?? ''} ${styles.time ?? ''}`}>
        {formats.date(contact.createdAt)}
      </span>
      <span role="cell" className={styles.action}>
        {conversationId === null ? null : (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('contacts.openConversation', { name })}
            onClick={() => onOpenConversation(conversationId)}
          >
            {t('contacts.open')}
          </Button>
        )}
      </span>
    </div>
  );
}
