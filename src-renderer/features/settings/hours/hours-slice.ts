import type { Business } from '../../../../src-preload/contract/business.ts';
import type {
  KeptResponseRule,
  ResponseRule,
} from '../../../../src-preload/contract/business-hours.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import {
  idle,
  mapShown,
  type RemoteData,
  toFailed,
  toLoading,
  toReady,
} from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import { ChangesInTurn } from '../changes-in-turn.ts';

/** One that was never kept has nobody who changed it. */
export type ShownRule = ResponseRule & Partial<KeptResponseRule>;

export interface AllHours {
  readonly rules: readonly ShownRule[];
  readonly businesses: readonly Business[];
}

export interface HoursSlice {
  readonly hours: RemoteData<AllHours>;
  readonly loadHours: () => Promise<void>;
  /** Shown at once; what main could not keep is reported and taken back. */
  readonly setRule: (rule: ResponseRule) => Promise<void>;
}

/** When each business is open, and how soon its customers are to have an answer. */
export function createHoursSlice(
  set: (change: Pick<HoursSlice, 'hours'>) => void,
  get: () => HoursSlice,
  { bridge, reportFailure }: StoreDependencies,
): HoursSlice {
  const changes = new ChangesInTurn((error) => reportFailure(toBridgeFailure(error)));
  return {
    hours: idle,

    async loadHours() {
      const isOutdated = changes.beginReading();
      set({ hours: toLoading(get().hours) });
      try {
        const [rules, { businesses }] = await Promise.all([
          call(bridge, 'businessHours.list', {}),
          call(bridge, 'business.list', {}),
        ]);
        if (!isOutdated()) set({ hours: toReady({ rules, businesses }) });
      } catch (error) {
        if (!isOutdated()) set({ hours: toFailed(get().hours, toBridgeFailure(error)) });
      }
    },

    setRule({ businessId, hours, targetMinutes }) {
      const rule = { businessId, hours, targetMinutes };
      const isThis = (each: ShownRule): boolean => each.businessId === businessId;
      set({
        hours: mapShown(get().hours, (all) => ({
          ...all,
          // Who changed it before stands there until it is known that it is kept.
          rules: [
            ...all.rules.filter((each) => !isThis(each)),
            { ...all.rules.find(isThis), ...rule },
          ],
        })),
      });
      return changes.add(
        () => call(bridge, 'businessHours.set', rule),
        () => get().loadHours(),
      );
    },
  };
}
