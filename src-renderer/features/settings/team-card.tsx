import { Checkbox, Switch } from '@mantine/core';
import { type ReactNode, useEffect, useId } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { User } from '../../../src-preload/contract/app.ts';
import { COUNTED } from '../../../src-preload/contract/conversation.ts';
import type { Rota, TeamMember } from '../../../src-preload/contract/team.ts';
import { useMay } from '../../access/may.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { Toggle } from './toggle.tsx';
import { useSettings } from './settings-context.ts';
import styles from './team-card.module.css';
import type { Team } from './team-slice.ts';

/** Who works here, who is away, and who is given conversations in turn. */
export function TeamCard({ user }: { readonly user: User | null }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const data = useSettings((state) => state.team);
  const load = useSettings((state) => state.loadTeam);
  const turnsHelp = useId();
  useEffect(() => void load(), [load]);
  const team = shownValue(data);
  return (
    <section className={styles.card} aria-label={t('team.title')}>
      <h2 className={styles.title}>{t('team.title')}</h2>
      <p className={styles.help}>{t('team.help')}</p>
      {team === undefined ? (
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
            {team.people.map((person) => (
              <Person key={person.userId} person={person} isMe={person.userId === user?.userId} />
            ))}
          </ul>
          <OwnAbsence me={team.people.find(({ userId }) => userId === user?.userId)} />
          <h3 className={styles.subtitle}>{t('team.turns')}</h3>
          <p className={styles.help} id={turnsHelp}>
            {t('team.turnsHelp')} {may('team.setRota') ? null : t('team.turnsByManagers')}
          </p>
          <Rotas team={team} describedBy={turnsHelp} />
        </>
      )}
    </section>
  );
}

function Person({
  person: { name, email, isAway, openConversations },
  isMe,
}: {
  readonly person: TeamMember;
  readonly isMe: boolean;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language).format(COUNTED);
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.name}>{isMe ? t('team.you', { name }) : <bdi>{name}</bdi>}</span>
        <span className={styles.help}>{email}</span>
      </div>
      {isAway ? <span className={styles.away}>{t('team.isAway')}</span> : null}
      <span className={styles.count}>
        {openConversations >= COUNTED
          ? t('team.openMany', { number })
          : t('team.open', { count: openConversations })}
      </span>
    </li>
  );
}

function OwnAbsence({ me }: { readonly me: TeamMember | undefined }): ReactNode {
  const { t } = useTranslation();
  const setAway = useSettings((state) => state.setAway);
  if (!me) return null;
  return (
    <div className={styles.absence}>
      <Toggle
        name={t('team.away')}
        help={t('team.awayHelp')}
        checked={me.isAway}
        onChange={(isAway) => void setAway(me.userId, isAway)}
      />
    </div>
  );
}

function Rotas({
  team,
  describedBy,
}: {
  readonly team: Team;
  /** Of the element that explains what it is to be given conversations in turn. */
  readonly describedBy: string;
}): ReactNode {
  const { t } = useTranslation();
  const rest = team.businesses.length > 0 ? t('team.noBusiness') : t('team.allConversations');
  const places = [
    ...team.businesses.map(({ businessId, name }) => ({ businessId, name })),
    { businessId: null, name: rest },
  ];
  return (
    <ul className={styles.list}>
      {places.map(({ businessId, name }) => (
        <RotaOf
          key={businessId}
          name={name}
          people={team.people}
          describedBy={describedBy}
          rota={
            team.rotas.find((each) => each.businessId === businessId) ?? {
              ...{ businessId, isOn: false, members: [] },
            }
          }
        />
      ))}
    </ul>
  );
}

function RotaOf({
  name,
  people,
  rota,
  describedBy,
}: {
  readonly name: string;
  readonly describedBy: string;
  readonly people: readonly TeamMember[];
  readonly rota: Rota;
}): ReactNode {
  const { t } = useTranslation();
  const isFixed = !useMay()('team.setRota');
  const setRota = useSettings((state) => state.setRota);
  const taking = people.filter(({ userId }) => rota.members.includes(userId));
  const everybody = people.map(({ userId }) => userId);
  return (
    <li>
      <div className={styles.row}>
        <span className={styles.words} dir="auto">
          {name}
        </span>
        <Switch
          aria-label={t('team.give', { name })}
          aria-describedby={describedBy}
          checked={rota.isOn}
          disabled={isFixed}
          onChange={(event) => {
            const isOn = event.currentTarget.checked;
            // Where nobody was ever chosen all take part.
            const members = isOn && rota.members.length === 0 ? everybody : rota.members;
            void setRota({ ...rota, isOn, members });
          }}
        />
      </div>
      {rota.isOn ? (
        <div className={styles.members} role="group" aria-label={t('team.members', { name })}>
          {people.map((person) => (
            <Checkbox
              key={person.userId}
              label={<bdi>{person.name}</bdi>}
              checked={rota.members.includes(person.userId)}
              disabled={isFixed}
              onChange={(event) => {
                const others = rota.members.filter((each) => each !== person.userId);
                const members = event.currentTarget.checked ? [...others, person.userId] : others;
                void setRota({ ...rota, members });
              }}
            />
          ))}
        </div>
      ) : null}
      {rota.isOn && taking.every(({ isAway }) => isAway) ? (
        <p className={styles.warning} role="status">
          {taking.length === 0 ? t('team.nobody') : t('team.allAway')}
        </p>
      ) : null}
    </li>
  );
}
