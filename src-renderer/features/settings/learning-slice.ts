import type { CommandOutput } from '../../../src-preload/contract/contract.ts';
import type { LearningState } from '../../../src-preload/contract/lead-learning.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export type Proposed = CommandOutput<'leadLearning.propose'>;

/** What the team's judgements teach the scoring of messages. */
export interface LearningSlice {
  readonly learning: RemoteData<LearningState>;
  readonly loadLearning: () => Promise<void>;
  /** What they would teach, or what the app's model alone would do; null after what main could not do was reported. */
  readonly proposeLearning: (wants: 'learn' | 'model') => Promise<Proposed | null>;
  readonly applyProposal: (proposalId: string) => Promise<'applied' | 'outdated' | 'failed'>;
  readonly discardProposal: (proposalId: string) => Promise<void>;
}

export function createLearningSlice(
  set: (state: Pick<LearningSlice, 'learning'>) => void,
  get: () => LearningSlice,
  { bridge, reportFailure }: StoreDependencies,
): LearningSlice {
  return {
    learning: idle,

    async loadLearning() {
      set({ learning: toLoading(get().learning) });
      try {
        set({ learning: toReady(await call(bridge, 'leadLearning.state', {})) });
      } catch (error) {
        set({ learning: toFailed(get().learning, toBridgeFailure(error)) });
      }
    },

    async proposeLearning(wants) {
      try {
        return await call(bridge, 'leadLearning.propose', { wants });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return null;
      }
    },

    async applyProposal(proposalId) {
      try {
        const { outcome } = await call(bridge, 'leadLearning.apply', { proposalId });
        await get().loadLearning();
        return outcome;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return 'failed';
      }
    },

    async discardProposal(proposalId) {
      try {
        await call(bridge, 'leadLearning.discard', { proposalId });
      } catch (error) {
        // Nothing counts of it, and main forgets it with the next one.
        toBridgeFailure(error);
      }
    },
  };
}
