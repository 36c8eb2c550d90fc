/** What is counted: who does what. None of it may be personal data. */
export interface RateLimitKey {
  /** An IP address, `users.object_id` or `whatsapp_sessions.sessionId`. */
  identifier: string;
  identifierType: 'ip' | 'user' | 'session';
  endpoint: string;
  /** Up to 10 characters. */
  method: string;
}

export interface RateLimit extends RateLimitKey {
  /** In no stretch of time as long as `windowMs`, wherever it begins, is more than `limit` counted. */
  limit: number;
  windowMs: number;
}

/** Into how many parts a window is divided for counting: something is forgotten at most two parts late. */
export const PARTS_OF_WINDOW = 60;

/** Times are the database's, in milliseconds. */
export type TakeAnswer =
  | { outcome: 'allowed'; at: number }
  | {
      outcome: 'refused';
      at: number;
      /** Which of the limits it was: the one that frees a place last. */
      by: number;
      /** When its places become free, one time a place, in order. Empty where the limit is nought. */
      freeAt: number[];
    };

/** Limits that all desktops share (`rate_limiting`). */
export interface RateLimitStore {
  /**
   * Counts one request under every one of these limits, or, when one of them is reached, under none. What is allowed
   * has to be done within a part of the shortest window.
   *
   * @param instead when (by an earlier answer) the same request was counted before under these limits and then not
   *   made: that is taken back in the same step when it is allowed now. Not to be given a second time: what became of a
   *   call that failed is not known
   */
  take(limits: readonly RateLimit[], instead?: number): Promise<TakeAnswer>;
}
