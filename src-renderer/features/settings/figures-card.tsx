import { Button, Progress } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { FigureStatus } from '../../../src-preload/contract/analytics.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';
import { ZoneField } from './zone-field.tsx';

/** By whose days figures are counted, and making all of them anew. */
export function FiguresCard(): ReactNode {
  const { t } = useTranslation();
  const figures = useSettings((state) => state.figures);
  const load = useSettings((state) => state.loadFigures);
  const setZone = useSettings((state) => state.setFigureZone);
  const rebuild = useSettings((state) => state.rebuildFigures);
  useEffect(() => void load(), [load]);
  const status = shownValue(figures);
  return (
    <section className={styles.card} aria-label={t('figures.title')}>
      <h2 className={styles.title}>{t('figures.title')}</h2>
      {figures.status === 'failed' ? (
        <RefreshFailed failure={figures.failure} onRetry={() => void load()} />
      ) : null}
      <ZoneField
        name={t('figures.days')}
        help={t('figures.daysHelp')}
        value={status?.timeZone ?? null}
        onChange={(timeZone) => void setZone(timeZone)}
      />
      <div className={styles.setting}>
        <div className={styles.words}>
          <div className={styles.name}>{t('figures.rebuild')}</div>
          <div className={styles.help}>{t('figures.rebuildHelp')}</div>
        </div>
        {status?.rebuild ? null : (
          <Button variant="default" disabled={!status} onClick={() => void rebuild()}>
            {t('figures.rebuildNow')}
          </Button>
        )}
      </div>
      {status?.rebuild ? <Rebuild rebuild={status.rebuild} /> : null}
    </section>
  );
}

function Rebuild({
  rebuild: { done, total, isStopped },
}: {
  readonly rebuild: NonNullable<FigureStatus['rebuild']>;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const stop = useSettings((state) => state.stopRebuild);
  const counts = { done: formats.number(done), total: formats.number(total) };
  return (
    <div className={styles.setting}>
      <div className={styles.words} role="status">
        <Progress
          value={total === 0 ? 100 : (100 * done) / total}
          aria-label={t('figures.progress')}
          animated={!isStopped}
        />
        <div className={styles.help}>
          {t(isStopped ? 'figures.stopped' : 'figures.rebuilding', counts)}
        </div>
      </div>
      <Button variant="default" onClick={() => void stop(!isStopped)}>
        {t(isStopped ? 'figures.goOn' : 'figures.stop')}
      </Button>
    </div>
  );
}
