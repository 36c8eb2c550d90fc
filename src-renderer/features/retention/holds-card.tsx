import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import type { HeldContact } from '../../../src-preload/contract/retention.ts';
import { useMay } from '../../access/may.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { LiftHoldDialog } from './hold-dialogs.tsx';
import { RetentionProvider, useRetention } from './retention-context.ts';
import type { RetentionStore } from './retention-store.ts';
import { useRetentionWords } from './retention-words.ts';
import styles from './retention.module.css';

interface HoldsCardProperties {
  readonly store: RetentionStore;
  readonly onOpenContact: (contactId: ContactId) => void;
}

/** Everybody of whom nothing may go, and why. */
export function HoldsCard({ store, onOpenContact }: HoldsCardProperties): ReactNode {
  return (
    <RetentionProvider store={store}>
      <Card onOpenContact={onOpenContact} />
    </RetentionProvider>
  );
}

function Card({ onOpenContact }: Pick<HoldsCardProperties, 'onOpenContact'>): ReactNode {
  const { t } = useTranslation();
  const data = useRetention((state) => state.holds);
  const load = useRetention((state) => state.loadHolds);
  const forgetFailure = useRetention((state) => state.forgetFailure);
  const [lifting, setLifting] = useState<HeldContact | null>(null);
  useEffect(() => void load(), [load]);
  const holds = shownValue(data);
  return (
    <section className={styles.card} aria-label={t('hold.title')}>
      <h2 className={styles.title}>{t('hold.title')}</h2>
      <p className={styles.help}>{t('hold.help')}</p>
      {holds === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('hold.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={4} />
        )
      ) : (
        <>
          {data.status === 'failed' ? (
            <RefreshFailed failure={data.failure} onRetry={() => void load()} />
          ) : null}
          {holds.length === 0 ? (
            <p className={styles.soft}>{t('hold.none')}</p>
          ) : (
            <RowList className={styles.list}>
              {holds.map((hold) => (
                <HoldRow
                  key={hold.contactId}
                  hold={hold}
                  onOpen={() => onOpenContact(hold.contactId)}
                  onLift={() => {
                    forgetFailure();
                    setLifting(hold);
                  }}
                />
              ))}
            </RowList>
          )}
        </>
      )}
      {lifting === null ? null : (
        <LiftHoldDialog
          contactId={lifting.contactId}
          name={lifting.name ?? t('hold.gone')}
          onClose={() => setLifting(null)}
        />
      )}
    </section>
  );
}

function HoldRow({
  hold,
  onOpen,
  onLift,
}: {
  readonly hold: HeldContact;
  readonly onOpen: () => void;
  readonly onLift: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const words = useRetentionWords();
  const { name, reason } = hold;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        {name === null ? (
          <span className={styles.name}>{t('hold.gone')}</span>
        ) : (
          <Button
            variant="transparent"
            size="compact-sm"
            p={0}
            className={styles.opens}
            aria-label={t('hold.open', { name })}
            onClick={onOpen}
          >
            <bdi>{name}</bdi>
          </Button>
        )}
        <span dir="auto">{reason}</span>
        <span className={styles.soft}>{words.placedBy(hold)}</span>
      </div>
      {may('hold.lift') ? (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          aria-label={t('hold.liftOf', { name: name ?? t('hold.gone') })}
          onClick={onLift}
        >
          {t('hold.lift')}
        </Button>
      ) : null}
    </li>
  );
}
