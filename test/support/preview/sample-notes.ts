import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import { mentionOf, Note } from '../../../src-preload/contract/note.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { type FakeBridge, fail, succeed } from './fake-bridge.ts';
import { objectId, sampleColleagues, uuid } from './sample-data.ts';

/** Two notes at the end of every conversation, one of which mentions whoever looks at them. */
export function handleNotes(
  bridge: FakeBridge,
  conversations: readonly ConversationSummary[],
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  bridge
    .handle('note.list', ({ conversationId }) =>
      fill(() => sampleNotes(conversations.find((each) => each.conversationId === conversationId))),
    )
    .handle('note.see', () => succeed(null))
    .handle('note.write', () => fail('database_unreachable'));
}

function sampleNotes(conversation: ConversationSummary | undefined): Note[] {
  if (conversation === undefined) return [];
  const { conversationId, lastMessageAt } = conversation;
  const [me = UserId.parse(objectId(1)), other = me] = sampleColleagues().map(
    ({ userId }) => userId,
  );
  return [
    { authorId: me, body: 'Wants an invoice in the name of the company, not her own.', before: 90 },
    {
      authorId: other,
      body: `${mentionOf(me)} could you call her before Friday? She asked twice about the delivery, and the workshop says Thursday.`,
      before: 1,
    },
  ].map(({ authorId, body, before }, index) =>
    Note.parse({
      noteId: uuid(9_000 + index),
      conversationId,
      authorId,
      body,
      mentions: index === 1 ? [me] : [],
      timestamp: lastMessageAt - before * 1_000,
      editedAt: index === 0 ? lastMessageAt : null,
      isDeleted: false,
    }),
  );
}
