import type { UserId } from '../../../src-preload/contract/ids.ts';
import type { Presence } from '../../../src-preload/contract/presence.ts';
import type { Clock } from '../../common/clock.ts';
import {
  type DeskPresence,
  type LastingPresence,
  PRESENCE_LASTS_MS,
} from '../../store/presence-store.ts';

/** What is known of one desktop, until when it holds, and as the how manieth it was noted. */
interface Known {
  presence: DeskPresence;
  endsAt: number;
  order: number;
}

interface ColleaguesInput {
  /** Whoever works here: on another desktop of theirs they are no colleague. */
  userId: UserId;
  clock: Clock;
  onChanged(colleagues: Presence[]): void;
  /** Something known ends now unless it was prolonged, which only the store knows. */
  onDoubt(): void;
}

/** Who looks at what on the other desktops, as far as it was told and still holds. */
export class Colleagues {
  readonly #input: ColleaguesInput;
  #desks = new Map<string, Known>();
  #order = 0;
  #cancelDoubt: () => void = () => {};
  /** What was told last, to tell nothing twice. */
  #shown = '[]';

  constructor(input: ColleaguesInput) {
    this.#input = input;
  }

  /** How many were noted so far. */
  get order(): number {
    return this.#order;
  }

  note(presence: DeskPresence): void {
    this.#know(presence, PRESENCE_LASTS_MS);
    this.#settle();
  }

  /** All that the store has, in the place of everything but what was noted after `order`, which is newer. */
  replace(all: readonly LastingPresence[], order: number): void {
    const newer = [...this.#desks].filter(([, known]) => known.order > order);
    this.#desks = new Map();
    for (const { presence, lastsMs } of all) this.#know(presence, lastsMs);
    for (const [deskId, known] of newer) this.#desks.set(deskId, known);
    this.#settle();
  }

  /** The store cannot be asked: what has ended is over. */
  dropEnded(): void {
    const now = this.#input.clock.now();
    for (const [deskId, { endsAt }] of this.#desks) if (endsAt <= now) this.#desks.delete(deskId);
    this.#settle();
  }

  /** Each colleague once for each conversation; typing on one of their desktops is typing. */
  list(): Presence[] {
    const found = new Map<string, Presence>();
    for (const { presence } of this.#desks.values()) {
      const { userId, conversationId, isTyping } = presence;
      if (conversationId === null || userId === this.#input.userId) continue;
      const key = `${userId} ${conversationId}`;
      const isTypingThere = isTyping || found.get(key)?.isTyping === true;
      found.set(key, { userId, conversationId, isTyping: isTypingThere });
    }
    return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
  }

  /** Nothing is told any more. */
  stop(): void {
    this.#cancelDoubt();
    this.#desks.clear();
  }

  #know(presence: DeskPresence, lastsMs: number): void {
    const endsAt = this.#input.clock.now() + lastsMs;
    this.#desks.set(presence.deskId, { presence, endsAt, order: ++this.#order });
  }

  /** Tells what is different, and waits for the first end. */
  #settle(): void {
    const { clock, onDoubt, onChanged } = this.#input;
    this.#cancelDoubt();
    const ends = [...this.#desks.values()].flatMap(({ presence, endsAt }) =>
      presence.conversationId === null ? [] : endsAt,
    );
    if (ends.length > 0) {
      this.#cancelDoubt = clock.after(Math.max(0, Math.min(...ends) - clock.now()), onDoubt);
    }
    const colleagues = this.list();
    const shown = JSON.stringify(colleagues);
    if (shown === this.#shown) return;
    this.#shown = shown;
    onChanged(colleagues);
  }
}
