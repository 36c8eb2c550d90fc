import { UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Session } from '../../../../src-preload/contract/session.ts';
import { accountLabels } from '../account-labels.ts';
import { useInbox } from '../inbox-context.ts';
import { colleagueName } from '../inbox-state.ts';
import { labelStyle } from '../../../labels/label-colour.ts';
import { useLabelColour } from '../../../labels/use-team-labels.ts';
import styles from './list-header.module.css';
import { type FilterPart, filterParts, fixedViewOf, withPart } from './view-names.ts';

/** Each part of a filter that somebody put together; a click goes on without it. */
export function FilterChips({ sessions }: { readonly sessions: readonly Session[] }): ReactNode {
  const { t } = useTranslation();
  const query = useInbox((state) => state.query);
  const show = useInbox((state) => state.show);
  const { filter } = query;
  const labelColour = useLabelColour(filter.label ?? '');
  const assigneeName = useInbox((state) =>
    filter.assignee === undefined || filter.assignee === 'me' || filter.assignee === 'nobody'
      ? undefined
      : colleagueName(state, filter.assignee),
  );
  const business = useInbox((state) =>
    state.businesses.find(({ businessId }) => businessId === filter.businessId),
  );
  const campaign = useInbox((state) =>
    state.campaigns.find(({ campaignId }) => campaignId === filter.campaignId),
  );
  if (fixedViewOf(query) !== undefined) return null;

  const assignee = (): string => {
    if (filter.assignee === 'me') return t('inboxList.me');
    if (filter.assignee === 'nobody') return t('inboxList.nobody');
    return assigneeName ?? t('inboxList.somebody');
  };
  const words: Record<FilterPart, () => string> = {
    status: () => t(`inboxList.statuses.${filter.status ?? 'open'}`),
    assignee: () => `${t('inboxList.assignee')}: ${assignee()}`,
    isUnread: () => t('inboxList.unread'),
    mentionsMe: () => t('inboxList.views.mentions'),
    isWaiting: () => t('inboxList.waiting'),
    label: () => filter.label ?? '',
    priority: () =>
      t('inboxList.priorityOf', {
        priority: t(`inboxList.priorities.${filter.priority ?? 'medium'}`),
      }),
    sessionId: () =>
      (filter.sessionId && accountLabels(sessions).get(filter.sessionId)) ?? t('inboxList.account'),
    businessId: () => business?.name ?? t('inboxList.business'),
    campaignId: () => campaign?.name ?? t('campaigns.campaign'),
    isArchived: () => t(filter.isArchived ? 'inboxList.archived' : 'inboxList.notArchived'),
  };
  const named = filterParts.filter((part) => filter[part] !== undefined);
  return named.length === 0 ? null : (
    <div className={styles.chips}>
      {named.map((part) => (
        <UnstyledButton
          key={part}
          className={styles.chip}
          {...(part === 'label' && {
            style: { ...labelStyle(labelColour), borderColor: 'transparent' },
          })}
          aria-label={t('inboxList.removeFilter', { what: words[part]() })}
          onClick={() => void show({ ...query, filter: withPart(filter, part, undefined) })}
        >
          <span dir="auto">{words[part]()}</span>
          <IconX size="0.75rem" stroke={2} aria-hidden="true" />
        </UnstyledButton>
      ))}
    </div>
  );
}
