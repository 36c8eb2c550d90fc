import { AppError } from '../../../src-main/common/app-error.ts';
import type {
  ClientEvent,
  SendResult,
  WhatsAppClient,
} from '../../../src-main/whatsapp/whatsapp-client.ts';

type Answer = SendResult | Error;

export interface SentText {
  chatId: string;
  text: string;
  messageId: string;
}

/** A connected account at a WhatsApp that does as the test says, and counts what really arrived there. */
export class FakeAccount implements WhatsAppClient {
  /** Everything that the app handed over, in order, refused or not. */
  readonly sends: SentText[] = [];
  /** `find` and `send` in the order in which they were asked. */
  readonly calls: string[] = [];
  /** What WhatsApp has, by message id, with WhatsApp's ack. */
  readonly held = new Map<string, SentText & { ack: number }>();
  readonly seen: string[] = [];
  readonly #listeners = new Set<(event: ClientEvent) => void>();
  /** What becomes of a send. `sent` unless the test says otherwise. */
  onSend: (sent: SentText) => Answer | Promise<Answer> = () => 'sent';
  /** Called before a question is answered; may throw. */
  onFind: () => void | Promise<void> = () => undefined;

  async sendText(sent: SentText): Promise<SendResult> {
    this.calls.push(`send ${sent.text}`);
    this.sends.push(sent);
    const answer = await this.onSend(sent);
    if (answer instanceof Error) throw answer;
    this.held.set(sent.messageId, { ...sent, ack: answer === 'sent' ? 1 : 0 });
    return answer;
  }

  async findOwnMessage({ messageId }: { messageId: string }): Promise<unknown> {
    this.calls.push('find');
    await this.onFind();
    return this.held.get(messageId) ?? null;
  }

  say(event: ClientEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  listen(listener: (event: ClientEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  start = (): Promise<void> => Promise.resolve();
  stop = (): Promise<void> => Promise.resolve();
  logout = (): Promise<void> => Promise.resolve();
  refreshQr = (): Promise<void> => Promise.resolve();
  requestPairingCode = (): Promise<void> => Promise.resolve();
  vitals = (): { pid: null; usedAt: number } => ({ pid: null, usedAt: 0 });
  probe = (): Promise<'connected'> => Promise.resolve('connected');
  markSeen = (chatId: string): Promise<void> => {
    this.seen.push(chatId);
    return Promise.resolve();
  };
  chats = (): Promise<[]> => Promise.resolve([]);
  identity = (): Promise<null> => Promise.resolve(null);
  contacts = (): Promise<[]> => Promise.resolve([]);
  contact = (): Promise<null> => Promise.resolve(null);
  history = (): Promise<{ messages: unknown[]; end: 'beginning' }> =>
    Promise.resolve({ messages: [], end: 'beginning' });
}

/** WhatsApp itself says no. */
export function refusal(): AppError {
  return new AppError('whatsapp_refused', 'WhatsApp refused it');
}
