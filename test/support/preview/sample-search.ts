import type { CommandInput, CommandOutput } from '../../../src-preload/contract/contract.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { type Message, STAR } from '../../../src-preload/contract/message.ts';
import type { Highlight, MessageHit } from '../../../src-preload/contract/search.ts';

/** Where words of a text begin as each word of a query does; null when one of them is nowhere. */
function highlightsOf(text: string, words: readonly string[]): Highlight[] | null {
  const lower = text.toLowerCase();
  const found: Highlight[] = [];
  for (const word of words) {
    const starts = [...lower.matchAll(/[\p{L}\p{N}]+/gu)].filter(([each]) => each.startsWith(word));
    if (starts.length === 0) return null;
    found.push(...starts.map(({ index }) => ({ start: index, end: index + word.length })));
  }
  return found.sort((one, other) => one.start - other.start);
}

/** Tags of the samples that are searched. */
export const sampleTags = [STAR, 'deposit', 'urgent'];

/** Searches a few threads as main searches the databases. */
export function searchSamples(
  threads: readonly {
    readonly conversation: ConversationSummary;
    readonly messages: readonly Message[];
  }[],
  question: CommandInput<'message.search'>,
): CommandOutput<'message.search'> {
  const words = question.query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const { direction, tag, from = 0, until = Infinity, after, limit } = question;
  const hits: MessageHit[] = threads
    .filter(
      ({ conversation }) =>
        question.conversationId === undefined ||
        question.conversationId === conversation.conversationId,
    )
    .flatMap(({ conversation, messages }) =>
      messages.flatMap((plain, index) => {
        const message = index % 3 === 0 ? { ...plain, tags: sampleTags.slice(index % 2) } : plain;
        const highlights =
          words.length > 0 ? highlightsOf(message.content, words) : tag === undefined ? null : [];
        return highlights === null ||
          message.outbox !== null ||
          ![undefined, message.direction].includes(direction) ||
          (tag !== undefined && message.tags?.includes(tag) !== true) ||
          message.timestamp < from ||
          message.timestamp >= until
          ? []
          : [{ message, conversationName: conversation.name, highlights }];
      }),
    )
    .sort((one, other) => other.message.timestamp - one.message.timestamp);
  const cursorOf = ({ message }: MessageHit) => ({
    timestamp: message.timestamp,
    id: `${message.conversationId} ${message.messageId}`,
  });
  const start =
    after === undefined ? 0 : hits.findIndex((hit) => cursorOf(hit).id === after.id) + 1;
  const items = hits.slice(start, start + limit);
  const last = items.at(-1);
  return {
    items,
    next: last === undefined || start + limit >= hits.length ? null : cursorOf(last),
  };
}
