import { useTranslation } from '../../i18n/use-translation.tsx';
import type { PersonFigures } from '../../../src-preload/contract/analytics.ts';
import { useAnalytics } from './analytics-context.ts';

/** What whoever sent something is called: a colleague, or the phone. */
export function useSenderName(): (senderId: PersonFigures['senderId']) => string {
  const { t } = useTranslation();
  const colleagues = useAnalytics((state) => state.colleagues);
  return (senderId) =>
    senderId === 'phone'
      ? t('analytics.phone')
      : (colleagues.find(({ userId }) => userId === senderId)?.name ??
        t('analytics.formerColleague'));
}
