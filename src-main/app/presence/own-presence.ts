import type { UserId } from '../../../src-preload/contract/ids.ts';
import type { OwnPresence } from '../../../src-preload/contract/presence.ts';
import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../log/log.ts';
import {
  PRESENCE_AGAIN_MS,
  PRESENCE_LASTS_MS,
  type PresenceStore,
} from '../../store/presence-store.ts';

/** What changes faster than this, in milliseconds, is written once: whoever goes through the list looks at nothing. */
const GAP_MS = 500;

const NOTHING: OwnPresence = { conversationId: null, isTyping: false };

interface OwnPresenceInput {
  userId: UserId;
  store: Pick<PresenceStore, 'tell' | 'prolong'>;
  clock: Clock;
  log: Log;
}

/**
 * Tells colleagues what the person here has in front of them: when it changes, at most twice a second. As long as it is
 * a conversation it is prolonged every `PRESENCE_AGAIN_MS`; what could not be written is told then.
 */
export class OwnPresenceTeller {
  readonly #input: OwnPresenceInput;
  #wanted = NOTHING;
  /** What stands in the database; null where that is not known. */
  #told: OwnPresence | null = NOTHING;
  #writtenAt = -Infinity;
  #cancelWrite: () => void = () => {};
  #writing: Promise<void> | null = null;
  #isStopping = false;

  constructor(input: OwnPresenceInput) {
    this.#input = input;
  }

  tell(presence: OwnPresence): void {
    if (this.#isStopping || isSame(presence, this.#wanted)) return;
    this.#wanted = presence;
    if (!this.#writing) this.#writeIn(this.#writtenAt + GAP_MS - this.#input.clock.now());
  }

  /** Nothing is in front of anybody any more; resolves when that is written, or cannot be. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelWrite();
    await this.#writing;
    this.#wanted = NOTHING;
    // Where it is not known what stands there, the database is away: it ends by itself.
    if (this.#told?.conversationId) await this.#write();
  }

  #isTold(): boolean {
    return this.#told !== null && isSame(this.#wanted, this.#told);
  }

  #writeIn(delay: number): void {
    this.#cancelWrite();
    this.#cancelWrite = this.#input.clock.after(Math.max(0, delay), () => {
      this.#writing = this.#write().finally(() => {
        this.#writing = null;
        if (!this.#isStopping) this.#goOn();
      });
    });
  }

  #goOn(): void {
    if (!this.#isTold() && this.#told !== null) this.#writeIn(GAP_MS);
    else if (this.#wanted.conversationId !== null) this.#writeIn(PRESENCE_AGAIN_MS);
  }

  /** Never rejects: it ends by itself at the others' when this desktop cannot tell it. */
  async #write(): Promise<void> {
    const { store, userId, clock, log } = this.#input;
    const presence = this.#wanted;
    const now = clock.now();
    const age = now - this.#writtenAt;
    // Back at what is known already, and not yet for long.
    if (this.#isTold() && age < PRESENCE_AGAIN_MS) return;
    // After standby nobody believes it any more.
    const isKnown = this.#isTold() && age < PRESENCE_LASTS_MS;
    this.#writtenAt = now;
    try {
      if (!isKnown || (await store.prolong()) === 'notTold') {
        await store.tell({ userId, ...presence });
      }
      this.#told = presence;
    } catch (error) {
      this.#told = null;
      log.debug('Colleagues were not told what is looked at here', { error });
    }
  }
}

function isSame(one: OwnPresence, other: OwnPresence): boolean {
  return one.conversationId === other.conversationId && one.isTyping === other.isTyping;
}
