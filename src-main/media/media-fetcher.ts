import type { ConversationId, MessageId, SessionId } from '../../src-preload/contract/ids.ts';
import { MAXIMUM_MEDIA_BYTES, waitsForPerson } from '../../src-preload/contract/message-content.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import { AppError } from '../common/app-error.ts';
import { backoff } from '../common/backoff.ts';
import type { Clock } from '../common/clock.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Log } from '../log/log.ts';
import type { ConversationStore } from '../store/conversation-store.ts';
import type { MediaStore } from '../store/media-store.ts';
import type {
  MediaChange,
  MessageMedia,
  MessageMediaStore,
  WaitingMedia,
} from '../store/message-media-store.ts';
import type { MessageStore } from '../store/message-store.ts';
import type { MediaDownload, WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import { FetchQueue, keyOf } from './fetch-queue.ts';

/** All in milliseconds. */
const defaultTiming = {
  /** Between the attempts to fetch one file. */
  retry: { first: 10_000, longest: 10 * 60_000 },
  /** While a database is away. */
  outage: { first: 1_000, longest: 60_000 },
  /** Between two looks for what was never finished, or is carried by no message. */
  tidyEvery: 24 * 60 * 60 * 1000,
};
export type FetchTiming = typeof defaultTiming;

/** How often it is tried to fetch a file before a person has to ask for it. */
const ATTEMPTS = 4;
/** Files of one account that are fetched at a time: each is as a whole in the page's memory. */
const AT_ONCE = 2;

interface FetchStores {
  media: Pick<MediaStore, 'put' | 'release' | 'removeUnfinished' | 'removeUncarried'>;
  messageMedia: MessageMediaStore;
  messages: Pick<MessageStore, 'find'>;
  conversations: Pick<ConversationStore, 'find'>;
}

/** What became of one attempt. */
type Attempt =
  /** It is known now what the file's state is. */
  | { kind: 'settled'; change: MediaChange }
  /** Not now; after too many of these its state is `finally`. */
  | { kind: 'failed'; finally: 'failed' | 'expired' }
  /** Nobody's fault: another time, and it does not count. */
  | { kind: 'postponed' };

/**
 * Fetches the files of stored messages from WhatsApp, in the background: what a person asked for first, then the
 * newest. What waits stands with the messages in the database, so nothing is forgotten when the app ends.
 */
export class MediaFetcher {
  readonly #stores: FetchStores;
  readonly #clientOf: (sessionId: SessionId) => WhatsAppClient | null;
  readonly #publish: Publish;
  readonly #limitMb: () => number;
  readonly #withOutbox: (message: Message) => Message;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #log: Log;
  readonly #timing: FetchTiming;
  readonly #queues = new Map<SessionId, FetchQueue>();
  readonly #workers = new Set<Promise<void>>();
  readonly #timers = new Set<() => void>();
  /** What a person asked for, however large it is, until it is settled. */
  readonly #asked = new Set<string>();
  #outages = 0;
  #stopping = false;

  constructor(input: {
    stores: FetchStores;
    /** Null while the account is not connected here. */
    clientOf(sessionId: SessionId): WhatsAppClient | null;
    publish: Publish;
    /** Up to which size, in MiB, files are fetched without a person asking, as it is set now. */
    limitMb(): number;
    withOutbox(message: Message): Message;
    clock: Clock;
    /** A number from 0 up to 1. */
    random(): number;
    log: Log;
    timing?: Partial<FetchTiming>;
  }) {
    this.#stores = input.stores;
    this.#clientOf = (sessionId) => input.clientOf(sessionId);
    this.#publish = input.publish;
    this.#limitMb = () => input.limitMb();
    this.#withOutbox = (message) => input.withOutbox(message);
    this.#clock = input.clock;
    this.#random = () => input.random();
    this.#log = input.log;
    this.#timing = { ...defaultTiming, ...input.timing };
  }

  start(): void {
    void this.#tidy();
  }

  /** A message was stored whose file is to be fetched. */
  add(sessionId: SessionId, waiting: WaitingMedia): void {
    this.#queue(sessionId).add(waiting);
    this.#work(sessionId);
  }

  /** The account is connected: what waits in the database is fetched. */
  wake(sessionId: SessionId): void {
    this.#queue(sessionId).askAgain();
    this.#work(sessionId);
  }

  /** It is set anew which files are fetched by themselves: what was left may be among them. */
  limitChanged(): void {
    for (const sessionId of this.#queues.keys()) this.wake(sessionId);
  }

  /**
   * A person asks for a file: it is the next one, and tried anew when it had been given up. Rejects with `not_found`
   * for a message without a file.
   */
  async want(conversationId: ConversationId, messageId: MessageId): Promise<Message> {
    const { messageMedia, conversations, messages } = this.#stores;
    const media = await messageMedia.find(conversationId, messageId);
    // The one that keeps it, which may be another than the one as which it is shown.
    const keeper = media && (await conversations.find(media.conversationId));
    if (!media || !keeper) throw new AppError('not_found', 'There is no such file');
    const waiting: WaitingMedia = { conversationId: media.conversationId, messageId };
    const isGivenUp = media.state === 'failed' || media.state === 'expired';
    if (isGivenUp) {
      await messageMedia.record(waiting.conversationId, messageId, {
        state: 'waiting',
        attempts: 0,
      });
    }
    if (isGivenUp || media.state === 'waiting') {
      this.#asked.add(keyOf(waiting));
      this.#queue(keeper.sessionId).want(waiting);
      this.#work(keeper.sessionId);
    }
    const message = await messages.find(conversationId, messageId);
    if (!message) throw new AppError('not_found', 'There is no such message');
    if (isGivenUp) this.#publish('message.changed', this.#withOutbox(message));
    return this.#withOutbox(message);
  }

  /** Call when the accounts have stopped, so that nothing is under way for long. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    await Promise.all(this.#workers);
  }

  #queue(sessionId: SessionId): FetchQueue {
    const known = this.#queues.get(sessionId);
    if (known) return known;
    const queue = new FetchQueue((limit) => this.#stores.messageMedia.waiting(sessionId, limit));
    this.#queues.set(sessionId, queue);
    return queue;
  }

  #work(sessionId: SessionId): void {
    const queue = this.#queue(sessionId);
    if (this.#stopping || queue.workers >= AT_ONCE || !this.#clientOf(sessionId)) return;
    queue.workers += 1;
    const worker = this.#runWorker(sessionId, queue).finally(() => {
      queue.workers -= 1;
      this.#workers.delete(worker);
      // It came while the worker was on its way home.
      if (queue.holdsSome) this.#work(sessionId);
    });
    this.#workers.add(worker);
  }

  /** Never rejects. */
  async #runWorker(sessionId: SessionId, queue: FetchQueue): Promise<void> {
    while (!this.#stopping) {
      const client = this.#clientOf(sessionId);
      if (!client) return;
      let next: WaitingMedia | null = null;
      try {
        next = await queue.next();
        if (!next) return;
        // There is more than one: another worker can begin.
        this.#work(sessionId);
        await this.#fetch(sessionId, queue, next, client);
        this.#outages = 0;
      } catch (error) {
        // A database is away, or something is wrong with it: whatever it is, what waits goes on waiting.
        this.#log.warn('A file waits for the database', { error });
        this.#outages += 1;
        this.#later(backoff(this.#outages, this.#random(), this.#timing.outage), () =>
          this.wake(sessionId),
        );
        return;
      } finally {
        if (next) queue.done(next);
      }
    }
  }

  /** Rejects when the database does. */
  async #fetch(
    sessionId: SessionId,
    queue: FetchQueue,
    waiting: WaitingMedia,
    client: WhatsAppClient,
  ): Promise<void> {
    const { conversationId, messageId } = waiting;
    const media = await this.#stores.messageMedia.find(conversationId, messageId);
    if (media?.state !== 'waiting') return;
    // One that was tried before was asked for, by a person or by an earlier limit.
    const isAskedFor = this.#asked.has(keyOf(waiting)) || media.attempts > 0;
    if (!isAskedFor && waitsForPerson(media.fileSize, this.#limitMb())) {
      queue.rest(waiting);
      return;
    }
    const attempt = await this.#attempt(waiting, media, client, sessionId);
    if (attempt.kind === 'postponed') {
      // Perhaps the page was only replaced, and is back in a moment; else it comes with the next connection.
      this.#rest(sessionId, queue, waiting, this.#timing.retry.first);
      return;
    }
    const attempts = media.attempts + 1;
    const change: MediaChange =
      attempt.kind === 'settled'
        ? attempt.change
        : { state: attempts < ATTEMPTS ? 'waiting' : attempt.finally, attempts };
    const outcome = await this.#stores.messageMedia.record(conversationId, messageId, change);
    if (outcome === 'fileGone') {
      this.#rest(sessionId, queue, waiting, this.#timing.retry.first);
      return;
    }
    if (outcome === 'unchanged') {
      // It was revoked meanwhile, and nothing of it is to stay; or another desktop was faster, and carries this file.
      if (change.state === 'stored')
        await this.#stores.media.release(conversationId, change.fileId);
      return;
    }
    if (change.state !== 'waiting') this.#asked.delete(keyOf(waiting));
    else {
      const delay = backoff(attempts, 0.5 + this.#random() / 2, this.#timing.retry);
      this.#rest(sessionId, queue, waiting, delay);
      return;
    }
    const message = await this.#stores.messages.find(conversationId, messageId);
    if (message) this.#publish('message.changed', this.#withOutbox(message));
  }

  #rest(sessionId: SessionId, queue: FetchQueue, waiting: WaitingMedia, delay: number): void {
    queue.rest(waiting);
    this.#later(delay, () => {
      queue.add(waiting);
      this.#work(sessionId);
    });
  }

  /** Rejects when the database does; what WhatsApp does wrong is in the answer. */
  async #attempt(
    { conversationId, messageId }: WaitingMedia,
    { fromMe, author, fileSize }: MessageMedia,
    client: WhatsAppClient,
    sessionId: SessionId,
  ): Promise<Attempt> {
    const limit = MAXIMUM_MEDIA_BYTES;
    const tooLarge: Attempt = { kind: 'settled', change: { state: 'too_large', attempts: 1 } };
    if (fileSize > limit) return tooLarge;
    const conversation = await this.#stores.conversations.find(conversationId);
    if (!conversation) return { kind: 'failed', finally: 'failed' };
    // Of conversations that are shown as one, WhatsApp has the message in one of their chats.
    const chatIds = [conversation.chatId, ...(conversation.otherChatIds ?? [])];
    try {
      let download: MediaDownload = { state: 'gone' };
      for (const chatId of chatIds) {
        download = await client.downloadMedia({ chatId, messageId, fromMe, author, limit });
        if (download.state !== 'gone') break;
      }
      switch (download.state) {
        case 'gone':
          return { kind: 'failed', finally: 'expired' };
        case 'too_large':
          return tooLarge;
        case 'ready': {
          const file = await this.#stores.media
            .put(conversationId, download.bytes)
            .finally(() => download.drop());
          return {
            kind: 'settled',
            change: { state: 'stored', fileId: file.fileId, fileSize: file.size },
          };
        }
      }
    } catch (error) {
      if (!(error instanceof AppError) || !error.code.startsWith('whatsapp_')) throw error;
      this.#log.debug('A file could not be fetched', { error });
      const isPassing = error.code === 'whatsapp_not_connected';
      // What fails because the account was stopped in the middle is nobody's fault.
      if (isPassing || this.#stopping || this.#clientOf(sessionId) !== client) {
        return { kind: 'postponed' };
      }
      return { kind: 'failed', finally: 'failed' };
    }
  }

  async #tidy(): Promise<void> {
    try {
      const before = this.#clock.now() - this.#timing.tidyEvery;
      const { media } = this.#stores;
      const removed =
        (await media.removeUnfinished(before)) + (await media.removeUncarried(before));
      if (removed > 0) this.#log.info('Files that nobody carries were removed', { removed });
    } catch (error) {
      this.#log.debug('Files that nobody carries were not looked for', { error });
    }
    this.#later(this.#timing.tidyEvery, () => void this.#tidy());
  }

  #later(delay: number, action: () => void): void {
    if (this.#stopping) return;
    const cancel = this.#clock.after(delay, () => {
      this.#timers.delete(cancel);
      if (!this.#stopping) action();
    });
    this.#timers.add(cancel);
  }
}
