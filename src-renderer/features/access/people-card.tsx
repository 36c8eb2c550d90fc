import { Button, NativeSelect } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId } from 'react';
import { type Access, type Member, Role, roles } from '../../../src-preload/contract/access.ts';
import { useMay } from '../../access/may.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { AccessDialogs } from './access-dialogs.tsx';
import { AccessProvider, useAccess } from './access-context.ts';
import type { AccessStore, People } from './access-store.ts';
import styles from './access.module.css';

/** Who works here and what each may do; for owners also who comes and who goes. */
export function PeopleCard({ store }: { readonly store: AccessStore }): ReactNode {
  return (
    <AccessProvider store={store}>
      <Card />
      <AccessDialogs kinds={['invite', 'code', 'reset', 'remove']} />
    </AccessProvider>
  );
}

function Card(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const access = useAccess((state) => state.access);
  const data = useAccess((state) => state.people);
  const load = useAccess((state) => state.loadPeople);
  const open = useAccess((state) => state.open);
  const role = access?.role;
  // Again with another role, which sees more or less.
  useEffect(() => {
    if (role !== undefined) void load();
  }, [load, role]);
  const people = shownValue(data);
  const mayInvite = may('invitation.create');
  return (
    <section className={styles.card} aria-label={t('access.peopleTitle')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('access.peopleTitle')}</h2>
        {mayInvite ? (
          <Button
            variant="light"
            size="xs"
            leftSection={<IconUserPlus size="1rem" stroke={1.9} aria-hidden="true" />}
            onClick={() => open({ kind: 'invite' })}
          >
            {t('access.invite')}
          </Button>
        ) : null}
      </div>
      <p className={styles.help}>
        {t(
          !mayInvite
            ? 'access.peopleHelp'
            : access?.isProtected === true
              ? 'access.peopleHelpProtected'
              : 'access.peopleHelpOpen',
        )}
      </p>
      {people === undefined || access === null ? (
        data.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('team.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={8} />
        )
      ) : (
        <>
          <ul className={styles.list}>
            {people.members.map((member) => (
              <MemberRow key={member.userId} member={member} access={access} />
            ))}
          </ul>
          <Invitations people={people} />
        </>
      )}
    </section>
  );
}

function MemberRow({
  member,
  access,
}: {
  readonly member: Member;
  readonly access: Access;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const open = useAccess((state) => state.open);
  const setRole = useAccess((state) => state.setRole);
  const { name, email, role, hasPassword } = member;
  const isMe = member.userId === access.userId;
  const helpId = useId();
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.name}>{isMe ? t('team.you', { name }) : <bdi>{name}</bdi>}</span>
        <span className={styles.help} id={helpId}>
          {hasPassword ? email : `${email} · ${t('access.noPassword')}`}
        </span>
      </div>
      {may('member.setRole') && !isMe ? (
        <NativeSelect
          size="xs"
          attributes={{
            input: { 'aria-label': t('access.roleOf', { name }), 'aria-describedby': helpId },
          }}
          value={role}
          data={roles.map((each) => ({ value: each, label: t(`access.roles.${each}`) }))}
          onChange={(event) => void setRole(member, Role.parse(event.currentTarget.value))}
        />
      ) : (
        <span className={styles.role}>{t(`access.roles.${role}`)}</span>
      )}
      {may('member.resetPassword') && !isMe ? (
        <>
          {hasPassword ? (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('access.resetOf', { name })}
              onClick={() => open({ kind: 'reset', member })}
            >
              {t('access.reset')}
            </Button>
          ) : null}
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={t('access.removeOf', { name })}
            onClick={() => open({ kind: 'remove', member })}
          >
            {t('access.remove')}
          </Button>
        </>
      ) : null}
    </li>
  );
}

function Invitations({ people: { invitations } }: { readonly people: People }): ReactNode {
  const { t, i18n } = useTranslation();
  const cancel = useAccess((state) => state.cancelInvitation);
  if (invitations.length === 0) return null;
  const format = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <>
      <h3 className={styles.subtitle}>{t('access.invitations')}</h3>
      <ul className={styles.list} aria-label={t('access.invitations')}>
        {invitations.map((invitation) => (
          <li key={invitation.invitationId} className={styles.row}>
            <div className={styles.words}>
              <span className={styles.name}>{invitation.email}</span>
              <span className={styles.help}>
                {t('access.holdsUntil', { time: format.format(invitation.expiresAt) })}
              </span>
            </div>
            <span className={styles.role}>{t(`access.roles.${invitation.role}`)}</span>
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('access.withdrawOf', { name: invitation.email })}
              onClick={() => void cancel(invitation)}
            >
              {t('access.withdraw')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
