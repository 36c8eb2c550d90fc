import type { WireChat, WireContact, WireMessage } from '../protocol/wire-message.ts';
import { messageFromWire, messages, putChat, putContact } from './collections.ts';
import type { ChatModel } from './chat-model.ts';
import type { MessageModel } from './message-model.ts';

/** Puts a message at the end of its chat. */
export function appendToChat(chat: ChatModel, message: MessageModel): void {
  chat.msgs.add(message);
  chat.oldest ??= message.id.id;
  chat.lastReceivedKey = message.id;
}

/** A message of the first picture of the world: no event. */
export function preload(chat: ChatModel, wire: WireMessage): void {
  appendToChat(chat, messages.recall(wire));
}

interface Arrival {
  readonly message: WireMessage;
  readonly chat: WireChat;
  readonly contact?: WireContact | undefined;
}

/** A message that came just now: raises the events that the library listens to. Known ones change nothing but acks. */
export function receive(arrival: Arrival): void {
  if (arrival.contact !== undefined) putContact(arrival.contact);
  const chat = putChat(arrival.chat);
  const known = messages.byStanza(arrival.message.key.id);
  if (known !== undefined) {
    raiseAck(known, arrival.message.ack);
    return;
  }
  const message = messageFromWire(arrival.message, true);
  messages.add(message);
  appendToChat(chat, message);
  const { t, unreadCount, name = chat.name } = arrival.chat;
  chat.set({ t, unreadCount, name });
}

export function raiseAck(message: MessageModel, ack: number): void {
  if (ack > message.ack) message.set({ ack });
}

/** `at` in milliseconds. */
export function applyEdit(message: MessageModel, text: string, at = Date.now()): void {
  const field = message.directPath === undefined ? 'body' : 'caption';
  message.set({ latestEditSenderTimestampMs: at, [field]: text });
}

export function applyRevoke(message: MessageModel): void {
  message.set({
    protocolMessageKey: message.id,
    body: '',
    caption: undefined,
    directPath: undefined,
    type: 'revoked',
  });
}

/** The text becomes readable first, the type changes last: that is what listeners wait for. */
export function applyDeciphered(message: MessageModel, type: string, body: string): void {
  message.body = body;
  message.set({ type });
}
