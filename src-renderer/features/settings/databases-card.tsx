import { Alert, Button } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Health } from '../../../src-preload/contract/app.ts';
import type { StoreConnection } from '../../../src-preload/contract/store-connection.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { StoreTestSteps } from '../../ui/store-test-steps.tsx';
import { ChangeDatabases } from './change-databases.tsx';
import styles from './databases-card.module.css';
import type { Engine } from './databases-slice.ts';
import card from './settings-area.module.css';
import { useSettings } from './settings-context.ts';

const engines = ['mongodb', 'postgres'] as const;

/** How the databases are reached, whether they are, a test of it step by step, and other addresses. */
export function DatabasesCard({ health }: { readonly health: Health | null }): ReactNode {
  const { t } = useTranslation();
  const connections = useSettings((state) => state.connections);
  const load = useSettings((state) => state.loadConnections);
  useEffect(() => void load(), [load]);
  const value = shownValue(connections);
  return (
    <section className={card.card} aria-label={t('databases.title')} data-testid="databases">
      <h2 className={card.title}>{t('databases.title')}</h2>
      {value === undefined ? (
        connections.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('databases.loadFailedTitle')}
            failure={connections.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={7} />
        )
      ) : (
        <div className={styles.content}>
          {value.kind === 'local' ? <p className={card.help}>{t('databases.local')}</p> : null}
          {engines.map((engine) => (
            <Connection
              key={engine}
              engine={engine}
              connection={value[engine]}
              isUp={
                health === null ? null : health[engine === 'mongodb' ? 'mongo' : engine] === 'up'
              }
            />
          ))}
          <TestResult />
          <Actions canChange={value.kind === 'servers'} />
          <ChangeDatabases />
        </div>
      )}
    </section>
  );
}

interface ConnectionProperties {
  readonly engine: Engine;
  readonly connection: StoreConnection;
  /** Null while it is not known. */
  readonly isUp: boolean | null;
}

function Connection({ engine, connection, isUp }: ConnectionProperties): ReactNode {
  const { t } = useTranslation();
  const test = useSettings((state) => shownValue(state.storeTest)?.[engine]);
  const notes = [
    t(`databases.encryption.${connection.encryption}`),
    ...(connection.hasCertificateAuthority ? [t('databases.ownAuthority')] : []),
    ...(connection.hasClientCertificate ? [t('databases.clientCertificate')] : []),
  ];
  return (
    <div className={styles.connection} data-testid={`database-${engine}`}>
      <div className={styles.head}>
        <span className={card.name}>{t(`databases.${engine}`)}</span>
        {isUp === null ? null : (
          <span className={styles.status} data-up={isUp}>
            {t(isUp ? 'databases.up' : 'databases.down')}
          </span>
        )}
      </div>
      <div className={card.help}>
        {connection.encryption === 'local' ? null : (
          <span className={styles.host}>{connection.host}</span>
        )}
        {notes.join(' · ')}
      </div>
      {test === undefined ? null : <StoreTestSteps test={test} />}
    </div>
  );
}

/** The results themselves stand with their databases; here is what kept a test from being made. */
function TestResult(): ReactNode {
  const test = useSettings((state) => state.storeTest);
  return test.status === 'failed' ? (
    <Alert role="alert" color="red">
      <FailureText failure={test.failure} />
    </Alert>
  ) : null;
}

function Actions({ canChange }: { readonly canChange: boolean }): ReactNode {
  const { t } = useTranslation();
  const status = useSettings((state) => state.storeTest.status);
  const isChanging = useSettings((state) => state.draft !== null);
  const wasKept = useSettings((state) => shownValue(state.change)?.kept === true);
  const testStores = useSettings((state) => state.testStores);
  const beginChange = useSettings((state) => state.beginChange);
  return (
    <div className={styles.actions}>
      <Button
        variant="light"
        loading={status === 'loading' || status === 'refreshing'}
        onClick={() => void testStores()}
      >
        {t('databases.testNow')}
      </Button>
      {canChange && !isChanging ? (
        <Button variant="default" onClick={beginChange}>
          {t('databases.change')}
        </Button>
      ) : null}
      {wasKept ? <span role="status">{t('databases.kept')}</span> : null}
    </div>
  );
}
