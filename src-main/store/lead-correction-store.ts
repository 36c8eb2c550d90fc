import type { UserId } from '../../src-preload/contract/ids.ts';
import type { LeadCorrection } from '../domain/leads/lead-correction.ts';

/** What a team has made count. */
export interface AppliedCorrection {
  version: number;
  /** Of the text model on which it was learned. */
  modelVersion: number;
  /** Null: the text model alone. */
  correction: LeadCorrection | null;
  /** How many judgements it was learned from. */
  judgements: number;
  /** The name of the colleague; null once they are gone. */
  appliedBy: string | null;
  /** Milliseconds. */
  appliedAt: number;
}

/** What the team has taught the scoring of messages (`lead_corrections`), one version after the other. */
export interface LeadCorrectionStore {
  /** The last one that was applied. Rejects with `data_unreadable` when it was altered. */
  current(): Promise<AppliedCorrection | null>;
  /** Makes another one count, unless somebody has done so since `after` (0: nothing was ever applied). */
  apply(
    correction: Pick<AppliedCorrection, 'modelVersion' | 'correction' | 'judgements'>,
    input: { after: number; by: UserId },
  ): Promise<'applied' | 'outdated'>;
}
