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
  let changes = 0;
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  /** One after the other, as they were made; what there is then is read when none is left. */
  const change = (shown: (team: Team) => Team, run: () => Promise<unknown>): Promise<void> => {
    changes += 1;
    waiting += 1;
    set({ team: mapShown(get().team, shown) });
    last = last.then(async () => {
      try {
        await run();
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
      waiting -= 1;
      if (waiting === 0) await get().loadTeam();
    });
    return last;
  };
  return {
    team: idle,

    async loadTeam() {
      const before = changes;
      // What was read before a change knows nothing of it, and after the change it is read again.
      const isOutdated = (): boolean => before !== changes || waiting > 0;
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
