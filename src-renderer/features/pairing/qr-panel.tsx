import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { SessionState } from '../../../src-preload/contract/session.ts';
import { QrCode } from '../../ui/qr-code.tsx';
import { useNow } from '../../ui/time/time-context.tsx';
import { secondsUntil } from '../../ui/time/time-formats.ts';
import { HistoryChoice } from './history-choice.tsx';
import { usePairing } from './pairing-context.ts';
import { RefusedAdvice } from './refused-advice.tsx';
import styles from './qr-panel.module.css';

/** In pixels, quiet zone included: what a phone reads easily at arm's length. */
const smallestSize = 264;

interface QrPanelProperties {
  readonly state: Extract<SessionState, { kind: 'qr' }>;
}

/** The code to scan, how long it lasts, and what to tap on the phone. */
export function QrPanel({ state }: QrPanelProperties): ReactNode {
  const { t } = useTranslation();
  const choose = usePairing((pairing) => pairing.choose);
  return (
    <div className={styles.panel}>
      <div className={styles.timed}>
        <div className={styles.code}>
          {/* WhatsApp's codes are long: the lowest error correction keeps the modules large. */}
          <QrCode
            value={state.qr}
            label={t('pairing.qrLabel')}
            smallestSize={smallestSize}
            level="L"
            testId="qr-code"
          />
        </div>
        <Countdown generatedAt={state.generatedAt} expiresAt={state.expiresAt} />
      </div>
      <h2 className={styles.howTo}>{t('pairing.howTo')}</h2>
      <ol className={styles.steps}>
        <li>{t('pairing.tapOpen')}</li>
        <li>{t('pairing.tapDevices')}</li>
        <li>{t('pairing.tapLink')}</li>
      </ol>
      <RefusedAdvice />
      <HistoryChoice />
      <div className={styles.ways}>
        <Button variant="subtle" size="compact-sm" onClick={() => void choose('number')}>
          {t('pairing.withNumber')}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => void choose('window')}
        >
          {t('pairing.inWindow')}
        </Button>
      </div>
    </div>
  );
}

interface CountdownProperties {
  readonly generatedAt: number;
  readonly expiresAt: number;
}

function Countdown({ generatedAt, expiresAt }: CountdownProperties): ReactNode {
  const { t } = useTranslation();
  const now = useNow('seconds');
  const seconds = secondsUntil(expiresAt, now);
  const lifetime = Math.max(1, expiresAt - generatedAt);
  const left = Math.min(1, Math.max(0, (expiresAt - now) / lifetime));
  return (
    <div className={styles.countdown}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.bar} style={{ transform: `scaleX(${left})` }} />
      </span>
      <span role="timer" aria-live="off">
        {seconds > 0 ? t('pairing.renews', { seconds }) : t('pairing.renewing')}
      </span>
    </div>
  );
}
