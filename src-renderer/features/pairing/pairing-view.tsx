import { Button, Loader, Progress } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconDevices,
  IconDeviceMobile,
  IconKeyOff,
  IconPlugConnected,
  IconPlugConnectedX,
  IconQrcode,
  IconRefresh,
  IconTool,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Session } from '../../../src-preload/contract/session.ts';
import { assertNever } from '../../bridge/assert-never.ts';
import { useNow } from '../../ui/time/time-context.tsx';
import { secondsUntil } from '../../ui/time/time-formats.ts';
import { BrowserPanel } from './browser-panel.tsx';
import { CodePanel } from './code-panel.tsx';
import { usePairing } from './pairing-context.ts';
import { NumberPanel } from './number-panel.tsx';
import { PairingNotice } from './pairing-notice.tsx';
import { QrPanel } from './qr-panel.tsx';

/** One screen for each state of an account that is being linked. */
export function PairingView({ session }: { readonly session: Session }): ReactNode {
  const { t } = useTranslation();
  const { state } = session;
  const way = usePairing((pairing) => pairing.way);
  switch (state.kind) {
    case 'qr':
      if (way === 'number') return <NumberPanel />;
      return way === 'window' ? <BrowserPanel asks={false} /> : <QrPanel state={state} />;
    case 'pairing_code':
      return <CodePanel code={state.code} />;
    case 'passkey_needed':
      return <BrowserPanel asks />;
    case 'starting':
      return (
        <PairingNotice tone="busy" icon={<Loader size="1.75rem" />} title={t('pairing.starting')}>
          {t('pairing.startingText')}
        </PairingNotice>
      );
    case 'qr_expired':
      if (way === 'number') return <NumberPanel />;
      return (
        <PairingNotice
          tone="attention"
          icon={<IconQrcode size="2rem" stroke={1.6} />}
          title={t('pairing.expiredTitle')}
          action={<RetryButton autoFocus>{t('pairing.newCode')}</RetryButton>}
        >
          <div>{t('pairing.expiredText')}</div>
          {t('pairing.devicesFull')}
        </PairingNotice>
      );
    case 'authenticating':
      return (
        <PairingNotice
          tone="busy"
          icon={<IconDeviceMobile size="2rem" stroke={1.6} />}
          title={t('pairing.authenticating')}
        >
          {t('pairing.authenticatingText')}
        </PairingNotice>
      );
    case 'syncing':
      return (
        <PairingNotice
          tone="busy"
          icon={<IconRefresh size="2rem" stroke={1.6} />}
          title={t('pairing.syncing')}
        >
          <Progress
            my="md"
            value={state.percent}
            aria-label={t('pairing.syncingLabel')}
            transitionDuration={300}
          />
          {t('pairing.syncingText', { percent: Math.round(state.percent) })}
        </PairingNotice>
      );
    case 'connected': {
      const account = session.pushname ?? session.phoneNumber;
      return (
        <PairingNotice
          tone="good"
          icon={<IconCheck size="2rem" stroke={2} />}
          title={t('pairing.connected')}
        >
          {account === undefined ? null : <div>{t('pairing.connectedAs', { account })}</div>}
          {t('pairing.connectedText')}
        </PairingNotice>
      );
    }
    case 'read_only':
      return (
        <PairingNotice
          tone="attention"
          icon={<IconTool size="2rem" stroke={1.6} />}
          title={t('pairing.readOnly')}
          action={<CancelButton close />}
        >
          {t('accounts.details.read_only')}
        </PairingNotice>
      );
    case 'asleep':
      return (
        <PairingNotice
          tone="good"
          icon={<IconCheck size="2rem" stroke={2} />}
          title={t('pairing.asleep')}
          action={<CancelButton close />}
        />
      );
    case 'reconnecting':
      return (
        <PairingNotice
          tone="busy"
          icon={<IconPlugConnected size="2rem" stroke={1.6} />}
          title={t('pairing.reconnecting')}
          action={<CancelButton />}
        >
          {t('pairing.reconnectingText')}{' '}
          {state.retryAt === undefined ? null : <NextAttempt retryAt={state.retryAt} />}
        </PairingNotice>
      );
    case 'disconnected':
      return (
        <PairingNotice
          tone="attention"
          icon={<IconPlugConnectedX size="2rem" stroke={1.6} />}
          title={t('pairing.disconnected')}
          action={
            <>
              <LinkAgainButton />
              <CancelButton close />
            </>
          }
        >
          {t(`accounts.details.${state.reason}`)}
        </PairingNotice>
      );
    case 'standby':
      return (
        <PairingNotice
          tone="good"
          icon={<IconDevices size="2rem" stroke={1.6} />}
          title={t(`accounts.states.${state.reason}`)}
          action={<CancelButton close />}
        >
          {t(`accounts.details.${state.reason}`)}
        </PairingNotice>
      );
    case 'banned':
      return (
        <PairingNotice
          tone="bad"
          icon={<IconAlertTriangle size="2rem" stroke={1.6} />}
          title={t('pairing.banned')}
          action={<CancelButton close />}
        >
          {t('accounts.details.banned')}
        </PairingNotice>
      );
    case 'incompatible':
      return (
        <PairingNotice
          tone="bad"
          icon={<IconTool size="2rem" stroke={1.6} />}
          title={t('pairing.incompatible')}
          action={
            <>
              <RetryButton>{t('common.retry')}</RetryButton>
              <CancelButton close />
            </>
          }
        >
          {t('accounts.details.incompatible')}
          {state.missing.length === 0 ? null : (
            <div>
              {t('accounts.details.incompatibleMissing', { missing: state.missing.join(', ') })}
            </div>
          )}
        </PairingNotice>
      );
    case 'failed':
      return state.code === 'keychain_unavailable' ? (
        <PairingNotice
          tone="bad"
          icon={<IconKeyOff size="2rem" stroke={1.6} />}
          title={t('pairing.keychainTitle')}
          action={
            <>
              <RetryButton>{t('common.retry')}</RetryButton>
              <CancelButton close />
            </>
          }
        >
          {t('pairing.keychainText')}
        </PairingNotice>
      ) : (
        <PairingNotice
          tone="bad"
          icon={<IconPlugConnectedX size="2rem" stroke={1.6} />}
          title={t('pairing.failed')}
          action={
            <>
              <RetryButton>{t('common.retry')}</RetryButton>
              <CancelButton close />
            </>
          }
        >
          {t(`errors.${state.code}.happened`)} {t(`errors.${state.code}.advice`)}
        </PairingNotice>
      );
    default:
      return assertNever(state);
  }
}

