import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { useInbox } from '../inbox-context.ts';
import styles from './blocked-note.module.css';

/** In the place of the composer, whose draft is kept: to somebody who is blocked nothing can be sent. */
export function BlockedNote({
  conversation,
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const care = useInbox((state) => state.care);
  const [isBusy, setBusy] = useState(false);
  return (
    <div className={styles.note} role="status">
      <IconBan size="1.2rem" stroke={1.8} aria-hidden="true" />
      <p>{t('block.stopped', { name: conversation.name })}</p>
      <Button
        size="compact-sm"
        variant="default"
        loading={isBusy}
        onClick={() => {
          setBusy(true);
          void care([conversation], { kind: 'block', isBlocked: false }).finally(() =>
            setBusy(false),
          );
        }}
      >
        {t('block.unblock')}
      </Button>
    </div>
  );
}
