/** What is counted: who does what. None of it may be personal data. */
export interface RateLimitKey {
  /** An IP address, `users.object_id` or `whatsapp_sessions.sessionId`. */
  identifier: string;
  identifierType: 'ip' | 'user' | 'session';
  endpoint: string;
  /** Up to 10 characters. */
  method: string;
}

/** Limits that all desktops share (`rate_limiting`). */
export interface RateLimitStore {
  /**
   * Counts one request, unless `limit` of them were counted in the present window already. Windows of `windowMs`
   * milliseconds follow each other without gaps, by the database's clock. `remaining` is how many are left in this
   * window, `windowEndsAt` (milliseconds) when the next begins.
   */
  take(
    input: RateLimitKey & { limit: number; windowMs: number },
  ): Promise<{ outcome: 'allowed' | 'refused'; remaining: number; windowEndsAt: number }>;
}
