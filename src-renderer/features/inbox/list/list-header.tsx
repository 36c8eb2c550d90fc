import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import {
  conversationSorts,
  fixedViewNames,
  fixedViews,
} from '../../../../src-preload/contract/conversation-filter.ts';
import type { Session } from '../../../../src-preload/contract/session.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useInbox } from '../inbox-context.ts';
import { FilterChips } from './filter-chips.tsx';
import { FilterMenu } from './filter-menu.tsx';
import styles from './list-header.module.css';
import { fixedViewOf } from './view-names.ts';

/** What the list shows: its view with the number of conversations in it, a filter, and the order. */
export function ListHeader({ sessions }: { readonly sessions: readonly Session[] }): ReactNode {
  const startCounting = useInbox((state) => state.startCounting);
  useEffect(() => startCounting(), [startCounting]);
  return (
    <>
      <header className={styles.header}>
        <ViewMenu />
        <FilterMenu sessions={sessions} />
        <SortMenu />
      </header>
      <FilterChips sessions={sessions} />
    </>
  );
}

function ViewMenu(): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const query = useInbox((state) => state.query);
  const counts = useInbox((state) => state.counts);
  const show = useInbox((state) => state.show);
  const current = fixedViewOf(query);
  const title = current === undefined ? t('inboxList.filtered') : t(`inboxList.views.${current}`);
  return (
    <Menu position="bottom-start" width={260} returnFocus>
      <Menu.Target>
        <UnstyledButton
          className={styles.view}
          aria-label={t('inboxList.chooseView', { view: title })}
        >
          <h1 className={styles.title}>{title}</h1>
          {current === undefined || counts === null ? null : (
            <span className={styles.count}>{formats.number(counts[current])}</span>
          )}
          <IconChevronDown size="1rem" stroke={2} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {fixedViewNames.map((name) => (
          <Menu.Item
            key={name}
            data-current={name === current}
            className={styles.item}
            rightSection={
              counts === null ? null : (
                <span className={styles.count}>{formats.number(counts[name])}</span>
              )
            }
            onClick={() => void show(fixedViews[name])}
          >
            {t(`inboxList.views.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function SortMenu(): ReactNode {
  const { t } = useTranslation();
  const query = useInbox((state) => state.query);
  const show = useInbox((state) => state.show);
  const label = t('inboxList.sort', { order: t(`inboxList.sorts.${query.sort}`) });
  return (
    <Menu position="bottom-end" width={230} returnFocus>
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon variant="subtle" color="gray" aria-label={label}>
            <IconArrowsSort size="1.1rem" stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {conversationSorts.map((sort) => (
          <Menu.Item
            key={sort}
            rightSection={
              sort === query.sort ? <IconCheck size="1rem" stroke={1.8} aria-hidden="true" /> : null
            }
            onClick={() => void show({ ...query, sort })}
          >
            {t(`inboxList.sorts.${sort}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
