import { castCustomer } from '../control/dialogues.ts';
import type { SimulatorControl } from '../control/simulator-control.ts';
import { SimulatorError } from '../simulator-error.ts';
import type { Book } from '../world/book.ts';
import type { PhoneRequest } from './phone-request.ts';
import type { PhoneAnswer, PhoneView } from './phone-view.ts';

const readAck = 3;
/** New customers of the window start here, so that they are not those of a loaded history. */
const firstNewCustomer = 50_000;

type BookChat = Book['chats'][number];

const newestTime = ({ messages }: BookChat): number => messages.at(-1)?.t ?? Infinity;
const previewOf = ({ messages }: BookChat): string => messages.at(-1)?.body ?? '';

function conversationOf({ messages, unreadCount }: BookChat): PhoneView['conversation'] {
  const incoming = messages.filter(({ fromMe }) => !fromMe);
  const unseen = new Set(
    incoming.slice(incoming.length - Math.max(0, unreadCount)).map(({ id }) => id),
  );
  return messages.map(({ id, fromMe, body, type, t, reactions }) => ({
    id,
    fromShop: fromMe,
    text: type === 'revoked' ? 'This message was deleted' : body === '' ? `[${type}]` : body,
    t,
    isSeen: !fromMe && !unseen.has(id),
    reactions: Object.values(reactions),
  }));
}

/** Turns the window's requests into what people do on their phones. */
export class PhoneDesk {
  readonly #simulator: SimulatorControl;
  #newCustomers = 0;

  constructor(simulator: SimulatorControl) {
    this.#simulator = simulator;
  }

  async answer(request: PhoneRequest): Promise<PhoneAnswer> {
    let chatId = 'chatId' in request ? request.chatId : null;
    let problem: string | null = null;
    try {
      chatId = (await this.#perform(request)) ?? chatId;
    } catch (error) {
      if (!(error instanceof SimulatorError)) throw error;
      problem = error.message;
    }
    return { view: await this.#view(chatId), chatId, problem };
  }

  /** Returns the chat to open, if that is a result of the request. */
  async #perform(request: PhoneRequest): Promise<string | undefined> {
    switch (request.do) {
      case 'view':
        return undefined;
      case 'scan':
        await this.#simulator.phone.scan();
        return undefined;
      case 'unlink':
        await this.#simulator.phone.unlinks();
        return undefined;
      case 'newCustomer': {
        const { number, ...profile } = castCustomer(firstNewCustomer + this.#newCustomers, 'mixed');
        this.#newCustomers += 1;
        return (await this.#simulator.customer(number, profile).meets()).chatId;
      }
      case 'write': {
        const { number } = await this.#chat(request.chatId);
        if (number === null) throw new SimulatorError('bad-request', 'a group cannot write');
        await this.#simulator.customer(number).says(request.text);
        return undefined;
      }
    }
  }

  async #chat(chatId: string): Promise<BookChat> {
    const chat = (await this.#simulator.book()).chats.find((each) => each.chatId === chatId);
    if (chat === undefined) throw new SimulatorError('nothing-known', 'this chat is gone');
    return chat;
  }

  async #view(openChatId: string | null): Promise<PhoneView> {
    const [{ chats }, status] = await Promise.all([
      this.#simulator.book(),
      this.#simulator.status(),
    ]);
    const open = chats.find(({ chatId }) => chatId === openChatId);
    // Whoever has the conversation in front of them reads it.
    if (open?.number && unreadByCustomer(open) > 0) {
      await this.#simulator.customer(open.number).reads();
    }
    const customers = chats
      .filter(({ number }) => number !== null)
      .sort((a, b) => newestTime(b) - newestTime(a))
      .map((chat) => ({
        chatId: chat.chatId,
        name: chat.name,
        number: chat.number ?? '',
        preview: previewOf(chat),
        unread: chat === open ? 0 : unreadByCustomer(chat),
      }));
    return {
      link: linkState(status),
      customers,
      conversation: open === undefined ? [] : conversationOf(open),
    };
  }
}

function unreadByCustomer({ messages }: BookChat): number {
  return messages.filter(({ fromMe, ack }) => fromMe && ack < readAck).length;
}

function linkState(status: Awaited<ReturnType<SimulatorControl['status']>>): PhoneView['link'] {
  if (status.onlineDevices > 0) return 'linked';
  if (status.isQrOffered) return 'scannable';
  return status.linkedDevices > 0 ? 'offline' : 'waiting';
}