function NextAttempt({ retryAt }: { readonly retryAt: number }): ReactNode {
  const { t } = useTranslation();
  const now = useNow('seconds');
  const seconds = secondsUntil(retryAt, now);
  return seconds === 0 ? null : t('pairing.reconnectingIn', { seconds });
}

interface RetryButtonProperties {
  readonly children: ReactNode;
  readonly autoFocus?: boolean;
}

function RetryButton({ children, autoFocus = false }: RetryButtonProperties): ReactNode {
  const retry = usePairing((state) => state.retry);
  const busy = usePairing((state) => state.busy);
  return (
    <Button autoFocus={autoFocus} loading={busy} onClick={() => void retry()}>
      {children}
    </Button>
  );
}

function LinkAgainButton(): ReactNode {
  const { t } = useTranslation();
  const linkAgain = usePairing((state) => state.linkAgain);
  const busy = usePairing((state) => state.busy);
  return (
    <Button loading={busy} onClick={() => void linkAgain()}>
      {t('common.retry')}
    </Button>
  );
}

export function CancelButton({ close = false }: { readonly close?: boolean }): ReactNode {
  const { t } = useTranslation();
  const cancel = usePairing((state) => state.cancel);
  return (
    <Button variant="default" onClick={() => void cancel()}>
      {close ? t('common.close') : t('pairing.cancel')}
    </Button>
  );
}
