import { Button } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useStore } from 'zustand';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { ErrorLine } from '../../ui/error-state.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { type AccessLogStore, rowKey } from './access-log-store.ts';
import { useAccessWords } from './access-words.ts';
import styles from './access-log.module.css';

/** Who saw a person's data. It is read when somebody asks for it: reading it is logged, too. */
export function PersonAccess({
  store,
  contactId,
}: {
  readonly store: AccessLogStore;
  readonly contactId: ContactId;
}): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const toggle = (): void => {
    setOpen(!isOpen);
    if (!isOpen) void store.getState().loadContact(contactId);
  };
  return (
    <div>
      <Button
        variant="default"
        size="compact-sm"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={toggle}
      >
        {t(isOpen ? 'accessLog.hidePerson' : 'accessLog.showPerson')}
      </Button>
      <div id={listId}>{isOpen ? <Rows store={store} contactId={contactId} /> : null}</div>
    </div>
  );
}

function Rows({
  store,
  contactId,
}: {
  readonly store: AccessLogStore;
  readonly contactId: ContactId;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const words = useAccessWords();
  const data = useStore(store, (state) => state.ofContact);
  const list = shownValue(data);
  if (data.status === 'failed') {
    return (
      <ErrorLine
        failure={data.failure}
        onRetry={() => void store.getState().loadContact(contactId)}
      />
    );
  }
  if (list === undefined) return <SkeletonRows count={3} withAvatar={false} />;
  if (list.items.length === 0) return <p className={styles.help}>{t('accessLog.personEmpty')}</p>;
  const loadMore = (): void => void store.getState().loadMoreOfContact();
  return (
    <>
      <ol className={styles.person} aria-label={t('accessLog.personTitle')}>
        {list.items.map((row) => (
          <li key={rowKey(row)}>
            <span dir="auto">{words.who(row)}</span>{' '}
            <span>
              {t(`accessLog.actions.${row.action}`)} · {t(`accessLog.kinds.${row.subjectKind}`)}
              {row.outcome === 'done' ? '' : ` · ${t(`accessLog.outcomes.${row.outcome}`)}`}
            </span>
            <time className={styles.help} dateTime={new Date(row.at).toISOString()}>
              {formats.full(row.at)}
            </time>
          </li>
        ))}
      </ol>
      {list.next !== null && list.more === 'idle' ? (
        <Button variant="subtle" size="compact-xs" onClick={loadMore}>
          {t('accessLog.more')}
        </Button>
      ) : (
        <LoadMore more={list.more} onRetry={loadMore} />
      )}
    </>
  );
}
