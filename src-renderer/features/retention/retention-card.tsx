import { Button } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import {
  type RetentionKind,
  retentionKinds,
  type RetentionPolicy,
} from '../../../src-preload/contract/retention.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { PolicyDialog } from './policy-dialog.tsx';
import { RetentionProvider, useRetention } from './retention-context.ts';
import { RetentionRuns } from './retention-runs.tsx';
import type { KeptData, RetentionStore } from './retention-store.ts';
import { useRetentionWords } from './retention-words.ts';
import styles from './retention.module.css';

/** How long what is kept, what goes next by itself, and what went. */
export function RetentionCard({ store }: { readonly store: RetentionStore }): ReactNode {
  return (
    <RetentionProvider store={store}>
      <Card />
      <PolicyDialog />
    </RetentionProvider>
  );
}

function Card(): ReactNode {
  const { t } = useTranslation();
  const data = useRetention((state) => state.kept);
  const load = useRetention((state) => state.loadKept);
  const watch = useRetention((state) => state.watchKept);
  useEffect(() => watch(), [watch]);
  const kept = shownValue(data);
  return (
    <section className={styles.card} aria-label={t('retention.title')}>
      <h2 className={styles.title}>{t('retention.title')}</h2>
      <p className={styles.help}>{t('retention.help')}</p>
      {kept === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('retention.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={14} />
        )
      ) : (
        <>
          {data.status === 'failed' ? (
            <RefreshFailed failure={data.failure} onRetry={() => void load()} />
          ) : null}
          <ul className={styles.list}>
            {retentionKinds.map((kind) => (
              <KindRow key={kind} kind={kind} kept={kept} />
            ))}
          </ul>
          <RetentionRuns runs={kept.runs} />
        </>
      )}
    </section>
  );
}

function KindRow({
  kind,
  kept: { policies, businesses },
}: {
  readonly kind: RetentionKind;
  readonly kept: KeptData;
}): ReactNode {
  const { t } = useTranslation();
  const begin = useRetention((state) => state.begin);
  const ofKind = policies.filter((policy) => policy.kind === kind);
  const general = ofKind.find(({ businessId }) => businessId === null);
  const own = businesses.flatMap(({ businessId, name }) => {
    const policy = ofKind.find((each) => each.businessId === businessId);
    return policy === undefined ? [] : [{ name, policy }];
  });
  const name = t(`retention.kinds.${kind}`);
  const isForBusinesses = kind !== 'session_logs' && own.length < businesses.length;
  const free = businesses.find(({ businessId }) =>
    own.every(({ policy }) => policy.businessId !== businessId),
  );
  return (
    <li className={styles.kind}>
      <div className={styles.kindHead}>
        <span className={styles.name}>{name}</span>
        {isForBusinesses && free !== undefined ? (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-label={t('retention.addTo', { kind: name })}
            onClick={() => begin({ businessId: free.businessId, kind, days: null }, true)}
          >
            {t('retention.add')}
          </Button>
        ) : null}
      </div>
      <p className={styles.help}>{t(`retention.kindHelp.${kind}`)}</p>
      <ul className={styles.policies} aria-label={name}>
        <PolicyRow
          kind={kind}
          of={t(own.length === 0 ? 'retention.everybody' : 'retention.others')}
          policy={general}
        />
        {own.map(({ name: business, policy }) => (
          <PolicyRow key={policy.businessId} kind={kind} of={business} policy={policy} />
        ))}
      </ul>
      <Due kind={kind} hasPolicy={ofKind.some(({ days }) => days !== null)} />
    </li>
  );
}

function PolicyRow({
  kind,
  of,
  policy,
}: {
  readonly kind: RetentionKind;
  readonly of: string;
  /** Undefined where none was ever set for all. */
  readonly policy: RetentionPolicy | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const words = useRetentionWords();
  const begin = useRetention((state) => state.begin);
  const { businessId = null, days = null } = policy ?? {};
  return (
    <li>
      <div className={styles.words}>
        <bdi>{of}</bdi>
        {policy === undefined ? null : <span className={styles.soft}>{words.setBy(policy)}</span>}
      </div>
      <span className={styles.value}>{words.days(days)}</span>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={t('retention.changeOf', { kind: t(`retention.kinds.${kind}`), of })}
        onClick={() => begin({ businessId, kind, days })}
      >
        {t('retention.change')}
      </Button>
    </li>
  );
}

/** What goes next of a kind; nothing where all of it is kept. */
function Due({
  kind,
  hasPolicy,
}: {
  readonly kind: RetentionKind;
  readonly hasPolicy: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const words = useRetentionWords();
  const data = useRetention((state) => state.due);
  if (!hasPolicy) return null;
  const due = shownValue(data);
  const preview = due?.find((each) => each.kind === kind);
  if (preview === undefined) {
    return (
      <p className={styles.due}>
        {t(data.status === 'failed' ? 'retention.dueFailed' : 'retention.counting')}
      </p>
    );
  }
  const goes = preview.now + preview.soon > 0;
  return (
    <p className={styles.due} data-goes={goes}>
      {goes
        ? t('retention.due', {
            now: words.amount(kind, preview.now),
            soon: words.amount(kind, preview.soon),
          })
        : t('retention.dueNothing')}
    </p>
  );
}
