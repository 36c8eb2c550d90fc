import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { CommandOutput } from '../../src-preload/contract/contract.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';
import {
  FEWEST_JUDGEMENTS,
  JUDGEMENTS_AT_MOST,
  type LearningState,
  LISTED_CHANGES,
  type Proposal,
} from '../../src-preload/contract/lead-learning.ts';
import { LEAD_THRESHOLD } from '../../src-preload/contract/lead-reason.ts';
import type { Clock } from '../common/clock.ts';
import { correctionPoints, type LeadCorrection, stepsOf } from '../domain/leads/lead-correction.ts';
import { type JudgedMessage, learnCorrection } from '../domain/leads/learn-correction.ts';
import { totalScore } from '../domain/leads/score-message.ts';
import type { Stores } from '../store/stores.ts';
import type { LeadScoring } from './lead-scoring.ts';
import { type ReadMessage, readJudged, readLastMonth } from './messages-to-learn.ts';

/** Messages that nobody judged, which are to stay as they are: so many of last month's, at equal distances. */
const UNJUDGED = 500;
/** In how many parts the judgements are left out in turn. */
const PARTS = 5;

type LearningStores = Pick<
  Stores,
  'leadJudgements' | 'leadCorrections' | 'leadRules' | 'conversations' | 'messages'
>;

interface MadeProposal {
  readonly id: string;
  /** The version that was in force when it was made; 0 for none. */
  readonly after: number;
  readonly modelVersion: number;
  readonly correction: LeadCorrection | null;
  readonly judgements: number;
}

/**
 * What the team's judgements teach the scoring of messages. A proposal is made here and told with what it would change;
 * nothing counts until somebody applies it. What the messages say is read where it lies, each time: nothing of it is kept.
 */
export class LeadLearning {
  readonly #stores: LearningStores;
  readonly #scoring: Pick<LeadScoring, 'model'>;
  readonly #clock: Clock;
  #proposal: MadeProposal | null = null;

  constructor(input: {
    stores: LearningStores;
    scoring: Pick<LeadScoring, 'model'>;
    clock: Clock;
  }) {
    this.#stores = input.stores;
    this.#scoring = input.scoring;
    this.#clock = input.clock;
  }

  async state(): Promise<LearningState> {
    const { leadJudgements, leadCorrections } = this.#stores;
    const [judgements, applied, model] = await Promise.all([
      leadJudgements.count(),
      leadCorrections.current(),
      this.#scoring.model(),
    ]);
    return {
      judgements,
      applied: applied && {
        version: applied.version,
        appliedBy: applied.appliedBy,
        appliedAt: applied.appliedAt,
        judgements: applied.judgements,
        isOutdated: applied.correction !== null && applied.modelVersion !== model.version,
      },
    };
  }

  async propose(wants: 'learn' | 'model'): Promise<CommandOutput<'leadLearning.propose'>> {
    const { leadJudgements, leadCorrections, leadRules } = this.#stores;
    this.#proposal = null;
    const [model, rules, applied, judgements] = await Promise.all([
      this.#scoring.model(),
      leadRules.list(),
      leadCorrections.current(),
      leadJudgements.newest(JUDGEMENTS_AT_MOST),
    ]);
    const reading = { stores: this.#stores, model, rules };
    const judged = await readJudged(reading, judgements);
    if (wants === 'learn' && judged.length < FEWEST_JUDGEMENTS) {
      return { outcome: 'too_few', judgements: judged.length };
    }
    const recent = await readLastMonth(reading, this.#clock.now());
    const known = new Set(judged.map(({ messageId }) => messageId));
    const others = spread(
      recent.messages.filter(({ messageId }) => !known.has(messageId)),
      UNJUDGED,
    );
    const learned = wants === 'learn' ? await learnCorrection(judged, others, breathe) : null;
    const now = applied?.modelVersion === model.version ? applied.correction : null;
    const changes = recent.messages
      .map((message) => ({
        message,
        before: scoreWith(now, message),
        after: scoreWith(learned, message),
      }))
      .filter(({ before, after }) => isLead(before) !== isLead(after))
      .sort((one, other) => other.message.timestamp - one.message.timestamp);
    const gained = changes.filter(({ after }) => isLead(after)).length;
    const proposal: Proposal = {
      proposalId: randomUUID(),
      judgements: {
        count: judged.length,
        rightBefore: rightOf(judged, now),
        rightAfter: rightOf(judged, learned),
        rightUnseen: learned && (await rightUnseen(judged, others)),
      },
      messages: recent.messages.length,
      isLimited: recent.isLimited,
      ...{ gained, lost: changes.length - gained },
      changes: changes.slice(0, LISTED_CHANGES).map(({ message, before, after }) => ({
        conversationId: message.conversationId,
        conversationName: message.conversationName,
        messageId: message.messageId,
        timestamp: message.timestamp,
        excerpt: message.excerpt,
        ...{ before, after },
      })),
    };
    this.#proposal = {
      id: proposal.proposalId,
      after: applied?.version ?? 0,
      modelVersion: model.version,
      correction: learned,
      judgements: learned === null ? 0 : judged.length,
    };
    return { outcome: 'proposed', proposal };
  }

  async apply(proposalId: string, by: UserId): Promise<'applied' | 'outdated'> {
    const proposal = this.#proposal;
    if (proposal?.id !== proposalId) return 'outdated';
    const outcome = await this.#stores.leadCorrections.apply(proposal, {
      after: proposal.after,
      by,
    });
    this.discard(proposalId);
    return outcome;
  }

  discard(proposalId: string): void {
    if (this.#proposal?.id === proposalId) this.#proposal = null;
  }
}

/** Each is judged by what the others taught. */
async function rightUnseen(
  judged: readonly JudgedMessage[],
  others: readonly ReadMessage[],
): Promise<number> {
  let right = 0;
  for (let part = 0; part < PARTS; part++) {
    const seen = judged.filter((_, index) => index % PARTS !== part);
    const left = judged.filter((_, index) => index % PARTS === part);
    right += rightOf(left, await learnCorrection(seen, others, breathe));
  }
  return right;
}

function rightOf(judged: readonly JudgedMessage[], correction: LeadCorrection | null): number {
  return judged.filter((each) => isLead(scoreWith(correction, each)) === each.isLead).length;
}

function scoreWith(
  correction: LeadCorrection | null,
  { parts, features }: Pick<JudgedMessage, 'parts' | 'features'>,
): number {
  const corrected = correction ? correctionPoints(stepsOf(correction, features)) : 0;
  return totalScore(parts, corrected);
}

function isLead(score: number): boolean {
  return score >= LEAD_THRESHOLD;
}

/** So many of a list at most, at equal distances. */
function spread<T>(list: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.ceil(list.length / count));
  return list.filter((_, index) => index % step === 0);
}

function breathe(): Promise<void> {
  return setImmediate();
}
