import { randomUUID } from 'node:crypto';
import { type LeadScorer, scoreMessage } from '../../../src-main/domain/leads/score-message.ts';
import { LEAD_THRESHOLD } from '../../../src-preload/contract/lead-reason.ts';
import type { JournalEntry } from '../../../src-main/journal/journal-entry.ts';
import { SessionId, type UserId } from '../../../src-preload/contract/ids.ts';
import { type Dialogue, readDialogues } from '../../simulator/control/dialogues.ts';
import { appScorers } from '../leads/app-scorers.ts';
import type { StandingChat, Standing } from './what-stands.ts';

const file = new URL('../../fixtures/order-dialogues-200.jsonl', import.meta.url);
/** Seconds: the ninth of October 2025. A third of the dialogues each is of this month and the two before. */
const NEWEST = 1_760_000_000;
const MONTH = 31 * 24 * 3_600;
/** Messages between two changes of the session's state. */
const SESSION_EVERY = 8;

/** What WhatsApp delivers to one account, and what must stand in the databases in the end. */
export interface DialogueStream {
  readonly sessionId: SessionId;
  /** In the order in which it came. */
  readonly entries: readonly JournalEntry[];
  readonly book: Standing;
}

/**
 * The first dialogues of the fixture, all at once: one turn of each in turn, two of a dialogue in every second, each
 * of ours followed by its blue ticks. In every other chat WhatsApp tells its own unread count; in every fifth all is
 * told again in the end, as history, with a message before it. Meanwhile the session comes and goes.
 */
export async function dialogueStream(input: {
  userId: UserId;
  /** Every stream has an account, a session and customers of its own. */
  account: number;
  dialogues: number;
}): Promise<DialogueStream> {
  const dialogues = (await readDialogues(file)).slice(0, input.dialogues);
  const sessionId = SessionId.parse(randomUUID());
  const source = {
    sessionId,
    userId: input.userId,
    accountId: `${34_600_100_000 + input.account}@c.us`,
    linkedAt: 0,
  };
  const scorer = (await appScorers())(null);
  const chats = dialogues.map(
    (dialogue, index) => new Chat({ source, dialogue, index, account: input.account, scorer }),
  );
  const entries: JournalEntry[] = [];
  let changes = 0;
  let messages = 0;
  for (let turn = 0; turn < Math.max(...dialogues.map(({ turns }) => turns.length)); turn++) {
    for (const chat of chats) {
      const told = chat.tell(turn);
      if (told.length > 0 && messages++ % SESSION_EVERY === 0) {
        entries.push(sessionChange(source, changes++));
      }
      entries.push(...told);
    }
  }
  for (const chat of chats) entries.push(...chat.tellHistory());
  const book = chats.map((chat) => chat.book());
  return {
    sessionId,
    entries,
    book: {
      chats: book,
      contacts: book.length,
      session: {
        messageCount: book.reduce((sum, { messageCount }) => sum + messageCount, 0),
        errorCount: Math.floor(changes / 2),
        logs: changes,
      },
    },
  };
}

type Source = Pick<
  Extract<JournalEntry, { kind: 'event' }>,
  'sessionId' | 'userId' | 'accountId'
> & {
  linkedAt: number;
};

interface Told {
  messageId: string;
  fromMe: boolean;
  text: string;
  raw: { id: unknown; t: number };
}

/** One customer's dialogue, and what has been told of it. */
class Chat {
  readonly #source: Source;
  readonly #dialogue: Dialogue;
  readonly #index: number;
  readonly #chatId: string;
  readonly #scorer: LeadScorer;
  readonly #told: Told[] = [];
  #unread = 0;

  constructor(input: {
    source: Source;
    dialogue: Dialogue;
    index: number;
    account: number;
    scorer: LeadScorer;
  }) {
    this.#scorer = input.scorer;
    this.#source = input.source;
    this.#dialogue = input.dialogue;
    this.#index = input.index;
    this.#chatId = `${34_700_000_000 + input.account * 1_000 + input.index}@c.us`;
  }

