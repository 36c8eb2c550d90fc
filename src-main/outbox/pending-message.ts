import type {
  Media,
  MessageDetails,
  MessageType,
  OutboxState,
} from '../../src-preload/contract/message-content.ts';
import { type Message, nothingButText } from '../../src-preload/contract/message.ts';
import { type OutboxItem, type OutboxPayload, textOf } from './outbox-item.ts';
import { toVcard } from '../domain/vcard.ts';

/** Why a queued message has not gone yet. */
export type Waiting = Pick<Extract<OutboxState, { state: 'queued' }>, 'waitsFor' | 'goesAt'>;

/** How a message looks that WhatsApp has accepted and the database does not have yet. */
export function toAcceptedMessage(item: OutboxItem): Message {
  return {
    ...toPendingMessage({ ...item, state: 'sending' }),
    status: 'sent',
    statusUpdates: [{ status: 'sent', timestamp: item.createdAt }],
    outbox: null,
    ...(item.schedule && { schedule: item.schedule }),
  };
}

/** How a message in the outbox looks in its thread: at the end, with the time of writing. */
export function toPendingMessage(
  item: OutboxItem,
  waiting: Waiting = { waitsFor: 'turn', goesAt: null },
): Message {
  const status = item.state === 'failed' ? 'failed' : 'sending';
  return {
    messageId: item.messageId,
    conversationId: item.conversationId,
    direction: 'outgoing',
    ...nothingButText,
    type: typeOf(item.payload),
    content: textOf(item.payload),
    media: mediaOf(item.payload),
    details: detailsOf(item.payload),
    replyTo: item.replyTo ?? null,
    isForwarded: item.isForwarded ?? false,
    senderName: null,
    sentBy: item.userId,
    status,
    statusUpdates: [{ status, timestamp: item.createdAt }],
    outbox: outboxStateOf(item, waiting),
    leadGenerated: false,
    timestamp: item.createdAt,
    sequence: 0,
  };
}

function typeOf(payload: OutboxPayload): MessageType {
  return payload.kind === 'file' ? payload.form : payload.kind;
}

function mediaOf(payload: OutboxPayload): Media | null {
  if (payload.kind !== 'file') return null;
  return {
    state: 'waiting',
    url: null,
    thumbnailUrl: null,
    fileName: payload.fileName,
    fileSize: payload.fileSize,
    mimeType: payload.mimeType,
    duration: null,
    width: null,
    height: null,
    isGif: false,
    isViewOnce: false,
  };
}

function detailsOf(payload: OutboxPayload): MessageDetails | null {
  switch (payload.kind) {
    case 'text':
    case 'file':
      return null;
    case 'location':
      return { ...payload, isLive: false };
    case 'contact':
      return {
        kind: 'contact',
        cards: payload.cards.map((card) => ({ ...card, vcard: toVcard(card) })),
      };
    case 'poll':
      return { ...payload, options: payload.options.map((name) => ({ name, votes: 0 })) };
  }
}

function outboxStateOf(
  { state, attempts, failureCode, schedule }: OutboxItem,
  waiting: Waiting,
): OutboxState {
  switch (state) {
    case 'queued':
      return {
        state,
        ...waiting,
        scheduledFor: schedule?.at ?? null,
        ...(schedule && { timeZone: schedule.timeZone }),
        attempts,
      };
    case 'sending':
      return { state, attempts };
    case 'failed':
      return { state, code: failureCode ?? 'whatsapp_failed', attempts };
  }
}
