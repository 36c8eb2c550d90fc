import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Workplace } from '../app/workplace.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { HandlersOf } from './handlers.ts';

/** Everything that waits on this computer, and the files that are handed over for it. */
export function outboxHandlers(
  workplace: () => Workplace,
): HandlersOf<'outbox'> & HandlersOf<'upload'> {
  return {
    'outbox.list': async () => {
      const { outbox } = workplace();
      const items = outbox.all();
      const names = await namesOf(
        workplace(),
        items.map(({ conversationId }) => conversationId),
      );
      return items.map((item) => ({
        message: outbox.shown(item),
        conversationName: names.get(item.conversationId) ?? null,
      }));
    },

    'outbox.retryAll': async () => {
      const { outbox } = workplace();
      const failed = outbox.all().filter(({ state }) => state === 'failed');
      for (const { messageId } of failed) await outbox.retry(messageId);
      return { count: failed.length };
    },

    'upload.begin': async (description) => ({
      uploadId: await workplace().files.begin(description),
    }),
    'upload.append': async ({ uploadId, offset, bytes }) => {
      await workplace().files.append(uploadId, offset, bytes);
      return null;
    },
    'upload.finish': async ({ uploadId }) => {
      await workplace().files.finish(uploadId);
      return null;
    },
    'upload.read': async ({ uploadId, offset }) => ({
      bytes: new Uint8Array(await workplace().files.readKept(uploadId, offset)),
    }),
    'upload.discard': async ({ uploadId }) => {
      await workplace().files.discard(uploadId);
      return null;
    },
  };
}

async function namesOf(
  { stores }: Workplace,
  conversationIds: readonly ConversationId[],
): Promise<Map<ConversationId, string>> {
  if (conversationIds.length === 0) return new Map();
  try {
    const summaries = await stores.conversations.summaries([...new Set(conversationIds)]);
    return new Map(summaries.map(({ conversationId, name }) => [conversationId, name]));
  } catch (error) {
    if (isUnreachable(error)) return new Map();
    throw error;
  }
}
