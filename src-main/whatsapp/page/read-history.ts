import type { PageMessage, WhatsAppPage } from './whatsapp-page.ts';

/** Per chat, the place of every message in WhatsApp's order: what was read back has ever smaller numbers. */
interface ChatOrder {
  places: Map<string, number>;
  first: number;
  next: number;
}

declare const window: WhatsAppPage & { __deskOrder?: Map<string, ChatOrder> };

export interface HistoryInput {
  readonly [key: string]: string | number;
  readonly chatId: string;
  /** Seconds, inclusive. */
  readonly since: number;
  readonly limit: number;
  /** How many batches one call may read back before it answers `more`. */
  readonly batches: number;
}

export type HistoryAnswer =
  { state: 'more' } | { state: 'done'; messages: string[]; complete: boolean };

/**
 * Page script: the newest messages of a chat back to `since`, oldest first, as JSON texts. Called again while it
 * answers `more`.
 *
 * The library's own `fetchMessages` reverses the messages of one second and then cuts off the newest. WhatsApp's
 * order within a second is only known from the order in which its batches came, so that is remembered here.
 */
export async function readHistory(input: HistoryInput): Promise<HistoryAnswer> {
  const { Chat } = window.require('WAWebCollections');
  const wid = window.require('WAWebWidFactory').createWid(input.chatId);
  const sibling = window.require('WAWebApiContact').getAlternateUserWid(wid);
  const chat = Chat.get(wid) ?? (sibling === undefined ? undefined : Chat.get(sibling));
  if (chat === undefined) return { state: 'done', messages: [], complete: true };

  const orders = (window.__deskOrder ??= new Map());
  const orderKey = chat.id.toString();
  const order = orders.get(orderKey) ?? { places: new Map(), first: 0, next: 0 };
  orders.set(orderKey, order);
  const placeNew = (): void => {
    for (const message of chat.msgs.getModelsArray()) {
      if (order.places.has(message.id.id)) continue;
      order.places.set(message.id.id, order.next);
      order.next += 1;
    }
  };
  const placeEarlier = (batch: PageMessage[]): number => {
    const unseen = batch.filter((message) => !order.places.has(message.id.id));
    order.first -= unseen.length;
    for (const [index, message] of unseen.entries()) {
      order.places.set(message.id.id, order.first + index);
    }
    return unseen.length;
  };
  placeNew();

  const wanted = (message: PageMessage): boolean => message.t >= input.since;
  // One more than wanted shows that the limit cut something off.
  const enough = (messages: PageMessage[]): boolean =>
    messages.some((message) => !wanted(message)) || messages.length > input.limit;

  let stuck = false;
  for (let batch = 0; !enough(chat.msgs.getModelsArray()); batch += 1) {
    if (batch === input.batches) return { state: 'more' };
    const earlier = await window.require('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
    if (earlier === undefined || earlier.length === 0) break;
    stuck = placeEarlier(earlier) === 0;
    if (stuck) break;
    placeNew();
  }

  const messages = chat.msgs
    .getModelsArray()
    .filter(wanted)
    .sort(
      (a, b) => a.t - b.t || (order.places.get(a.id.id) ?? 0) - (order.places.get(b.id.id) ?? 0),
    );
  const newest = messages.slice(-input.limit);

  /** They stand in a table of their own. What cannot be read there comes with the next reaction. */
  const reactionsOf = async (message: PageMessage): Promise<unknown[]> => {
    const { Reactions } = window.require('WAWebCollections');
    const found = await Reactions.find(message.id.toString()).catch(() => undefined);
    return found?.reactions.serialize().flatMap(({ senders }) => senders) ?? [];
  };

  /** How long a message may stay undeciphered before it is taken as it is. Seconds. */
  const patience = 300;
  const now = Date.now() / 1000;
  const texts: string[] = [];
  for (const message of newest) {
    const model = window.WWebJS.getMessageModel(message);
    if (message.type === 'ciphertext') {
      // It comes as an event as soon as it is deciphered.
      if (now - message.t < patience) continue;
      model.decryptionFailed = true;
    }
    if (message.hasReaction === true) model.deskReactions = await reactionsOf(message);
    texts.push(JSON.stringify(model));
  }
  return { state: 'done', messages: texts, complete: !stuck && messages.length <= input.limit };
}
