import { setImmediate } from 'node:timers/promises';
import type { ConversationCursor } from '../../src-preload/contract/conversation.ts';
import type { ConversationId, MessageId } from '../../src-preload/contract/ids.ts';
import { type LeadRule, TRIED_DAYS, TRIED_MESSAGES } from '../../src-preload/contract/lead-rule.ts';
import { groupBy } from '../common/group-by.ts';
import { excerpt } from '../domain/excerpt.ts';
import { numbersOf } from '../domain/leads/lead-correction.ts';
import type { LeadModel } from '../domain/leads/lead-model.ts';
import type { JudgedMessage, LearningMessage } from '../domain/leads/learn-correction.ts';
import { foldMessage } from '../domain/leads/message-words.ts';
import { type LeadScorer, scoreParts } from '../domain/leads/score-message.ts';
import type { LeadJudgement } from '../store/lead-judgement-store.ts';
import type { Stores } from '../store/stores.ts';
import { incomingMessages } from './incoming-messages.ts';
import { scorersOf } from './lead-scoring.ts';

const CONVERSATIONS = 10;
const DAY_MS = 24 * 3_600_000;
/** Messages that are scored before whoever waits has a turn: some milliseconds. */
const AT_A_TIME = 10;

interface Reading {
  stores: Pick<Stores, 'conversations' | 'messages'>;
  model: LeadModel;
  rules: readonly LeadRule[];
}

/** A message of last month, as far as it is needed to learn and to be shown. */
export interface ReadMessage extends LearningMessage {
  readonly conversationId: ConversationId;
  readonly conversationName: string;
  readonly messageId: MessageId;
  readonly timestamp: number;
  readonly excerpt: string;
}

/** The judged messages that can still be read, always in the same order. */
export async function readJudged(
  { stores, model, rules }: Reading,
  judgements: readonly LeadJudgement[],
): Promise<(JudgedMessage & { readonly messageId: MessageId })[]> {
  const scorerOf = scorersOf(model, rules);
  const judged: (JudgedMessage & { readonly messageId: MessageId })[] = [];
  const inOrder = judgements.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  for (const [conversationId, each] of groupBy(inOrder, (one) => one.conversationId)) {
    const conversation = await stores.conversations.find(conversationId);
    if (!conversation) continue;
    const scorer = scorerOf(conversation.businessId);
    const ids = each.map(({ messageId }) => messageId);
    const found = await stores.messages.findMany(conversationId, ids);
    const texts = new Map(found.map(({ messageId, content }) => [messageId, content]));
    for (const { messageId, isLead } of each) {
      const learning = learningOf(scorer, texts.get(messageId) ?? '');
      if (learning) judged.push({ ...learning, messageId, isLead });
    }
    await setImmediate();
  }
  return judged;
}

/** What customers wrote in the last `TRIED_DAYS` days, `TRIED_MESSAGES` at most; groups are left out, as in the pipeline. */
export async function readLastMonth(
  { stores, model, rules }: Reading,
  now: number,
): Promise<{ messages: ReadMessage[]; isLimited: boolean }> {
  const from = now - TRIED_DAYS * DAY_MS;
  const scorerOf = scorersOf(model, rules);
  const messages: ReadMessage[] = [];
  let after: ConversationCursor | null = null;
  let isOver = false;
  do {
    const page: Awaited<ReturnType<Stores['conversations']['page']>> =
      await stores.conversations.page({ limit: CONVERSATIONS, ...(after && { after }) });
    for (const { conversationId, name, businessId, isGroup, ...summary } of page.items) {
      const isOld = summary.lastMessageAt < from;
      // Those that are pinned come first, however old they are.
      isOver ||= isOld && !summary.isPinned;
      if (isOld || isGroup) continue;
      for await (const message of incomingMessages(stores, conversationId, from)) {
        if (messages.length === TRIED_MESSAGES) return { messages, isLimited: true };
        const learning = learningOf(scorerOf(businessId), message.content);
        if (!learning) continue;
        const { messageId, timestamp, content } = message;
        messages.push({
          ...learning,
          ...{ conversationId, conversationName: name, messageId, timestamp },
          excerpt: excerpt(content),
        });
        if (messages.length % AT_A_TIME === 0) await setImmediate();
      }
    }
    after = page.next;
  } while (after !== null && !isOver);
  return { messages, isLimited: false };
}

/** Null for a text that says nothing, or is gone. */
function learningOf(scorer: LeadScorer, text: string): LearningMessage | null {
  const folded = foldMessage(text);
  if (folded.trim() === '') return null;
  const { text: own, rules, features } = scoreParts(scorer, folded, {});
  return {
    parts: { text: own, rules },
    features: numbersOf(features()),
  };
}

function keyOf({ conversationId, messageId }: LeadJudgement): string {
  return `${conversationId} ${messageId}`;
}
