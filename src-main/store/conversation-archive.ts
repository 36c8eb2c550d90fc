/** Takes conversations in which nobody has written for months out of the way; they open from there like any other. */
export interface ConversationArchive {
  /**
   * Archives every conversation whose last message is older than `before` (milliseconds), and finishes what an
   * earlier run left half done. It may be stopped by `signal`, killed, or run by two desktops at once: every message
   * is at each moment in one place. Answers how many conversations are in the archive now that were not before.
   *
   * @param onProgress told how many are in the archive, of those that are to go there; not where there are none
   */
  archiveIdle(
    before: number,
    signal?: AbortSignal,
    onProgress?: (done: number, total: number) => void,
  ): Promise<number>;
}
