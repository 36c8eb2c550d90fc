import type { CommandOutput } from '../../src-preload/contract/contract.ts';
import type { ConversationCursor } from '../../src-preload/contract/conversation.ts';
import { LeadRuleId } from '../../src-preload/contract/ids.ts';
import {
  type LeadRule,
  type LeadRuleDraft,
  type RuleMatch,
  TRIED_DAYS,
  TRIED_MESSAGES,
} from '../../src-preload/contract/lead-rule.ts';
import { excerpt } from '../domain/excerpt.ts';
import type { LeadCorrection } from '../domain/leads/lead-correction.ts';
import type { LeadModel } from '../domain/leads/lead-model.ts';
import { compileRules } from '../domain/leads/lead-rules.ts';
import { foldMessage } from '../domain/leads/message-words.ts';
import { scoreMessage } from '../domain/leads/score-message.ts';
import type { Stores } from '../store/stores.ts';
import { incomingMessages } from './incoming-messages.ts';
import { scorersOf } from './lead-scoring.ts';

/** Conversations that are read for one answer. */
const CONVERSATIONS = 10;
const DAY_MS = 24 * 3_600_000;
/** Stands for the rule that is tried: it has no id yet, or keeps its own. */
const TRIED = LeadRuleId.parse('0'.repeat(24));

type Tried = Omit<Extract<CommandOutput<'leadRule.try'>, { outcome: 'tried' }>, 'outcome'>;

/** See `leadRule.try`. Groups are left out, as in the pipeline, and so are the facts that no text says. */
export async function tryRule(input: {
  stores: Pick<Stores, 'conversations' | 'messages'>;
  model: LeadModel;
  correction: LeadCorrection | null;
  /** The rules that there are beside it. */
  others: readonly LeadRule[];
  draft: LeadRuleDraft;
  after: ConversationCursor | null;
  /** Milliseconds. */
  now: number;
}): Promise<Tried> {
  const { stores, model, correction, others, draft, after, now } = input;
  const from = now - TRIED_DAYS * DAY_MS;
  const rule: LeadRule = { ...draft, isOn: true, ruleId: TRIED, updatedBy: null, updatedAt: now };
  const [tried] = compileRules([rule]);
  const without = scorersOf(model, others, correction);
  const having = scorersOf(model, [...others, rule], correction);
  const page = await stores.conversations.page({
    limit: CONVERSATIONS,
    ...(after && { after }),
  });
  const matches: RuleMatch[] = [];
  let messages = 0;
  let isOver = false;
  for (const { conversationId, name, businessId, isGroup, ...summary } of page.items) {
    const isOld = summary.lastMessageAt < from;
    // Those that are pinned come first, however old they are.
    isOver ||= isOld && !summary.isPinned;
    const isOthers = draft.businessId !== null && draft.businessId !== businessId;
    if (isOld || isGroup || isOthers) continue;
    for await (const message of incomingMessages(stores, conversationId, from)) {
      messages += 1;
      if (messages > TRIED_MESSAGES) return { messages: TRIED_MESSAGES, matches, next: null };
      const words = tried?.find(foldMessage(message.content)) ?? null;
      if (words === null) continue;
      matches.push({
        conversationId,
        conversationName: name,
        messageId: message.messageId,
        timestamp: message.timestamp,
        excerpt: excerpt(message.content),
        words,
        before: scoreMessage(without(businessId), message.content).score,
        after: scoreMessage(having(businessId), message.content).score,
      });
    }
  }
  return { messages, matches, next: isOver ? null : page.next };
}
