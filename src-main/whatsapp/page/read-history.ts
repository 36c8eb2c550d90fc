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
  /** Seconds, exclusive; 0 for none. */
  readonly before: number;
  readonly limit: number;
  /** How many batches one call may read back before it answers `more`. */
  readonly batches: number;
}

export type HistoryAnswer =
  { state: 'more' } | { state: 'done'; messages: string[]; end: HistoryEnd };

/** What ended the reading: `since` was reached, the limit, the chat's beginning, or WhatsApp gave the same again. */
export type HistoryEnd = 'since' | 'limit' | 'beginning' | 'stuck';

/**
 * Page script: the newest messages of a chat before `before` and back to `since`, oldest first, as JSON texts. A
 * second is never divided: there may be more than `limit`. Called again while it answers `more`.
 *
 * The library's own `fetchMessages` reverses the messages of one second and then cuts off the newest. WhatsApp's
 * order within a second is only known from the order in which its batches came, so that is remembered here.
 */
export async function readHistory(input: HistoryInput): Promise<HistoryAnswer> {
  const { Chat } = window.require('WAWebCollections');
  const wid = window.require('WAWebWidFactory').createWid(input.chatId);
  const sibling = window.require('WAWebApiContact').getAlternateUserWid(wid);
  const chat = Chat.get(wid) ?? (sibling === undefined ? undefined : Chat.get(sibling));
  if (chat === undefined) return { state: 'done', messages: [], end: 'beginning' };

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

  const wanted = (message: PageMessage): boolean =>
    message.t >= input.since && (input.before === 0 || message.t < input.before);
  /** The oldest second that is wanted under the limit, or -1 when the limit cuts nothing off. */
  const cutOff = (messages: PageMessage[]): number => {
    const times = messages.filter(wanted).map((message) => message.t);
    times.sort((a, b) => b - a);
    const last = times[input.limit - 1];
    return last !== undefined && times.some((time) => time < last) ? last : -1;
  };
  const reached = (messages: PageMessage[]): HistoryEnd | null =>
    cutOff(messages) !== -1
      ? 'limit'
      : messages.some((message) => message.t < input.since)
        ? 'since'
        : null;

  let end = reached(chat.msgs.getModelsArray());
  for (let batch = 0; end === null; batch += 1) {
    if (batch === input.batches) return { state: 'more' };
    const earlier = await window.require('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
    if (earlier === undefined || earlier.length === 0) {
      end = 'beginning';
      break;
    }
    if (placeEarlier(earlier) === 0) {
      end = 'stuck';
      break;
    }
    placeNew();
    end = reached(chat.msgs.getModelsArray());
  }

  const oldest = cutOff(chat.msgs.getModelsArray());
  const newest = chat.msgs
    .getModelsArray()
    .filter((message) => wanted(message) && message.t >= oldest)
    .sort(
      (a, b) => a.t - b.t || (order.places.get(a.id.id) ?? 0) - (order.places.get(b.id.id) ?? 0),
    );

  /** They stand in a table of their own. What cannot be read there comes with the next reaction. */
  const reactionsOf = async (message: PageMessage): Promise<unknown[] | undefined> => {
    const { Reactions } = window.require('WAWebCollections');
    const found = await Reactions.find(message.id.toString()).catch(() => undefined);
    return found?.reactions.serialize().flatMap(({ senders }) => senders);
  };
  /** So do the votes on polls. A page that keeps them elsewhere has none to tell. */
  const votesOf = async (message: PageMessage): Promise<unknown[]> => {
    try {
      const votes = await window
        .require('WAWebPollsVotesSchema')
        .getTable()
        .equals(['parentMsgKey'], message.id.toString());
      return votes.map(({ sender, selectedOptionLocalIds, senderTimestampMs }) => ({
        sender,
        // Bytes, which JSON does not know.
        selectedOptionLocalIds: [...new Uint8Array(selectedOptionLocalIds)],
        senderTimestampMs,
      }));
    } catch {
      return [];
    }
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
    if (message.type === 'poll_creation') model.deskVotes = await votesOf(message);
    texts.push(JSON.stringify(model));
  }
  return { state: 'done', messages: texts, end };
}
