import { AppError } from '../../../src-main/common/app-error.ts';
import type {
  ClientEvent,
  MediaDownload,
  MediaRequest,
  MessageChange,
  OutgoingMessage,
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
  /** What becomes of asking for a file. Gone unless the test says otherwise. */
  onDownload: (request: MediaRequest) => MediaDownload | Promise<MediaDownload> = () => ({
    state: 'gone',
  });
  /** Called before a question is answered; may throw. */
  onFind: () => void | Promise<void> = () => undefined;

  /** Messages as they were handed over, with everything that is in them. */
  readonly outgoing: OutgoingMessage[] = [];
  /** The bytes of files that were handed over, by file. */
  readonly staged = new Map<string, Buffer>();
  readonly changes: MessageChange[] = [];

  async send(message: OutgoingMessage): Promise<SendResult> {
    const { chatId, messageId, content } = message;
    const text = content.kind === 'text' ? content.text : content.kind;
    const sent = { chatId, messageId, text };
    this.outgoing.push(message);
    this.calls.push(`send ${sent.text}`);
    this.sends.push(sent);
    const answer = await this.onSend(sent);
    if (answer instanceof Error) throw answer;
    this.held.set(sent.messageId, { ...sent, ack: answer === 'sent' ? 1 : 0 });
    return answer;
  }

  async stageFile(piece: { fileId: string; offset: number; bytes: Uint8Array }): Promise<void> {
    const before = piece.offset === 0 ? Buffer.alloc(0) : this.staged.get(piece.fileId);
    if (before?.length !== piece.offset) throw new Error('a piece is missing');
    this.staged.set(piece.fileId, Buffer.concat([before, piece.bytes]));
  }

  change = (change: MessageChange): Promise<void> => {
    this.changes.push(change);
    return Promise.resolve();
  };

  async findOwnMessage({ messageId }: { messageId: string }): Promise<unknown> {
    this.calls.push('find');
    await this.onFind();
    return this.held.get(messageId) ?? null;
  }

  say(event: ClientEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  get isHeard(): boolean {
    return this.#listeners.size > 0;
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
  sessionData = (): Promise<Record<string, never>> => Promise.resolve({});
  placeChats = (): Promise<void> => Promise.resolve();
  setBlocked = (): Promise<void> => Promise.resolve();
  markSeen = (chatId: string): Promise<void> => {
    this.seen.push(chatId);
    return Promise.resolve();
  };
  chats = (): Promise<[]> => Promise.resolve([]);
  identity = (): Promise<null> => Promise.resolve(null);
  contacts = (): Promise<[]> => Promise.resolve([]);
  contact = (): Promise<null> => Promise.resolve(null);
  downloadMedia = async (request: MediaRequest): Promise<MediaDownload> => this.onDownload(request);
  profilePicture = (_whatsappId: string): Promise<Uint8Array | null> => Promise.resolve(null);
  history = (): Promise<{ messages: unknown[]; end: 'beginning' }> =>
    Promise.resolve({ messages: [], end: 'beginning' });
}

/** WhatsApp itself says no. */
export function refusal(): AppError {
  return new AppError('whatsapp_refused', 'WhatsApp refused it');
}

/** A file as WhatsApp gives it. */
export function download(bytes: Uint8Array): MediaDownload {
  async function* inOnePart(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return { state: 'ready', size: bytes.length, bytes: inOnePart(), drop: async () => {} };
}
