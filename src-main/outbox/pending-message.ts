import { type Message, nothingButText } from '../../src-preload/contract/message.ts';
import type { OutboxState } from '../../src-preload/contract/message-content.ts';
import type { OutboxItem } from './outbox-item.ts';

/** How a message looks that WhatsApp has accepted and the database does not have yet. */
export function toAcceptedMessage(item: OutboxItem): Message {
  return {
    ...toPendingMessage({ ...item, state: 'sending' }),
    status: 'sent',
    statusUpdates: [{ status: 'sent', timestamp: item.createdAt }],
    outbox: null,
  };
}

/** How a message in the outbox looks in its thread: at the end, with the time of writing. */
export function toPendingMessage(item: OutboxItem): Message {
  const status = item.state === 'failed' ? 'failed' : 'sending';
  return {
    messageId: item.messageId,
    conversationId: item.conversationId,
    direction: 'outgoing',
    ...nothingButText,
    type: 'text',
    content: item.text,
    senderName: null,
    status,
    statusUpdates: [{ status, timestamp: item.createdAt }],
    outbox: outboxStateOf(item),
    leadGenerated: false,
    timestamp: item.createdAt,
    sequence: 0,
  };
}

function outboxStateOf({ state, attempts, failureCode }: OutboxItem): OutboxState {
  switch (state) {
    case 'queued':
      return { state, waitsFor: 'turn', goesAt: null, scheduledFor: null, attempts };
    case 'sending':
      return { state, attempts };
    case 'failed':
      return { state, code: failureCode ?? 'whatsapp_failed', attempts };
  }
}
