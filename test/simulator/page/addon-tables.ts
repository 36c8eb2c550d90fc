import { messages } from './collections.ts';

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

/** What the library's `getPollVotes` asks of the table of votes, by the key of the poll. */
const voteTable = {
  equals: (_fields: readonly string[], key: string): Promise<object[]> =>
    Promise.resolve(
      (messages.get(key)?.votes ?? []).map(({ from, options, t }) => ({
        parentMsgKey: key,
        sender: from,
        selectedOptionLocalIds: Uint8Array.from(options).buffer,
        senderTimestampMs: t,
      })),
    ),
};

/** `WAWebPollsVotesSchema`. */
export const pollVotesSchema = { getTable: (): typeof voteTable => voteTable };
