import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { Draft } from '../../../src-preload/contract/draft.ts';
import { type FakeBridge, succeed } from './fake-bridge.ts';

/** What the composer asks main for. */
export function handleComposer(
  bridge: FakeBridge,
  conversations: readonly ConversationSummary[],
): void {
  bridge
    .handle('draft.list', () => succeed(sampleDrafts(conversations)))
    .handle('draft.keep', () => succeed(null));
}

/** Two of the first conversations have something begun, one of them in Arabic. */
function sampleDrafts(conversations: readonly ConversationSummary[]): Draft[] {
  return [
    'Good morning! I have asked the workshop, and the blue one',
    'نعم، يمكننا التوصيل غدًا',
  ].flatMap((text, index) => {
    const conversation = conversations[2 + index * 2];
    if (conversation === undefined) return [];
    return [{ conversationId: conversation.conversationId, text, replyTo: null, editing: null }];
  });
}
