import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { ErrorLine } from '../../ui/error-state.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { useAccessLog } from './access-log-context.ts';
import { useAccessWords } from './access-words.ts';
import styles from './access-log.module.css';

/** What the last check has found; nothing before the first. */
export function AccessCheck(): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const words = useAccessWords();
  const data = useAccessLog((state) => state.report);
  const verify = useAccessLog((state) => state.verify);
  const report = shownValue(data);
  if (data.status === 'failed') {
    return <ErrorLine failure={data.failure} onRetry={() => void verify()} />;
  }
  if (report === undefined) return null;
  const { rows, checkedAt, chains } = report;
  const broken = chains.filter((chain) => chain.break !== null);
  const counts = {
    rows: formats.number(rows),
    chains: formats.number(chains.length),
    time: formats.clock(checkedAt),
  };
  const dropped = chains.filter((chain) => chain.dropped !== undefined);
  const onPurpose =
    dropped.length === 0 ? null : (
      <ul className={styles.breaks}>
        {dropped.map((chain) => (
          <li key={chain.chainId}>{words.dropped(chain)}</li>
        ))}
      </ul>
    );
  if (broken.length === 0) {
    return (
      <div className={styles.check} role="status" data-tone="good">
        <IconShieldCheck size="1.1rem" stroke={1.8} aria-hidden="true" />
        <div>
          {t('accessLog.whole', counts)}
          {onPurpose}
        </div>
      </div>
    );
  }
  return (
    <div className={styles.check} role="alert" data-tone="danger">
      <IconAlertTriangle size="1.1rem" stroke={1.8} aria-hidden="true" />
      <div>
        <strong>{t('accessLog.broken', counts)}</strong>
        <ul className={styles.breaks}>
          {broken.map((chain) => (
            <li key={chain.chainId}>{words.broken(chain)}</li>
          ))}
        </ul>
        {onPurpose}
      </div>
    </div>
  );
}
