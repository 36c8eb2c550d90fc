import { Alert, Button, NativeSelect, Switch } from '@mantine/core';
import { IconLock, IconShieldLock } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import type { Access } from '../../../src-preload/contract/access.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { AccessDialogs } from './access-dialogs.tsx';
import { AccessProvider, useAccess } from './access-context.ts';
import type { AccessStore } from './access-store.ts';
import styles from './access.module.css';

/** After how many idle minutes a desktop may lock itself. */
const MINUTES = [1, 5, 10, 15, 30, 60, 120] as const;

/** Whoever works here: their role, their password, and when this desktop asks for it. */
export function AccountCard({ store }: { readonly store: AccessStore }): ReactNode {
  return (
    <AccessProvider store={store}>
      <Card />
      <AccessDialogs kinds={['password']} />
    </AccessProvider>
  );
}

function Card(): ReactNode {
  const { t } = useTranslation();
  const access = useAccess((state) => state.access);
  return (
    <section className={styles.card} aria-label={t('access.accountTitle')}>
      <h2 className={styles.title}>{t('access.accountTitle')}</h2>
      {access === null ? <SkeletonBlock rem={8} /> : <Facts access={access} />}
    </section>
  );
}

function Facts({ access }: { readonly access: Access }): ReactNode {
  const { t } = useTranslation();
  const open = useAccess((state) => state.open);
  const lock = useAccess((state) => state.lock);
  const { name, email, role, hasPassword, isProtected } = access;
  const needs = hasPassword ? null : role === 'owner' ? 'owner' : isProtected ? 'member' : null;
  return (
    <>
      <div className={styles.row}>
        <div className={styles.words}>
          <bdi className={styles.name}>{name}</bdi>
          <span className={styles.help}>{email}</span>
        </div>
        <span className={styles.role}>{t(`access.roles.${role}`)}</span>
      </div>
      <p className={styles.help}>{t(`access.roleHelp.${role}`)}</p>
      {needs === null ? null : (
        <Alert
          mt="sm"
          color="yellow"
          icon={<IconShieldLock aria-hidden="true" />}
          title={t(`access.needs.${needs}Title`)}
        >
          {t(`access.needs.${needs}`)}
        </Alert>
      )}
      <div className={styles.actions}>
        <Button
          variant={hasPassword ? 'default' : 'light'}
          onClick={() => open({ kind: 'password' })}
        >
          {t(hasPassword ? 'access.changePassword' : 'access.choosePassword')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconLock size="1rem" stroke={1.8} aria-hidden="true" />}
          disabled={!hasPassword}
          onClick={() => void lock()}
        >
          {t('access.lockNow')}
        </Button>
      </div>
      {hasPassword ? (
        <Locking access={access} />
      ) : (
        <p className={styles.help}>{t('access.needsPassword')}</p>
      )}
    </>
  );
}

function Locking({
  access: { lockAfterMinutes, asksAtStart },
}: {
  readonly access: Access;
}): ReactNode {
  const { t } = useTranslation();
  const setLocking = useAccess((state) => state.setLocking);
  const [idleHelp, startHelp] = [useId(), useId()];
  return (
    <>
      <div className={styles.row}>
        <div className={styles.words}>
          <span className={styles.name}>{t('access.lockAfter')}</span>
          <span className={styles.help} id={idleHelp}>
            {t('access.lockAfterHelp')}
          </span>
        </div>
        <NativeSelect
          // As a property, Mantine would put its own in the place of the explanation.
          attributes={{
            input: { 'aria-label': t('access.lockAfter'), 'aria-describedby': idleHelp },
          }}
          value={String(lockAfterMinutes ?? '')}
          data={[
            { value: '', label: t('access.never') },
            ...MINUTES.map((count) => ({
              value: String(count),
              label: t('access.minutes', { count }),
            })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void setLocking({
              lockAfterMinutes: value === '' ? null : Number(value),
              asksAtStart,
            })
          }
        />
      </div>
      <div className={styles.row}>
        <div className={styles.words}>
          <span className={styles.name}>{t('access.asksAtStart')}</span>
          <span className={styles.help} id={startHelp}>
            {t('access.asksAtStartHelp')}
          </span>
        </div>
        <Switch
          aria-label={t('access.asksAtStart')}
          aria-describedby={startHelp}
          checked={asksAtStart}
          onChange={(event) =>
            void setLocking({ lockAfterMinutes, asksAtStart: event.currentTarget.checked })
          }
        />
      </div>
    </>
  );
}
