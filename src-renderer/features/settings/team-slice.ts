import type { Business } from '../../../src-preload/contract/business.ts';
import type { UserId } from '../../../src-preload/contract/ids.ts';
import type { Rota, TeamMember } from '../../../src-preload/contract/team.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import {
  idle,
  mapShown,
  type RemoteData,
  toFailed,
  toLoading,
  toReady,
} from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { ChangesInTurn } from './changes-in-turn.ts';

export interface Team {
  readonly people: readonly TeamMember[];
  readonly rotas: readonly Rota[];
  readonly businesses: readonly Business[];
}

export interface TeamSlice {
  readonly team: RemoteData<Team>;
  readonly loadTeam: () => Promise<void>;
  /** Of the person at this desktop, who is named to be shown so at once. */
  readonly setAway: (userId: UserId, isAway: boolean) => Promise<void>;
  readonly setRota: (rota: Rota) => Promise<void>;
}

/** Who works here, who is away, and who is given conversations in turn. What is changed is shown at once. */
export function createTeamSlice(
  set: (change: Pick<TeamSlice, 'team'>) => void,
  get: () => TeamSlice,
  { bridge, reportFailure }: StoreDependencies,
): TeamSlice {
  const changes = new ChangesInTurn((error) => reportFailure(toBridgeFailure(error)));
  const change = (shown: (team: Team) => Team, run: () => Promise<unknown>): Promise<void> => {
    set({ team: mapShown(get().team, shown) });
    return changes.add(run, () => get().loadTeam());
  };
  return {
    team: idle,

    async loadTeam() {
      const isOutdated = changes.beginReading();
      set({ team: toLoading(get().team) });
      try {
        const [team, { businesses }] = await Promise.all([
          call(bridge, 'team.get', {}),
          call(bridge, 'business.list', {}),
        ]);
        if (!isOutdated()) set({ team: toReady({ ...team, businesses }) });
      } catch (error) {
        if (!isOutdated()) set({ team: toFailed(get().team, toBridgeFailure(error)) });
      }
    },

    setAway: (userId, isAway) =>
      change(
        (team) => ({
          ...team,
          people: team.people.map((each) => (each.userId === userId ? { ...each, isAway } : each)),
        }),
        () => call(bridge, 'team.setAway', { isAway }),
      ),

    setRota: (rota) =>
      change(
        (team) => ({
          ...team,
          rotas: [...team.rotas.filter((each) => each.businessId !== rota.businessId), rota],
        }),
        () => call(bridge, 'team.setRota', rota),
      ),
  };
}
