import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { SessionId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useNow, useTimeFormats } from '../../ui/time/time-context.tsx';
import styles from './accounts-panel.module.css';
import { useAccounts } from './accounts-context.ts';

const MEGABYTE = 1024 * 1024;

/** What an account has done, and what it takes of this computer. Nothing while that is not known. */
export function AccountUsage({ sessionId }: { readonly sessionId: SessionId }): ReactNode {
  const { t } = useTranslation();
  const usage = useAccounts((state) => state.usage);
  const formats = useTimeFormats();
  const now = useNow('minutes');
  if (usage.status === 'failed') {
    return <p className={styles.usage}>{t('accounts.usage.failed')}</p>;
  }
  const known = shownValue(usage)?.find((each) => each.sessionId === sessionId);
  if (known === undefined) return null;
  const { messageCount, errorCount, lastError, lastErrorAt, lastActivity, memoryBytes } = known;
  const figures = [
    t('accounts.usage.messages', { count: messageCount, number: formats.number(messageCount) }),
    ...(lastActivity === undefined
      ? []
      : [t('accounts.usage.lastActivity', { time: formats.short(lastActivity, now) })]),
    ...(errorCount === 0 ? [] : [t('accounts.usage.errors', { count: errorCount })]),
    ...(memoryBytes === null
      ? []
      : [t('accounts.usage.memory', { megabytes: Math.round(memoryBytes / MEGABYTE) })]),
  ];
  return (
    <p className={styles.usage} data-testid="account-usage">
      {figures.join(' · ')}
      {lastError === undefined || lastErrorAt === undefined ? null : (
        <span className={styles.lastError}>
          {t('accounts.usage.lastError', {
            time: formats.short(lastErrorAt, now),
            error: lastError,
          })}
        </span>
      )}
    </p>
  );
}
