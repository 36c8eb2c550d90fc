import { Button, Menu } from '@mantine/core';
import { IconCheck, IconUserPlus } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { stillHere } from '../../access/still-here.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { Avatar } from '../../ui/avatar.tsx';
import styles from './care.module.css';
import { useInbox } from './inbox-context.ts';
import { colleagueName } from './inbox-state.ts';

/** Whose conversation it is; a click gives it to somebody else. */
export const AssignMenu = memo(function AssignMenu({
  conversation: { conversationId, assigneeId },
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const colleagues = useInbox((state) => state.colleagues);
  const load = useInbox((state) => state.loadColleagues);
  const assign = useInbox((state) => state.assign);
  const name = useInbox((state) => colleagueName(state, assigneeId)) ?? t('thread.somebody');
  const shown = shownValue(colleagues);
  const known = shown && stillHere(shown);
  return (
    // Opened, it asks again: a colleague may have joined since.
    <Menu position="bottom-end" width={240} onOpen={() => void load()} returnFocus>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          className={styles.assign}
          leftSection={
            assigneeId === null ? (
              <IconUserPlus size="1rem" stroke={1.8} />
            ) : (
              <Avatar name={name} colourKey={assigneeId} size="tiny" />
            )
          }
          aria-label={assigneeId === null ? t('thread.assign') : t('thread.assignedTo', { name })}
        >
          <span dir="auto">{assigneeId === null ? t('thread.assign') : name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('thread.assignTitle')}</Menu.Label>
        {known === undefined && colleagues.status === 'failed' ? (
          <Menu.Label>{t('thread.assignFailed')}</Menu.Label>
        ) : null}
        {known?.map((user) => (
          <Menu.Item
            key={user.userId}
            leftSection={<Avatar name={user.name} colourKey={user.userId} size="tiny" />}
            rightSection={
              user.userId === assigneeId ? <IconCheck size="1rem" stroke={2} /> : undefined
            }
            onClick={() => void assign(conversationId, user.userId)}
          >
            <span dir="auto">{user.name}</span>
          </Menu.Item>
        ))}
        {assigneeId === null ? null : (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void assign(conversationId, null)}>
              {t('thread.nobody')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
});
