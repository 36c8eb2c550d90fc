import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { statusAt } from '../../../../src-preload/contract/conversation-filter.ts';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import { CareMenuItems } from './care-menu-items.tsx';
import styles from './status-control.module.css';

/** In the head of a thread: where the team is with it, and what to make of it. */
export const StatusControl = memo(function StatusControl({
  conversation,
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const status = statusAt(conversation, now);
  const words =
    status === 'snoozed'
      ? t('inboxList.snoozedUntil', { time: formats.soon(conversation.snoozedUntil ?? now, now) })
      : t(`inboxList.statuses.${status}`);
  return (
    <Menu position="bottom-end" width={230} returnFocus>
      <Menu.Target>
        <Button
          className={styles.status}
          variant={status === 'open' ? 'light' : 'default'}
          size="compact-sm"
          aria-label={t('inboxList.statusOf', { status: words })}
          rightSection={<IconChevronDown size="0.875rem" stroke={2} />}
        >
          {words}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <CareMenuItems targets={[conversation]} isShort />
      </Menu.Dropdown>
    </Menu>
  );
});
