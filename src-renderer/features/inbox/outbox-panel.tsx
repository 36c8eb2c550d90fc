import { Button, Modal } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { OutboxEntry } from '../../../src-preload/contract/outbox.ts';
import { useInbox } from './inbox-context.ts';
import { OutboxNote } from './outbox-note.tsx';
import { RowList } from '../../ui/row-list.tsx';
import styles from './outbox-panel.module.css';

/** How many messages wait and how many gave up, and on a click which. Not there while there are none. */
export const OutboxPanel = memo(function OutboxPanel(): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const outbox = useInbox((state) => state.outbox);
  const failed = outbox.filter(({ message }) => message.outbox?.state === 'failed').length;
  const waiting = outbox.length - failed;
  if (outbox.length === 0 && !isOpen) return null;
  const words = [
    ...(waiting > 0 ? [t('outbox.waiting', { count: waiting })] : []),
    ...(failed > 0 ? [t('outbox.gaveUp', { count: failed })] : []),
  ].join(', ');
  return (
    <>
      <button
        type="button"
        className={styles.summary}
        data-failed={failed > 0}
        onClick={() => setOpen(true)}
      >
        <IconClockPause size="1.1em" stroke={1.9} aria-hidden="true" />
        {words}
      </button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('outbox.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {outbox.length === 0 ? <p>{t('outbox.empty')}</p> : null}
        <RowList className={styles.list}>
          {outbox.map((entry) => (
            <Entry key={entry.message.messageId} entry={entry} onLeave={() => setOpen(false)} />
          ))}
        </RowList>
        {failed > 1 ? <AllThatGaveUp count={failed} /> : null}
      </Modal>
    </>
  );
});

/** What can be done with them all at once; before they are thrown away it is asked once more. */
function AllThatGaveUp({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation();
  const retryAll = useInbox((state) => state.retryAll);
  const discardFailed = useInbox((state) => state.discardFailed);
  const [asks, setAsks] = useState(false);
  return (
    <div className={styles.all}>
      <Button variant="light" onClick={() => void retryAll()}>
        {t('outbox.retryAll')}
      </Button>
      {asks ? (
        <>
          <Button color="red" onClick={() => void discardFailed()}>
            {t('outbox.discardAllReally', { count })}
          </Button>
          <Button variant="subtle" color="gray" autoFocus onClick={() => setAsks(false)}>
            {t('outbox.keep')}
          </Button>
        </>
      ) : (
        <Button variant="subtle" color="gray" onClick={() => setAsks(true)}>
          {t('outbox.discardAll')}
        </Button>
      )}
    </div>
  );
}

function Entry({
  entry: { message, conversationName },
  onLeave,
}: {
  readonly entry: OutboxEntry;
  readonly onLeave: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const open = useInbox((state) => state.openConversation);
  const retry = useInbox((state) => state.retryMessage);
  const discard = useInbox((state) => state.discardMessage);
  const { conversationId, content, type, outbox } = message;
  return (
    <li className={styles.entry}>
      <button
        type="button"
        className={styles.what}
        onClick={() => {
          onLeave();
          void open(conversationId);
        }}
      >
        <strong dir="auto">{conversationName ?? t('outbox.unknownConversation')}</strong>
        <span dir="auto">{content === '' ? t(`thread.types.${type}`) : content}</span>
      </button>
      {outbox === null ? null : (
        <OutboxNote
          message={message}
          outbox={outbox}
          onRetry={(messageId) => void retry(conversationId, messageId)}
          onDiscard={(messageId) => void discard(conversationId, messageId)}
        />
      )}
    </li>
  );
}
