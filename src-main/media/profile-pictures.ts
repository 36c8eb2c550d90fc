import { LRUCache } from 'lru-cache';
import type { ConversationId, SessionId } from '../../src-preload/contract/ids.ts';
import type { Clock } from '../common/clock.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Log } from '../log/log.ts';
import type { Pictured, PictureStore, ProfilePicture } from '../store/picture-store.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';

/** WhatsApp is asked again for one picture after so long, at the earliest. Milliseconds. */
const FRESH_MS = 7 * 24 * 60 * 60 * 1000;
/** Between two questions: a person who looks from one chat to the next is no quicker. Milliseconds. */
const PAUSE_MS = 2_000;
/** Who waits to be asked for; whoever is seen again later comes back. */
const MOST_WAITING = 50;
/** Pictures in memory: a few kilobytes each. */
const REMEMBERED = 500;

interface Known {
  person: Pictured;
  picture: ProfilePicture | null;
}

/**
 * The profile pictures of those whom somebody looks at, from the database. WhatsApp is asked one by one, never for all,
 * and for each at most once a week.
 */
export class ProfilePictures {
  readonly #store: PictureStore;
  readonly #clientOf: (sessionId: SessionId) => WhatsAppClient | null;
  readonly #publish: Publish;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #known = new LRUCache<ConversationId, Known>({ max: REMEMBERED });
  /** The last is asked for first. */
  readonly #waiting = new Map<ConversationId, Pictured>();
  readonly #pause: number;
  #asking: Promise<void> | null = null;
  #cancelPause: () => void = () => {};
  #stopping = false;

  constructor(input: {
    store: PictureStore;
    /** Null while the account is not connected here. */
    clientOf(sessionId: SessionId): WhatsAppClient | null;
    publish: Publish;
    clock: Clock;
    log: Log;
    /** Milliseconds between two questions. */
    pause?: number;
  }) {
    this.#store = input.store;
    this.#clientOf = (sessionId) => input.clientOf(sessionId);
    this.#publish = input.publish;
    this.#clock = input.clock;
    this.#log = input.log;
    this.#pause = input.pause ?? PAUSE_MS;
  }

  /** The picture as it is known; null when there is none. Where it is old, WhatsApp is asked for it soon. */
  async find(conversationId: ConversationId): Promise<Buffer | null> {
    const known = this.#known.get(conversationId) ?? (await this.#read(conversationId));
    if (!known) return null;
    const { person, picture } = known;
    const isFresh = picture !== null && this.#clock.now() - picture.checkedAt < FRESH_MS;
    if (!isFresh && this.#clientOf(person.sessionId)) this.#want(conversationId, person);
    return picture?.image ?? null;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelPause();
    await this.#asking;
  }

  async #read(conversationId: ConversationId): Promise<Known | null> {
    const person = await this.#store.personOf(conversationId);
    if (!person) return null;
    const known = { person, picture: await this.#store.find(person) };
    this.#known.set(conversationId, known);
    return known;
  }

  #want(conversationId: ConversationId, person: Pictured): void {
    this.#waiting.delete(conversationId);
    this.#waiting.set(conversationId, person);
    for (const oldest of this.#waiting.keys()) {
      if (this.#waiting.size <= MOST_WAITING) break;
      this.#waiting.delete(oldest);
    }
    this.#asking ??= this.#askAll().finally(() => {
      this.#asking = null;
    });
  }

  /** Never rejects. */
  async #askAll(): Promise<void> {
    for (
      let next = [...this.#waiting].at(-1);
      next && !this.#stopping;
      next = [...this.#waiting].at(-1)
    ) {
      const [conversationId, person] = next;
      this.#waiting.delete(conversationId);
      try {
        await this.#ask(conversationId, person);
      } catch (error) {
        this.#log.debug('A profile picture was not fetched', { error });
      }
      await this.#rest();
    }
  }

  async #ask(conversationId: ConversationId, person: Pictured): Promise<void> {
    const client = this.#clientOf(person.sessionId);
    if (!client) return;
    const bytes = await client.profilePicture(person.whatsappId);
    const picture = { image: bytes && Buffer.from(bytes), checkedAt: this.#clock.now() };
    await this.#store.keep(person, picture);
    const before = this.#known.get(conversationId)?.picture?.image ?? null;
    this.#known.set(conversationId, { person, picture });
    const isSame =
      before && picture.image ? before.equals(picture.image) : before === picture.image;
    if (!isSame) this.#publish('conversation.pictureChanged', { conversationId });
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(this.#pause, resolve);
      this.#cancelPause = () => {
        cancel();
        resolve();
      };
      if (this.#stopping) this.#cancelPause();
    });
  }
}
