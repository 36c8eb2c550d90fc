/** Takes conversations in which nobody has written for months out of the way; they open from there like any other. */
export interface ConversationArchive {
  /**
   * Archives every conversation whose last message is older than `before` (milliseconds), and finishes what an
   * earlier run left half done. It may be stopped by `signal`, killed, or run by two desktops at once: every message
   * is at each moment in one place. Answers how many conversations are in the archive now that were not before.
   */
  archiveIdle(before: number, signal?: AbortSignal): Promise<number>;
}
