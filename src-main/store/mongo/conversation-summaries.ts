import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import { joinTurns, NO_TURNS, type Turns } from '../../domain/turns.ts';
import type { ContactStore } from '../contact-store.ts';
import { blockedAmong } from './blocked-contacts.ts';
import type { ConversationDocument } from './documents.ts';
import type { JoinedConversations } from './joined-conversations.ts';
import { joinSummaries } from './joined-summary.ts';
import { withoutTokens } from './message-document.ts';
import type { MongoContext } from './mongo-context.ts';
import { openSummaries } from './open-summaries.ts';

type SummariesContext = Pick<MongoContext, 'conversations' | 'contacts' | 'keys' | 'reader'>;

export interface SummaryRow {
  summary: ConversationSummary;
  turns: Readonly<Turns>;
}

/** Reads what the list shows of conversations to the person at this desktop; those that are joined as one. */
export class ConversationSummaries {
  readonly #context: SummariesContext;
  readonly #joined: JoinedConversations;
  readonly #people: ContactStore['people'];

  constructor(
    context: SummariesContext,
    joined: JoinedConversations,
    people: ContactStore['people'],
  ) {
    this.#context = context;
    this.#joined = joined;
    this.#people = people;
  }

  /** Those of them that exist; one question for all. */
  async of(conversationIds: readonly ConversationId[]): Promise<ConversationSummary[]> {
    const groups = new Map<ConversationId, ConversationId[]>();
    for (const id of conversationIds) {
      const members = await this.#joined.membersOf(id);
      groups.set(members[0] ?? id, members);
    }
    const rows = await this.ofGroups([...groups.values()]);
    return rows.map(({ summary }) => summary);
  }

  /** Of each group of conversations that are shown as one, the first of which gives it its id. */
  async ofGroups(
    groups: readonly ConversationId[][],
    reader: UserId | null = this.#context.reader(),
  ): Promise<SummaryRow[]> {
    if (groups.length === 0) return [];
    const documents = await this.#context.conversations
      .find({ conversationId: { $in: groups.flat() } })
      .project<ConversationDocument>(withoutTokens)
      .toArray();
    const rows = new Map(
      (await this.rowsOf(documents, reader)).map(
        (row) => [row.summary.conversationId, row] as const,
      ),
    );
    return groups.flatMap((members) => {
      const found = members.flatMap((member) => rows.get(member) ?? []);
      const turns = joinTurns(found.map((each) => each.turns));
      const summary = joinSummaries(
        found.map((each) => each.summary),
        turns,
      );
      return summary ? { summary, turns } : [];
    });
  }

  /** Of each on its own, in the order given. */
  async rowsOf(
    documents: readonly ConversationDocument[],
    reader: UserId | null = this.#context.reader(),
  ): Promise<SummaryRow[]> {
    const { keys, contacts } = this.#context;
    const [summaries, blocked] = await Promise.all([
      openSummaries(keys, this.#people, documents, reader),
      blockedAmong(contacts, documents),
    ]);
    return summaries.map((summary, index) => ({
      summary: blocked.has(index) ? { ...summary, isBlocked: true as const } : summary,
      turns: documents[index]?.turns ?? NO_TURNS,
    }));
  }
}
