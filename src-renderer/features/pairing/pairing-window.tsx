import { Button, Loader } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconPlugConnectedX, IconQrcode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { SessionState } from '../../../src-preload/contract/session.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { Logo } from '../../ui/logo.tsx';
import { PairingProvider, usePairing } from './pairing-context.ts';
import { PairingNotice } from './pairing-notice.tsx';
import type { PairingStore } from './pairing-store.ts';
import { CancelButton, PairingView } from './pairing-view.tsx';
import styles from './pairing-window.module.css';

/** The states that carry no button of their own to leave by. */
const cancellable: ReadonlySet<SessionState['kind']> = new Set([
  'starting',
  'qr',
  'qr_expired',
  'pairing_code',
  'passkey_needed',
  'authenticating',
  'syncing',
]);

/** The whole of the small window in which an account is linked. */
export function PairingWindow({ store }: { readonly store: PairingStore }): ReactNode {
  return (
    <PairingProvider store={store}>
      <Pairing />
    </PairingProvider>
  );
}

function Pairing(): ReactNode {
  const { t } = useTranslation();
  const cancel = usePairing((state) => state.cancel);
  const state = usePairing((pairing) => shownValue(pairing.session)?.state.kind);
  const isDone = state === 'connected';

  useWindowEvent('keydown', (event) => {
    if (event.key === 'Escape' && !isDone) void cancel();
  });

  return (
    <main className={styles.window} data-testid="pairing" data-state={state}>
      <header className={styles.header}>
        <Logo size="1.5rem" />
        <h1 className={styles.title}>{t('pairing.title')}</h1>
      </header>
      <Content />
      {state !== undefined && cancellable.has(state) ? (
        <footer className={styles.footer}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            title={t('pairing.escape')}
            onClick={() => void cancel()}
          >
            {t('pairing.cancel')}
          </Button>
        </footer>
      ) : null}
    </main>
  );
}

function Content(): ReactNode {
  const { t } = useTranslation();
  const session = usePairing((state) => state.session);
  const load = usePairing((state) => state.load);
  const known = shownValue(session);
  if (known !== undefined && known !== null) {
    return <PairingView session={known} />;
  }
  if (session.status === 'failed') {
    return (
      <PairingNotice
        tone="bad"
        icon={<IconPlugConnectedX size="2rem" stroke={1.6} />}
        title={t('pairing.loadFailed')}
        action={
          <>
            <Button onClick={() => void load()}>{t('common.retry')}</Button>
            <CancelButton close />
          </>
        }
      >
        <FailureText failure={session.failure} />
      </PairingNotice>
    );
  }
  if (known === null) {
    return (
      <PairingNotice
        tone="busy"
        icon={<IconQrcode size="2rem" stroke={1.6} />}
        title={t('pairing.nothingTitle')}
        action={<CancelButton close />}
      >
        {t('pairing.nothingText')}
      </PairingNotice>
    );
  }
  return <PairingNotice tone="busy" icon={<Loader size="1.75rem" />} title={t('common.loading')} />;
}
