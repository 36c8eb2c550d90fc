import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import { castCustomer, type Dialogue } from '../simulator/control/dialogues.ts';
import type { SimulatorControl } from '../simulator/control/simulator-control.ts';
import type { AppUnderTest } from './app-under-test.ts';

/** Dialogues that go on at the same time. */
const AT_ONCE = 32;
/** The longest pause before a turn, in milliseconds. */
const PAUSE_MS = 150;
const RETRY_MS = 250;

/** What was written in the app, in the order of writing. */
export interface WrittenInApp {
  chatId: string;
  texts: string[];
}

/**
 * Plays dialogues in both directions: customers write on their phones; of what the agent says, half is written in the
 * app and half on the owner's phone. It goes on through every fault: what the app did not take is written again, after
 * a look at whether it was taken after all.
 */
export class Correspondence {
  readonly #app: AppUnderTest;
  readonly #simulator: SimulatorControl;
  readonly #random: () => number;
  readonly #conversationOf: (chatId: string) => Promise<ConversationId | null>;
  readonly writtenInApp: WrittenInApp[] = [];
  /** Turns that were played. */
  played = 0;

  constructor(input: {
    app: AppUnderTest;
    simulator: SimulatorControl;
    /** A number from 0 up to 1. */
    random(): number;
    /** Null while the app has not stored any message of the chat. */
    conversationOf(chatId: string): Promise<ConversationId | null>;
  }) {
    this.#app = input.app;
    this.#simulator = input.simulator;
    this.#random = () => input.random();
    this.#conversationOf = (chatId) => input.conversationOf(chatId);
  }

  /** Resolves when every turn is in the book, or durable in the app. */
  async play(dialogues: readonly Dialogue[]): Promise<void> {
    const waiting = dialogues.entries();
    const one = async (): Promise<void> => {
      for (const [index, dialogue] of waiting) await this.#playOne(dialogue, index);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  }

  async #playOne({ turns }: Dialogue, index: number): Promise<void> {
    const { number, ...profile } = castCustomer(index, 'mixed');
    const customer = this.#simulator.customer(number, profile);
    const { chatId } = await customer.meets();
    const written: WrittenInApp = { chatId, texts: [] };
    this.writtenInApp.push(written);
    for (const [position, { from, text }] of turns.entries()) {
      await sleep(this.#random() * PAUSE_MS);
      if (from === 'customer' || position === 0) await customer.says(text);
      else if (this.#random() < 0.5) await this.#simulator.phone.says(chatId, text);
      else {
        // To be told apart from what the same people say elsewhere.
        const own = `${text} (${index + 1}.${position + 1})`;
        await this.#writeInApp(chatId, own);
        written.texts.push(own);
      }
      this.played += 1;
    }
  }

  async #writeInApp(chatId: string, text: string): Promise<void> {
    const conversationId = await this.#untilKnown(chatId);
    for (;;) {
      if ((await this.#app.ask('message.send', { conversationId, text })) !== null) return;
      // It may have been taken before the answer was lost.
      await sleep(RETRY_MS);
      if (await this.#wasTaken(conversationId, chatId, text)) return;
    }
  }

  async #wasTaken(conversationId: ConversationId, chatId: string, text: string): Promise<boolean> {
    for (;;) {
      // The outbox first: what leaves it is in the book by then.
      const page = await this.#app.ask('message.list', { conversationId, limit: 200 });
      if (page === null) {
        await sleep(RETRY_MS);
        continue;
      }
      if (page.items.some(({ content }) => content === text)) return true;
      const { chats } = await this.#simulator.book();
      const chat = chats.find((each) => each.chatId === chatId);
      return chat?.messages.some(({ body }) => body === text) ?? false;
    }
  }

  async #untilKnown(chatId: string): Promise<ConversationId> {
    for (;;) {
      const known = await this.#conversationOf(chatId);
      if (known !== null) return known;
      await sleep(RETRY_MS);
    }
  }
}
