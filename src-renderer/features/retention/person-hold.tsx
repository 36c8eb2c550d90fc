import { Button } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import type { LegalHold } from '../../../src-preload/contract/retention.ts';
import { useMay } from '../../access/may.ts';
import { idle, type RemoteData, shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { LiftHoldDialog, PlaceHoldDialog } from './hold-dialogs.tsx';
import { RetentionProvider, useRetention } from './retention-context.ts';
import type { RetentionStore } from './retention-store.ts';
import { useRetentionWords } from './retention-words.ts';
import styles from './retention.module.css';

interface PersonHoldProperties {
  readonly store: RetentionStore;
  readonly contactId: ContactId;
  /** What the person is called. */
  readonly name: string;
}

/** Whether a person is held, by whom and why; managers place and lift it here. */
export function PersonHold({ store, ...person }: PersonHoldProperties): ReactNode {
  return (
    <RetentionProvider store={store}>
      <Hold {...person} />
    </RetentionProvider>
  );
}

/** That a person is held, where there is room for little; nothing where they are not. */
export function HoldMark({
  store,
  contactId,
}: Pick<PersonHoldProperties, 'store' | 'contactId'>): ReactNode {
  return (
    <RetentionProvider store={store}>
      <Mark contactId={contactId} />
    </RetentionProvider>
  );
}

function useHold(contactId: ContactId): RemoteData<LegalHold | null> {
  const watch = useRetention((state) => state.watchHold);
  useEffect(() => void watch(contactId), [watch, contactId]);
  return useRetention((state) => (state.contactId === contactId ? state.hold : idle));
}

function Hold({ contactId, name }: Omit<PersonHoldProperties, 'store'>): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const data = useHold(contactId);
  const watch = useRetention((state) => state.watchHold);
  const forgetFailure = useRetention((state) => state.forgetFailure);
  const [asked, setAsked] = useState<'place' | 'lift' | null>(null);
  const ask = (what: 'place' | 'lift'): void => {
    forgetFailure();
    setAsked(what);
  };
  const hold = shownValue(data);
  if (hold === undefined) {
    return data.status === 'failed' ? (
      <ErrorLine failure={data.failure} onRetry={() => void watch(contactId)} />
    ) : (
      <SkeletonRows count={1} withAvatar={false} />
    );
  }
  const close = (): void => setAsked(null);
  return (
    <div className={styles.person}>
      {hold === null ? (
        <span className={styles.soft}>{t('hold.notHeld')}</span>
      ) : (
        <>
          <HeldNote hold={hold} />
          <span className={styles.soft}>{t('hold.held')}</span>
        </>
      )}
      {hold === null && may('hold.place') ? (
        <Button variant="default" size="compact-sm" onClick={() => ask('place')}>
          {t('hold.place')}
        </Button>
      ) : null}
      {hold !== null && may('hold.lift') ? (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('hold.liftOf', { name })}
          onClick={() => ask('lift')}
        >
          {t('hold.lift')}
        </Button>
      ) : null}
      {asked === 'place' ? (
        <PlaceHoldDialog contactId={contactId} name={name} onClose={close} />
      ) : null}
      {asked === 'lift' ? (
        <LiftHoldDialog contactId={contactId} name={name} onClose={close} />
      ) : null}
    </div>
  );
}

function Mark({ contactId }: { readonly contactId: ContactId }): ReactNode {
  const hold = shownValue(useHold(contactId)) ?? null;
  return hold === null ? null : <HeldNote hold={hold} />;
}

/** The reason of a hold, and whose it is. */
function HeldNote({ hold }: { readonly hold: LegalHold }): ReactNode {
  const { t } = useTranslation();
  const words = useRetentionWords();
  return (
    <div className={styles.held} role="note" aria-label={t('hold.mark')}>
      <IconGavel size="1.1rem" stroke={1.8} aria-hidden="true" />
      <div>
        <strong>{t('hold.mark')}</strong>
        <span dir="auto">{hold.reason}</span>
        <span className={styles.soft}>{words.placedBy(hold)}</span>
      </div>
    </div>
  );
}
