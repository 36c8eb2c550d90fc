import { ActionIcon, Button, Menu, Progress } from '@mantine/core';
import { IconChevronDown, IconSelectAll, IconX } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { idle, shownValue } from '../../../bridge/remote-data.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useInbox } from '../inbox-context.ts';
import styles from './bulk-bar.module.css';
import { CareMenuItems } from './care-menu-items.tsx';

/** How many of what failed are named; the rest is counted. */
const NAMED = 3;

/** What is picked and what to do with it; then how far that is, and what could not be done. */
export const BulkBar = memo(function BulkBar(): ReactNode {
  const { t } = useTranslation();
  const picked = useInbox((state) => state.picked);
  const clear = useInbox((state) => state.clearPicks);
  const pickAll = useInbox((state) => state.pickAll);
  const bulk = useInbox((state) => state.bulk);
  // Without a selection it is not drawn with each change of the list.
  const conversations = useInbox((state) => (state.picked.size === 0 ? idle : state.conversations));
  const isRunning = bulk !== null && bulk.done < bulk.total;
  return (
    <>
      {picked.size === 0 || isRunning ? null : (
        <div className={styles.bar} role="toolbar" aria-label={t('inboxList.menuOfMany')}>
          <span className={styles.count} role="status">
            {t('inboxList.selected', { count: picked.size })}
          </span>
          <Menu position="bottom-end" width={230} returnFocus>
            <Menu.Target>
              <Button
                size="compact-sm"
                variant="light"
                rightSection={<IconChevronDown size="0.875rem" stroke={2} />}
              >
                {t('inboxList.actions')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <CareMenuItems targets={[...picked.values()]} />
            </Menu.Dropdown>
          </Menu>
          <IconButton
            name={t('inboxList.selectAll')}
            size="md"
            onClick={() => pickAll(shownValue(conversations)?.items ?? [])}
          >
            <IconSelectAll size="1rem" stroke={1.8} />
          </IconButton>
          <IconButton name={t('inboxList.clearSelection')} size="md" onClick={clear}>
            <IconX size="1rem" stroke={1.8} />
          </IconButton>
        </div>
      )}
      <BulkReport />
    </>
  );
});

function BulkReport(): ReactNode {
  const { t } = useTranslation();
  const bulk = useInbox((state) => state.bulk);
  const close = useInbox((state) => state.closeBulk);
  if (bulk === null) return null;
  const { total, done, failed } = bulk;
  if (done < total) {
    return (
      <div className={styles.report} role="status">
        <span>{t('inboxList.running', { done, total })}</span>
        <Progress value={(100 * done) / total} size="xs" aria-hidden="true" />
      </div>
    );
  }
  return (
    <div className={styles.report} role="status" data-failed={failed.length > 0}>
      <div className={styles.reportLine}>
        <span>
          {failed.length === 0
            ? t('inboxList.ranAll', { count: total })
            : t('inboxList.failed', { count: failed.length })}
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('inboxList.dismiss')}
          onClick={close}
        >
          <IconX size="0.875rem" stroke={2} />
        </ActionIcon>
      </div>
      {failed.length === 0 ? null : (
        <ul className={styles.failed}>
          {failed.slice(0, NAMED).map(({ conversation, failure }) => (
            <li key={conversation.conversationId}>
              <strong>
                <bdi>{conversation.name}</bdi>:
              </strong>{' '}
              {t(`errors.${failure.code}.happened`)}
            </li>
          ))}
          {failed.length <= NAMED ? null : (
            <li>{t('inboxList.failedMore', { count: failed.length - NAMED })}</li>
          )}
        </ul>
      )}
    </div>
  );
}
