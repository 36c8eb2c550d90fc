import type { WireChat, WireContact, WireMessage } from '../protocol/wire-message.ts';
import { messageFromWire, messages, putChat, putContact } from './collections.ts';
import type { ChatModel } from './chat-model.ts';
import { quirks } from './config.ts';
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
  tell(arrival.message, chat);
  const { t, unreadCount, archive, pin, name = chat.name } = arrival.chat;
  chat.set({ t, unreadCount, archive, pin, name });
}

const LATE_MS = 500;
const GATHERED_MS = 250;
const gathered: (() => void)[] = [];

/** Takes the message in, and tells the library of it as the quirk `arrivals` wants. */
function tell(wire: WireMessage, chat: ChatModel): void {
  const takeIn = (isNew = true): MessageModel => {
    const message = messages.byStanza(wire.key.id) ?? messages.add(messageFromWire(wire, isNew));
    appendToChat(chat, message);
    return message;
  };
  switch (quirks().arrivals) {
    case 'twice':
      messages.trigger('add', takeIn());
      return;
    case 'late':
      setTimeout(takeIn, LATE_MS);
      return;
    case 'reversed':
      if (gathered.push(takeIn) > 1) return;
      setTimeout(() => {
        for (const each of gathered.splice(0).reverse()) each();
      }, GATHERED_MS);
      return;
    case 'lost':
      takeIn(false);
      return;
    case 'corrupt': {
      takeIn(false);
      const unreadable = { id: undefined, type: undefined };
      messages.trigger('add', Object.assign(messageFromWire(wire, true), unreadable));
      return;
    }
    case undefined:
      takeIn();
  }
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
