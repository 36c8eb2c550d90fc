import { Button } from '@mantine/core';
import { IconAppWindow } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { Busy } from '../../ui/busy.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import styles from './code-panel.module.css';
import { usePairing } from './pairing-context.ts';

/** The browsers in whose window the account can be linked; `asks` when WhatsApp has just asked for a passkey. */
export function BrowserPanel({ asks }: { readonly asks: boolean }): ReactNode {
  const { t } = useTranslation();
  const browsers = usePairing((state) => state.browsers);
  const linkInWindow = usePairing((state) => state.linkInWindow);
  const choose = usePairing((state) => state.choose);
  const busy = usePairing((state) => state.busy);
  const known = shownValue(browsers);
  useEffect(() => {
    if (browsers.status === 'idle') void choose('window');
  }, [browsers.status, choose]);

  return (
    <div className={styles.panel} role={asks ? 'alert' : undefined}>
      <h2 className={styles.title}>{t(asks ? 'pairing.passkeyTitle' : 'pairing.windowTitle')}</h2>
      <p className={styles.text}>{t(asks ? 'pairing.passkeyText' : 'pairing.windowText')}</p>
      {known !== undefined ? (
        <div className={styles.browsers}>
          {known.map((browser) => (
            <Button
              key={browser}
              variant={browser === 'own' ? 'default' : 'light'}
              leftSection={<IconAppWindow size="1.1rem" stroke={1.8} />}
              disabled={busy}
              onClick={() => void linkInWindow(browser)}
            >
              {t(`pairing.browsers.${browser}`)}
            </Button>
          ))}
        </div>
      ) : browsers.status === 'failed' ? (
        <FailureText failure={browsers.failure} />
      ) : (
        <Busy />
      )}
      {asks ? null : (
        <Button variant="subtle" size="compact-sm" onClick={() => void choose('qr')}>
          {t('pairing.withQr')}
        </Button>
      )}
    </div>
  );
}
