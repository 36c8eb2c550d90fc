/** `WAWebAddonReactionTableMode`; the library wraps `bulkUpsert` to hear of reactions. */
export const reactionTable = {
  reactionTableMode: {
    bulkUpsert: (_reactions: readonly object[]): Promise<void> => Promise.resolve(),
  },
};

/** `WAWebAddonPollVoteTableMode`; likewise. */
export const pollVoteTable = {
  pollVoteTableMode: {
    bulkUpsert: (_votes: readonly object[]): Promise<void> => Promise.resolve(),
  },
};
