import type { WaitingReason } from '../../src-preload/contract/message-content.ts';
import type { PacedMessage } from './pace-limits.ts';

/** Times are this computer's, in milliseconds. */
export type Admission =
  /** It goes now. `slotAt` is the place that it takes, for when it has to be asked for again. */
  | { kind: 'go'; slotAt: number }
  | {
      kind: 'wait';
      reason: WaitingReason;
      /** When to ask again. */
      until: number;
      /** Who waits with it: everything that the account sends, or only what goes to the same conversation. */
      scope: 'account' | 'conversation';
      /** When this message and those after it may go, one time each; empty where that cannot be told. */
      places: number[];
      /** After how long such places come again. */
      every: number;
      /** The earlier place, where it still counts. */
      slotAt: number | undefined;
    };

/** Decides for each message whether it may go now. */
export interface Pace {
  /**
   * Asked for a message that could go at once. It is counted when the answer is `go`. Never rejects: what cannot be
   * counted waits.
   *
   * @param slotAt the place it took at an earlier attempt that came to nothing
   */
  admit(message: PacedMessage, slotAt?: number): Promise<Admission>;
}
