import type { ContactId, ConversationId } from '../../src-preload/contract/ids.ts';
import { NOTHING_GONE, type RetentionCounts } from '../../src-preload/contract/retention.ts';
import { cutoffsOf, isAnyCutoff } from '../domain/retention-cutoffs.ts';
import type { Cutoffs, Expired, ExpiringKind, ExpiringPart } from '../store/expiry-store.ts';
import type { HeldLeads, RunProgress } from '../store/retention-store.ts';
import type { Stores } from '../store/stores.ts';
import { heldLeads } from './held-leads.ts';
import { type Unanswered, unansweredPeople } from './unanswered-people.ts';

/** Messages that go in one step: so long a hold has to wait at most. */
const BATCH = 200;
/** Conversations that are looked at in one question. */
const PAGE = 500;
/** How often a month that somebody keeps writing to is gone through in one run. */
const ROUNDS = 3;

export interface RetentionInput {
  stores: Pick<
    Stores,
    'retention' | 'expiry' | 'leads' | 'messages' | 'contacts' | 'forgetOutdated'
  >;
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
  readonly #counts: RetentionCounts = { ...NOTHING_GONE };
  /** Conversations that a hold has kept. */
  readonly #kept = new Set<ConversationId>();
  /** What belongs to those who are held, and who that was. */
  #held: HeldLeads & { key: string } = { key: '', conversations: new Set(), numbers: [] };

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
    const leads = cutoffsOf(policies, 'leads_lost', now);
    const people = cutoffsOf(policies, 'unanswered_contacts', now);
    // Before conversations, which stay where there is a lead.
    if (isAnyCutoff(leads)) await this.#leads(leads);
    if (isAnyCutoff(people)) {
      for await (const each of unansweredPeople(stores, people, now)) {
        if (this.#isStopped()) return;
        await this.#person(each);
      }
    }
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
  #step<T>(work: (held: ReadonlySet<ConversationId>, leads: HeldLeads) => Promise<T>): Promise<T> {
    const { retention } = this.#input.stores;
    return retention.whileHoldsStand(async (contacts) => {
      const held = await this.#heldOf(contacts);
      return work(held.conversations, held);
    });
  }

  async #heldOf(contacts: readonly ContactId[]): Promise<HeldLeads> {
    const key = [...contacts].sort().join();
    if (this.#held.key !== key) {
      this.#held = { key, ...(await heldLeads(this.#input.stores, contacts)) };
    }
    return this.#held;
  }

  async #leads(cutoffs: Cutoffs): Promise<void> {
    const { retention, expiry } = this.#input.stores;
    for (let gone = BATCH; gone === BATCH && !this.#isStopped();) {
      gone = await this.#step((_, held) =>
        retention.expireLostLeads({
          ...{ cutoffs, held, limit: BATCH },
          forget: (leads) => expiry.forgetLeads(leads),
        }),
      );
      this.#counts.leads += gone;
      await this.#tell();
    }
  }

  /** Their messages, then they themself, then their conversations: who is killed between finds them again. */
  async #person({ conversationIds, contactIds }: Unanswered): Promise<void> {
    const { expiry, forgetOutdated } = this.#input.stores;
    for (const conversationId of conversationIds) {
      for (const part of await expiry.partsOf(conversationId, this.#input.now)) {
        if (!(await this.#part('messages', part))) return;
      }
    }
    const removed = await this.#step(async (held) => {
      if (conversationIds.some((each) => held.has(each))) return 'kept';
      return expiry.removeContacts({ contactIds, conversationIds });
    });
    if (removed === 'kept') return;
    for (const conversationId of conversationIds) {
      const outcome = await this.#step(() => expiry.removeConversation(conversationId));
      if (outcome === 'removed') this.#counts.conversations += 1;
      await forgetOutdated({ kind: 'conversation', conversationId });
    }
    this.#counts.people += 1;
    await this.#tell();
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
      if (this.#isStopped()) return;
      await this.#part(kind, part);
    }
  }

  /** Whether all of it went: neither held, nor stopped. */
  async #part(kind: ExpiringKind, part: ExpiringPart): Promise<boolean> {
    const { expiry } = this.#input.stores;
    while (!this.#isStopped()) {
      const gone = await this.#step(async (held) =>
        held.has(part.conversationId) ? null : expiry.expireSome(kind, part, BATCH),
      );
      await this.#note(
        part.conversationId,
        kind === 'media' ? gone && { ...gone, messages: 0 } : gone,
      );
      if (gone === null) return false;
      if (gone.messages < BATCH) return true;
    }
    return false;
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
