import type { ContactId, ConversationId } from '../../src-preload/contract/ids.ts';
import type { RetentionCounts } from '../../src-preload/contract/retention.ts';
import { cutoffsOf, isAnyCutoff } from '../domain/retention-cutoffs.ts';
import type { Cutoffs, Expired, ExpiringKind, ExpiringPart } from '../store/expiry-store.ts';
import type { RunProgress } from '../store/retention-store.ts';
import type { Stores } from '../store/stores.ts';

/** Messages that go in one step: so long a hold has to wait at most. */
const BATCH = 200;
/** Conversations that are looked at in one question. */
const PAGE = 500;
/** How often a month that somebody keeps writing to is gone through in one run. */
const ROUNDS = 3;

export interface RetentionInput {
  stores: Pick<Stores, 'retention' | 'expiry' | 'leads' | 'forgetOutdated'>;
  /** Milliseconds. */
  now: number;
  signal: AbortSignal;
  /** Told after every step, which it may take a while over. When it rejects, the run ends so. */
  onProgress(progress: RunProgress): Promise<void>;
}

/**
 * Takes away what is past by the policies: whole months first, then what else is old, and conversations of which nothing
 * is left. Before every step it is asked who is held, and no hold is placed during it. It can be killed at any
 * point, and goes on from there when it is called again. Answers what went.
 */
export async function runRetention(input: RetentionInput): Promise<RunProgress> {
  const run = new Run(input);
  await run.all();
  return run.progress;
}

class Run {
  readonly #input: RetentionInput;
  readonly #counts: RetentionCounts = {
    ...{ messages: 0, months: 0, files: 0, conversations: 0, sessionLogs: 0 },
  };
  /** Conversations that a hold has kept. */
  readonly #kept = new Set<ConversationId>();
  /** The conversations of those who are held, and who that was. */
  #held: { key: string; conversations: ReadonlySet<ConversationId> } = {
    ...{ key: '', conversations: new Set() },
  };

  constructor(input: RetentionInput) {
    this.#input = input;
  }

  get progress(): RunProgress {
    return { counts: { ...this.#counts }, held: this.#kept.size };
  }

  async all(): Promise<void> {
    const { stores, now } = this.#input;
    const policies = await stores.retention.policies();
    const messages = cutoffsOf(policies, 'messages', now);
    const media = cutoffsOf(policies, 'media', now);
    if (isAnyCutoff(messages)) {
      for (const month of await stores.expiry.pastMonths(messages)) {
        await this.#month(month, messages);
      }
      await this.#parts('messages', messages);
      await this.#empty(messages);
    }
    if (isAnyCutoff(media)) await this.#parts('media', media);
    if (!this.#isStopped()) {
      this.#counts.sessionLogs += await stores.retention.expireSessionLogs();
      await this.#tell();
    }
  }

  /** It changes while a step is waited for. */
  #isStopped(): boolean {
    return this.#input.signal.aborted;
  }

  #tell(): Promise<void> {
    return this.#input.onProgress(this.progress);
  }

  /** One step, for which nobody is held that the work is not told of. */
  #step<T>(work: (held: ReadonlySet<ConversationId>) => Promise<T>): Promise<T> {
    const { retention } = this.#input.stores;
    return retention.whileHoldsStand(async (contacts) =>
      work(await this.#conversationsOf(contacts)),
    );
  }

  async #conversationsOf(contacts: readonly ContactId[]): Promise<ReadonlySet<ConversationId>> {
    const key = [...contacts].sort().join();
    if (this.#held.key !== key) {
      const conversations = await this.#input.stores.expiry.conversationsOf(contacts);
      this.#held = { key, conversations };
    }
    return this.#held.conversations;
  }

  /** A month that is past for everybody: its conversations leave it, and then the collection goes as a whole. */
  async #month(partition: string, cutoffs: Cutoffs): Promise<void> {
    const { expiry } = this.#input.stores;
    const before = Math.min(
      ...[cutoffs.others, ...cutoffs.businesses.values()].filter((each) => each !== null),
    );
    for (let round = 0; round < ROUNDS; round++) {
      for (const conversationId of await expiry.inMonth(partition)) {
        if (this.#isStopped()) return;
        const gone = await this.#step(async (held) => {
          if (held.has(conversationId)) return null;
          return expiry.leaveMonth({ conversationId, partition, before });
        });
        await this.#note(conversationId, gone);
      }
      let cleared: Awaited<ReturnType<typeof expiry.clearMonth>> = 'more';
      while (cleared === 'more' && !this.#isStopped()) {
        cleared = await this.#step(() => expiry.clearMonth(partition, 10 * BATCH));
        await this.#tell();
      }
      if (cleared === 'dropped') this.#counts.months += 1;
      // What is left is held, unless something has come meanwhile.
      if (cleared !== 'cleared') return;
      const left = await expiry.inMonth(partition);
      if (left.every((conversationId) => this.#kept.has(conversationId))) return;
    }
  }

  async #parts(kind: ExpiringKind, cutoffs: Cutoffs): Promise<void> {
    const { expiry } = this.#input.stores;
    for (const part of await expiry.parts(cutoffs)) {
      for (let isMore = true; isMore && !this.#isStopped();) {
        const gone = await this.#step(async (held) =>
          held.has(part.conversationId) ? null : expiry.expireSome(kind, part, BATCH),
        );
        isMore = gone !== null && gone.messages === BATCH;
        if (kind === 'media')
          await this.#note(part.conversationId, gone && { ...gone, messages: 0 });
        else await this.#note(part.conversationId, gone);
      }
    }
  }

  /** Conversations of which nothing is left, and no lead: their keys go with them. */
  async #empty(cutoffs: Cutoffs): Promise<void> {
    const { expiry, leads } = this.#input.stores;
    for (let after = ''; !this.#isStopped();) {
      const page = await expiry.emptyConversations(cutoffs, { after, limit: PAGE });
      for (const conversationId of page) {
        if (this.#isStopped()) return;
        // A lead is sealed with the conversation's key, and is the team's to keep.
        if ((await leads.ofConversations([conversationId], 1)).length > 0) continue;
        const outcome = await this.#step(async (held) =>
          held.has(conversationId) ? 'kept' : expiry.removeConversation(conversationId),
        );
        if (outcome === 'removed') this.#counts.conversations += 1;
      }
      await this.#tell();
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last;
    }
  }

  /** Null: a hold has kept it. */
  async #note(conversationId: ExpiringPart['conversationId'], gone: Expired | null): Promise<void> {
    if (gone === null) {
      this.#kept.add(conversationId);
      return;
    }
    if (gone.messages === 0 && gone.files === 0) return;
    this.#counts.messages += gone.messages;
    this.#counts.files += gone.files;
    await this.#input.stores.forgetOutdated({ kind: 'conversation', conversationId });
    await this.#tell();
  }
}
