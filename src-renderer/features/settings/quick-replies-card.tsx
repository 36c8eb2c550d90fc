import { ActionIcon, Button, Group, Modal, Text } from '@mantine/core';
import { IconBolt, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Business } from '../../../src-preload/contract/business.ts';
import type { QuickReply } from '../../../src-preload/contract/quick-reply.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { isolated } from '../../i18n/isolated.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { RowList } from '../../ui/row-list.tsx';
import styles from './quick-replies-card.module.css';
import { QuickReplyDialog } from './quick-reply-dialog.tsx';
import { useSettings } from './settings-context.ts';

/** What a dialog is about: one of the replies, or a new one. */
type Opened =
  | { readonly kind: 'edit'; readonly reply: QuickReply | null }
  | { readonly kind: 'delete'; readonly reply: QuickReply };

/** The team's quick replies: written, changed and deleted here. */
export function QuickRepliesCard(): ReactNode {
  const { t } = useTranslation();
  const data = useSettings((state) => state.quickReplies);
  const load = useSettings((state) => state.loadQuickReplies);
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => void load(), [load]);
  const value = shownValue(data);
  const close = (): void => setOpened(null);
  return (
    <section className={styles.card} aria-label={t('quickReplies.title')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('quickReplies.title')}</h2>
        <Button
          variant="light"
          size="xs"
          leftSection={<IconPlus size="1rem" stroke={1.9} aria-hidden="true" />}
          disabled={value === undefined}
          onClick={() => setOpened({ kind: 'edit', reply: null })}
        >
          {t('quickReplies.add')}
        </Button>
      </div>
      <p className={styles.help}>{t('quickReplies.help')}</p>
      {value === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('quickReplies.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={6} />
        )
      ) : value.replies.length === 0 ? (
        <EmptyState isSmall icon={<IconBolt stroke={1.6} />} title={t('quickReplies.none')} />
      ) : (
        <RowList className={styles.list}>
          {value.replies.map((reply) => (
            <ReplyRow
              key={reply.quickReplyId}
              reply={reply}
              businesses={value.businesses}
              onOpen={setOpened}
            />
          ))}
        </RowList>
      )}
      {value !== undefined && opened?.kind === 'edit' ? (
        <QuickReplyDialog reply={opened.reply} businesses={value.businesses} onClose={close} />
      ) : null}
      {opened?.kind === 'delete' ? <DeleteDialog reply={opened.reply} onClose={close} /> : null}
    </section>
  );
}

function ReplyRow({
  reply,
  businesses,
  onOpen,
}: {
  readonly reply: QuickReply;
  readonly businesses: readonly Business[];
  readonly onOpen: (opened: Opened) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { shortcut, content, businessId, isMarketing, updatedBy } = reply;
  const business = businesses.find((each) => each.businessId === businessId)?.name;
  const notes = [
    business === undefined ? t('quickReplies.allBusinesses') : isolated(business),
    ...(isMarketing ? [t('quickReplies.isMarketing')] : []),
    ...(updatedBy === null ? [] : [t('quickReplies.changedBy', { name: updatedBy })]),
  ];
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.shortcut}>/{shortcut}</span>
        <span className={styles.content} dir="auto">
          {content}
        </span>
        <span className={styles.notes}>{notes.join(' · ')}</span>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('quickReplies.edit', { shortcut })}
        onClick={() => onOpen({ kind: 'edit', reply })}
      >
        <IconPencil size="1.1rem" stroke={1.8} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('quickReplies.delete', { shortcut })}
        onClick={() => onOpen({ kind: 'delete', reply })}
      >
        <IconTrash size="1.1rem" stroke={1.8} />
      </ActionIcon>
    </li>
  );
}

function DeleteDialog({
  reply: { shortcut, quickReplyId },
  onClose,
}: {
  readonly reply: QuickReply;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const remove = useSettings((state) => state.deleteQuickReply);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('quickReplies.deleteTitle', { shortcut })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm">{t('quickReplies.deleteText')}</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          onClick={() => {
            void remove(quickReplyId);
            onClose();
          }}
        >
          {t('quickReplies.deleteConfirm')}
        </Button>
      </Group>
    </Modal>
  );
}
