import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconArrowsSort,
  IconBookmark,
  IconCheck,
  IconChevronDown,
  IconPencil,
} from '@tabler/icons-react';
import { memo, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import {
  conversationSorts,
  fixedViewNames,
  fixedViews,
} from '../../../../src-preload/contract/conversation-filter.ts';
import { COUNTED } from '../../../../src-preload/contract/conversation.ts';
import type { Session } from '../../../../src-preload/contract/session.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useInbox } from '../inbox-context.ts';
import { FilterChips } from './filter-chips.tsx';
import { FilterMenu } from './filter-menu.tsx';
import styles from './list-header.module.css';
import { shownCount } from './shown-count.ts';
import { fixedViewOf, sameQuery } from './view-names.ts';
import { EditViewsDialog, SaveViewDialog } from './views-dialog.tsx';

/** What the list shows: its view with the number of conversations in it, a filter, and the order. */
export const ListHeader = memo(function ListHeader({
  sessions,
}: {
  readonly sessions: readonly Session[];
}): ReactNode {
  const startCounting = useInbox((state) => state.startCounting);
  const loadViews = useInbox((state) => state.loadViews);
  useEffect(() => startCounting(), [startCounting]);
  useEffect(() => void loadViews(), [loadViews]);
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
});

function ViewMenu(): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const query = useInbox((state) => state.query);
  const counts = useInbox((state) => state.counts);
  const savedCounts = useInbox((state) => state.savedCounts);
  const shown = useInbox(shownCount);
  const show = useInbox((state) => state.show);
  const views = useInbox((state) => state.views);
  const [dialog, setDialog] = useState<'save' | 'edit' | null>(null);
  const saved = views.find((each) => sameQuery(each, query));
  const current = saved === undefined ? fixedViewOf(query) : undefined;
  const title =
    saved?.name ??
    (current === undefined ? t('inboxList.filtered') : t(`inboxList.views.${current}`));
  // A fixed view in its own order is there without being saved.
  const isFixed = current !== undefined && fixedViews[current].sort === query.sort;
  const isNew = saved === undefined && !isFixed;
  return (
    <>
      <Menu position="bottom-start" width={260} returnFocus>
        <Menu.Target>
          <UnstyledButton
            className={styles.view}
            aria-label={t('inboxList.chooseView', { view: title })}
          >
            <h1 className={styles.title}>{title}</h1>
            <ShownCount count={shown} />
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
          {views.length === 0 ? null : <Menu.Label>{t('inboxList.yourViews')}</Menu.Label>}
          {views.map(({ viewId, name, filter, sort }) => (
            <Menu.Item
              key={viewId}
              data-current={viewId === saved?.viewId}
              className={styles.item}
              rightSection={
                savedCounts.has(viewId) ? <ShownCount count={savedCounts.get(viewId)} /> : null
              }
              onClick={() => void show({ filter, sort })}
            >
              <span dir="auto">{name}</span>
            </Menu.Item>
          ))}
          {isNew || views.length > 0 ? <Menu.Divider /> : null}
          {isNew ? (
            <Menu.Item
              leftSection={<IconBookmark size="1rem" stroke={1.8} />}
              onClick={() => setDialog('save')}
            >
              {t('inboxList.saveView')}
            </Menu.Item>
          ) : null}
          {views.length === 0 ? null : (
            <Menu.Item
              leftSection={<IconPencil size="1rem" stroke={1.8} />}
              onClick={() => setDialog('edit')}
            >
              {t('inboxList.editViews')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SaveViewDialog opened={dialog === 'save'} onClose={() => setDialog(null)} />
      <EditViewsDialog opened={dialog === 'edit'} onClose={() => setDialog(null)} />
    </>
  );
}

/** Nobody is told a number before it is known. */
function ShownCount({ count }: { readonly count: number | undefined }): ReactNode {
  const formats = useTimeFormats();
  if (count === undefined) return <span className={styles.counting} aria-hidden="true" />;
  return (
    <span className={styles.count}>
      {count === COUNTED ? `${formats.number(COUNTED - 1)}+` : formats.number(count)}
    </span>
  );
}

function SortMenu(): ReactNode {
  const { t } = useTranslation();
  const query = useInbox((state) => state.query);
  const show = useInbox((state) => state.show);
  // Elsewhere nobody is mentioned, and it would be no order at all.
  const offered = conversationSorts.filter(
    (sort) => sort !== 'mentions' || query.filter.mentionsMe,
  );
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
        {offered.map((sort) => (
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
