import type { Message } from '../../src-preload/contract/message.ts';
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
    type: 'text',
    content: item.text,
    senderName: null,
    status,
    statusUpdates: [{ status, timestamp: item.createdAt }],
    outbox:
      item.state === 'failed'
        ? { state: 'failed', code: item.failureCode ?? 'whatsapp_failed' }
        : { state: item.state },
    leadGenerated: false,
    timestamp: item.createdAt,
    sequence: 0,
  };
}
