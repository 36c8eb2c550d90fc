import { ActionIcon, Button, Checkbox, NativeSelect, Popover, Tooltip } from '@mantine/core';
import { IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import {
  conversationStatuses,
  ConversationFilter,
  fixedViews,
  priorities,
} from '../../../../src-preload/contract/conversation-filter.ts';
import type { Session } from '../../../../src-preload/contract/session.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { accountLabels } from '../account-labels.ts';
import { useInbox } from '../inbox-context.ts';
import styles from './filter-menu.module.css';
import { useOfferedLabels } from '../labels/offered-labels.ts';
import { type FilterPart, fixedViewOf, withPart } from './view-names.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Narrows down what the list shows; each change takes effect at once. */
export function FilterMenu({ sessions }: { readonly sessions: readonly Session[] }): ReactNode {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const query = useInbox((state) => state.query);
  const loadBusinesses = useInbox((state) => state.loadBusinesses);
  const loadCampaigns = useInbox((state) => state.loadCampaigns);
  const isOwn = fixedViewOf(query) === undefined;
  const name = t(isOwn ? 'inboxList.filterOn' : 'inboxList.filter');
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={340}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={name} disabled={opened}>
          <ActionIcon
            variant={isOwn ? 'light' : 'subtle'}
            {...(!isOwn && { color: 'gray' })}
            aria-label={name}
            onClick={() => {
              setOpened(!opened);
              if (opened) return;
              void loadBusinesses();
              void loadCampaigns();
            }}
          >
            {isOwn ? <IconFilterFilled size="1.1rem" /> : <IconFilter size="1.1rem" stroke={1.8} />}
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>
        <FilterFields sessions={sessions} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterFields({ sessions }: { readonly sessions: readonly Session[] }): ReactNode {
  const { t } = useTranslation();
  const query = useInbox((state) => state.query);
  const show = useInbox((state) => state.show);
  const colleagues = shownValue(useInbox((state) => state.colleagues)) ?? [];
  const businesses = useInbox((state) => state.businesses);
  const campaigns = useInbox((state) => state.campaigns);
  const { filter } = query;
  const labels = useOfferedLabels();
  const accounts = accountLabels(sessions);
  const change = (next: ConversationFilter): void => void show({ ...query, filter: next });

  const select = (part: FilterPart, label: string, choices: readonly Choice[]): ReactNode => (
    <NativeSelect
      size="xs"
      label={label}
      value={filter[part]?.toString() ?? ''}
      data={[{ value: '', label: t('inboxList.any') }, ...choices]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        // What can be chosen are values of the filter, as texts.
        const chosen =
          part === 'isArchived' && value !== '' ? value === 'true' : value || undefined;
        change(ConversationFilter.parse({ ...filter, [part]: chosen }));
      }}
    />
  );
  const check = (part: 'isUnread' | 'mentionsMe' | 'isWaiting', label: string): ReactNode => (
    <Checkbox
      size="xs"
      label={label}
      checked={filter[part] === true}
      onChange={(event) =>
        change(withPart(filter, part, event.currentTarget.checked ? true : undefined))
      }
    />
  );
  const known = filter.label !== undefined && !labels.includes(filter.label) ? [filter.label] : [];
  return (
    <div className={styles.fields}>
      <div className={styles.selects}>
        {select(
          'status',
          t('inboxList.status'),
          conversationStatuses.map((value) => ({ value, label: t(`inboxList.statuses.${value}`) })),
        )}
        {select('assignee', t('inboxList.assignee'), [
          { value: 'me', label: t('inboxList.me') },
          { value: 'nobody', label: t('inboxList.nobody') },
          ...colleagues.map((each) => ({ value: each.userId, label: each.name })),
        ])}
        {select(
          'label',
          t('inboxList.label'),
          [...known, ...labels].map((value) => ({ value, label: value })),
        )}
        {select(
          'priority',
          t('inboxList.priority'),
          priorities
            .toReversed()
            .map((value) => ({ value, label: t(`inboxList.priorities.${value}`) })),
        )}
        {accounts.size === 0
          ? null
          : select(
              'sessionId',
              t('inboxList.account'),
              [...accounts].map(([value, label]) => ({ value, label })),
            )}
        {businesses.length === 0
          ? null
          : select(
              'businessId',
              t('inboxList.business'),
              businesses.map((each) => ({ value: each.businessId, label: each.name })),
            )}
        {campaigns.length === 0
          ? null
          : select(
              'campaignId',
              t('campaigns.campaign'),
              campaigns.map((each) => ({ value: each.campaignId, label: each.name })),
            )}
        {select('isArchived', t('inboxList.archive'), [
          { value: 'false', label: t('inboxList.notArchived') },
          { value: 'true', label: t('inboxList.archived') },
        ])}
      </div>
      {check('isUnread', t('inboxList.unread'))}
      {check('mentionsMe', t('inboxList.views.mentions'))}
      {check('isWaiting', t('inboxList.waiting'))}
      <Button
        size="compact-sm"
        variant="default"
        disabled={fixedViewOf(query) !== undefined}
        onClick={() => void show(fixedViews.open)}
      >
        {t('inboxList.clearFilter')}
      </Button>
    </div>
  );
}
