import { Deadlines } from '../../../../src-preload/contract/response-deadline.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { SliceAccess } from '../inbox-state.ts';

export interface TargetSlice {
  /** When each wait is due, by the hours and targets of the businesses; none is before they are known. */
  readonly deadlines: Deadlines;
  readonly loadTargets: () => Promise<void>;
}

export function createTargetSlice(
  { bridge }: StoreDependencies,
  { set }: Pick<SliceAccess, 'set'>,
): TargetSlice {
  let asked = 0;
  return {
    deadlines: new Deadlines([]),

    async loadTargets() {
      asked += 1;
      const question = asked;
      try {
        const rules = await call(bridge, 'businessHours.list', {});
        if (question === asked) set({ deadlines: new Deadlines(rules) });
      } catch {
        // Rows are drawn by what was known before; the list itself says that the databases are away.
      }
    },
  };
}
