import { z } from 'zod';
import { AppError } from '../common/app-error.ts';
import type {
  ChatSnapshot,
  ContactSnapshot,
  Identity,
  WhatsAppId,
} from '../domain/whatsapp-event.ts';
import type { Log } from '../log/log.ts';
import { pageExpression } from './page/page-expression.ts';
import { readChats, readContacts } from './page/read-directory.ts';
import { readHistory } from './page/read-history.ts';
import { readIdentity } from './page/read-identity.ts';
import {
  translateChat,
  translateContact,
  translateIdentity,
} from './translators/translate-directory.ts';
import type { HistoryAnswer, HistoryQuestion } from './whatsapp-client.ts';

/** How many batches of history one call into the page reads back, so that no call takes long. */
const BATCHES_PER_CALL = 10;

const PageAnswer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('more') }),
  z.object({
    state: z.literal('done'),
    messages: z.array(z.string()),
    end: z.enum(['since', 'limit', 'beginning', 'stuck']),
  }),
]);

/** Runs an expression in the page. Rejects with a WhatsAppError. */
type RunInPage = (doing: string, expression: string) => Promise<unknown>;

/** What can be asked of a linked page: its chats, its people, and what was said. */
export class PageDirectory {
  readonly #call: RunInPage;
  readonly #look: RunInPage;
  readonly #log: Log;

  /** `look` is for what is asked now and then: it must not keep the browser awake. */
  constructor({ call, look, log }: { call: RunInPage; look: RunInPage; log: Log }) {
    this.#call = call;
    this.#look = look;
    this.#log = log;
  }

  async chats(): Promise<ChatSnapshot[]> {
    const raw = z
      .array(z.unknown())
      .parse(await this.#look('Reading chats', pageExpression(readChats)));
    return this.#translateAll(raw, translateChat).filter(
      (chat) => chat.chatId !== 'status@broadcast',
    );
  }

  async contacts(): Promise<ContactSnapshot[]> {
    const answer = await this.#call('Reading contacts', pageExpression(readContacts, null));
    return this.#translateAll(z.array(z.unknown()).parse(answer), translateContact);
  }

  async contact(whatsappId: WhatsAppId): Promise<ContactSnapshot | null> {
    const answer = await this.#orNull(
      this.#call('Reading a contact', pageExpression(readContacts, whatsappId)),
    );
    if (answer === null) return null;
    const [contact] = this.#translateAll(z.array(z.unknown()).parse(answer), translateContact);
    return contact ?? null;
  }

  async identity(whatsappId: WhatsAppId): Promise<Identity | null> {
    const answer = await this.#orNull(
      this.#call('Looking up an identity', pageExpression(readIdentity, whatsappId)),
    );
    return answer === null ? null : translateIdentity(answer);
  }

  async history(input: HistoryQuestion): Promise<HistoryAnswer> {
    const expression = pageExpression(readHistory, {
      chatId: input.chatId,
      since: Math.floor(input.since / 1000),
      before: input.before === undefined ? 0 : Math.floor(input.before / 1000),
      limit: input.limit,
      batches: BATCHES_PER_CALL,
    });
    for (;;) {
      const answer = PageAnswer.parse(await this.#call('Reading history', expression));
      if (answer.state === 'done') {
        const messages = answer.messages.map((message): unknown => JSON.parse(message));
        return { messages, end: answer.end };
      }
    }
  }

  /** Null for an id that nobody has. */
  async #orNull(answer: Promise<unknown>): Promise<unknown> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof AppError && error.code === 'whatsapp_number_unknown') return null;
      throw error;
    }
  }

  /** One that cannot be understood does not keep the others away. */
  #translateAll<Snapshot>(raw: unknown[], translate: (raw: unknown) => Snapshot): Snapshot[] {
    return raw.flatMap((item) => {
      try {
        return [translate(item)];
      } catch (error) {
        this.#log.warn('Something in the directory was not understood', { error });
        return [];
      }
    });
  }
}
