/** `WAWebAddonReactionTableMode`; the library wraps `bulkUpsert` to hear of reactions. */
export const reactionTable = {
  reactionTableMode: {
    bulkUpsert: (_reactions: readonly object[]): Promise<void> => Promise.resolve(),
  },
};
