import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { Draft } from '../../../src-preload/contract/draft.ts';
import { BusinessId, QuickReplyId } from '../../../src-preload/contract/ids.ts';
import type { QuickReply } from '../../../src-preload/contract/quick-reply.ts';
import { UploadId } from '../../../src-preload/contract/outgoing.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { objectId } from './sample-data.ts';
import { type FakeBridge, fail, succeed } from './fake-bridge.ts';

/** What the composer asks main for. */
export function handleComposer(
  bridge: FakeBridge,
  conversations: readonly ConversationSummary[],
  now: number,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  const isFull = conversations.length > 0;
  bridge
    .handle('settings.dictionaries', () =>
      succeed([
        { language: 'en', state: 'ready' },
        { language: 'es', state: 'failed' },
      ]),
    )
    .handle('settings.fetchDictionaries', () => succeed(null))
    .handle('upload.begin', () =>
      isFull ? succeed({ uploadId: UploadId.parse(crypto.randomUUID()) }) : fail('file_too_large'),
    )
    .handle('upload.append', ({ offset }) => (offset === 0 ? succeed(null) : new Promise(() => {})))
    .handle('upload.finish', () => succeed(null))
    .handle('upload.discard', () => succeed(null))
    .handle('desktop.allowMicrophone', () => succeed('refused'))
    .handle('desktop.releaseMicrophone', () => succeed(null))
    .handle('draft.list', () => succeed(sampleDrafts(conversations)))
    .handle('draft.keep', () => succeed(null))
    .handle('quickReply.list', () => fill(() => (isFull ? sampleQuickReplies(now) : [])))
    .handle('quickReply.create', () => succeed({ outcome: 'shortcut_taken' }))
    .handle('quickReply.update', () => succeed({ outcome: 'shortcut_taken' }))
    .handle('quickReply.delete', () => succeed(null));
}

/** What a shop sends every day. */
function sampleQuickReplies(now: number): QuickReply[] {
  const texts: readonly (readonly [shortcut: string, content: string])[] = [
    ['delivery', 'We deliver within two working days. May I have the address, please?'],
    ['gracias', '¡Muchas gracias, {{contact.firstName}}! Que tengas un buen día.'],
    ['hours', 'We are open from Monday to Saturday, nine to eight.'],
    [
      'offer',
      'Hello {{contact.firstName}}, this is {{me.firstName}} of {{business.name}}. Here is your offer.',
    ],
    ['payment-by-bank-transfer', 'You can pay by transfer to ES21 1465 0100 7220 3087 6293.'],
  ];
  return texts.map(([shortcut, content], index) => ({
    quickReplyId: QuickReplyId.parse(objectId(500 + index)),
    shortcut,
    content,
    isMarketing: shortcut === 'offer',
    businessId: index === 3 ? BusinessId.parse('b'.repeat(24)) : null,
    createdBy: 'Ana Torres',
    updatedBy: index === 2 ? null : 'Pablo Ruiz',
    updatedAt: now - index * 86_400_000,
  }));
}

/** Two of the first conversations have something begun, one of them in Arabic. */
function sampleDrafts(conversations: readonly ConversationSummary[]): Draft[] {
  return [
    'Good morning! I have asked the workshop, and the blue one',
    'نعم، يمكننا التوصيل غدًا',
  ].flatMap((text, index) => {
    const conversation = conversations[2 + index * 2];
    if (conversation === undefined) return [];
    return [
      {
        conversationId: conversation.conversationId,
        text,
        replyTo: null,
        files: [],
        editing: null,
        note: null,
      },
    ];
  });
}
