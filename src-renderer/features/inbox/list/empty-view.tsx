import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { fixedViews } from '../../../../src-preload/contract/conversation-filter.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useInbox } from '../inbox-context.ts';
import { fixedViewOf } from './view-names.ts';

/** In the place of a list in which nothing is. */
export function EmptyView(): ReactNode {
  const { t } = useTranslation();
  const query = useInbox((state) => state.query);
  const show = useInbox((state) => state.show);
  return (
    <EmptyState
      icon={<IconCircleCheck size="1.6rem" stroke={1.6} />}
      title={t('inboxList.emptyTitle')}
      action={
        fixedViewOf(query) === 'open' ? undefined : (
          <Button variant="default" onClick={() => void show(fixedViews.open)}>
            {t('inboxList.showOpen')}
          </Button>
        )
      }
    >
      {t('inboxList.emptyText')}
    </EmptyState>
  );
}