  get #hasOwnCount(): boolean {
    return this.#index % 2 === 1;
  }

  get #startsAt(): number {
    return NEWEST - (this.#index % 3) * MONTH + this.#index * 60;
  }

  /** What comes with this turn; nothing when the dialogue is over. */
  tell(turn: number): JournalEntry[] {
    const said = this.#dialogue.turns[turn];
    if (!said) return [];
    const told = this.#message(said.text, {
      fromMe: said.from === 'agent',
      number: turn + 1,
      t: this.#startsAt + Math.floor(turn / 2),
    });
    this.#told.push(told);
    const entries = [this.#event('message', told.raw)];
    if (told.fromMe) entries.push(this.#event('ack', { id: told.raw.id, ack: 3 }));
    this.#unread = this.#hasOwnCount && told.fromMe ? 0 : this.#unread + (told.fromMe ? 0 : 1);
    if (this.#hasOwnCount) {
      entries.push(this.#event('unread', { chatId: this.#chatId, unreadCount: this.#unread }));
    }
    return entries;
  }

  /** All of it again, and a message from before. */
  tellHistory(): JournalEntry[] {
    if (this.#index % 5 !== 0) return [];
    const t = this.#startsAt - 3_600;
    this.#told.unshift(this.#message('Good morning', { fromMe: false, number: 0, t }));
    return [
      {
        kind: 'history',
        ...this.#source,
        chatId: this.#chatId,
        messages: this.#told.map(({ raw }) => raw),
        report: { stretch: { from: 0, to: NEWEST * 1_000 } },
      },
    ];
  }

  book(): StandingChat {
    const messages = this.#told.map(({ messageId, text, fromMe }) => ({
      messageId,
      content: text,
      status: fromMe ? 'read' : 'delivered',
    }));
    const last = messages.at(-1);
    const buying = this.#told.find(
      ({ fromMe, text }) => !fromMe && scoreMessage(this.#scorer, text).score >= LEAD_THRESHOLD,
    );
    return {
      chatId: this.#chatId,
      messages,
      messageCount: messages.length,
      unread: this.#unread,
      ...(last && { last: { messageId: last.messageId, status: last.status } }),
      leads: buying ? [buying.messageId] : [],
      leadMessages: buying ? [buying.messageId] : [],
      knowsItsLead: buying !== undefined,
    };
  }

  #message(text: string, input: { fromMe: boolean; number: number; t: number }): Told {
    const { fromMe, number, t } = input;
    const messageId = `3EB0${String(this.#index).padStart(12, '0')}${String(number).padStart(6, '0')}`;
    const [me, chat] = [this.#source.accountId, this.#chatId];
    return {
      messageId,
      fromMe,
      text,
      raw: {
        id: { fromMe, remote: chat, id: messageId, _serialized: `${fromMe}_${chat}_${messageId}` },
        t,
        ...{ from: fromMe ? me : chat, to: fromMe ? chat : me, type: 'chat', body: text },
        ...{ ack: fromMe ? 1 : 0, notifyName: `Customer ${this.#index}` },
      },
    };
  }

  #event(type: 'message' | 'ack' | 'unread', raw: unknown): JournalEntry {
    return { kind: 'event', ...this.#source, type, raw, receivedAt: NEWEST * 1_000 };
  }
}

/** In turn the session connects, and ends with an error. */
function sessionChange({ sessionId, userId }: Source, number: number): JournalEntry {
  const isError = number % 2 === 1;
  return {
    kind: 'session',
    ...{ sessionId, userId, eventId: randomUUID(), at: NEWEST * 1_000 + number, eventData: {} },
    status: isError ? 'disconnected' : 'connected',
    eventType: isError ? 'error' : 'connected',
    severity: isError ? 'error' : 'info',
    message: isError ? 'The line broke' : 'Connected',
    ...(isError && { error: 'The line broke' }),
  };
}
