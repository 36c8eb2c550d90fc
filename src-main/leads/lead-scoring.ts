import type { BusinessId } from '../../src-preload/contract/ids.ts';
import type { LeadRule } from '../../src-preload/contract/lead-rule.ts';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import type { LeadCorrection } from '../domain/leads/lead-correction.ts';
import type { LeadModel } from '../domain/leads/lead-model.ts';
import { compileRules } from '../domain/leads/lead-rules.ts';
import type { LeadScorer } from '../domain/leads/score-message.ts';
import type { Log } from '../log/log.ts';
import type { LeadCorrectionStore } from '../store/lead-correction-store.ts';
import type { LeadRuleStore } from '../store/lead-rule-store.ts';

/** How long rules are used before they are read again, in milliseconds: a change is told, but a line may be down. */
const READ_AGAIN_MS = 10 * 60_000;
/** How long the database is not asked again after it did not answer, in milliseconds. */
const PAUSE_MS = 10_000;

/** The scorer of a business; null for the conversations of none. */
export type ScorerOf = (businessId: BusinessId | null) => LeadScorer;

/**
 * By what this desktop judges messages: the text model, read once, the team's rules, and what the team has taught, as
 * they were last known.
 */
export class LeadScoring {
  readonly #rules: Pick<LeadRuleStore, 'list'>;
  readonly #corrections: Pick<LeadCorrectionStore, 'current'>;
  readonly #loadModel: () => Promise<LeadModel>;
  readonly #clock: Clock;
  readonly #log: Log;
  #model: Promise<LeadModel> | null = null;
  #known: ScorerOf | null = null;
  #readAgainAt = 0;

  constructor(input: {
    rules: Pick<LeadRuleStore, 'list'>;
    corrections: Pick<LeadCorrectionStore, 'current'>;
    loadModel(): Promise<LeadModel>;
    clock: Clock;
    log: Log;
  }) {
    this.#rules = input.rules;
    this.#corrections = input.corrections;
    this.#loadModel = () => input.loadModel();
    this.#clock = input.clock;
    this.#log = input.log;
  }

  /** The rules were changed, or something else was taught: they are read before the next message is judged. */
  forget(): void {
    this.#readAgainAt = 0;
  }

  /** Rejects while the rules were never known. */
  async scorers(): Promise<ScorerOf> {
    if (this.#known && this.#clock.now() < this.#readAgainAt) return this.#known;
    // What changes while they are read is read once more.
    this.#readAgainAt = this.#clock.now() + READ_AGAIN_MS;
    try {
      const [rules, correction] = await Promise.all([this.#rules.list(), this.correction()]);
      this.#known = scorersOf(await this.model(), rules, correction);
    } catch (error) {
      this.#readAgainAt = this.#known ? this.#clock.now() + PAUSE_MS : 0;
      if (!this.#known) throw error;
      this.#log.debug('The rules for leads are taken from memory', { error });
    }
    return this.#known;
  }

  /** The text model. */
  model(): Promise<LeadModel> {
    return (this.#model ??= this.#loadModel());
  }

  /**
   * What the team has taught; null where that is nothing, was learned on another model, or cannot be read: messages do
   * not wait for that.
   */
  async correction(): Promise<LeadCorrection | null> {
    try {
      const applied = await this.#corrections.current();
      const { version } = await this.model();
      return applied?.modelVersion === version ? applied.correction : null;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'data_unreadable') throw error;
      this.#log.warn('What the team has taught for leads cannot be read', { error });
      return null;
    }
  }
}

/** The rules of a business are its own, and those for all. */
export function scorersOf(
  model: LeadModel | null,
  rules: readonly LeadRule[],
  correction: LeadCorrection | null = null,
): ScorerOf {
  const made = new Map<BusinessId | null, LeadScorer>();
  return (businessId) => {
    const known = made.get(businessId);
    if (known) return known;
    const own = rules.filter((rule) => rule.businessId === null || rule.businessId === businessId);
    const scorer = { model, rules: compileRules(own), correction };
    made.set(businessId, scorer);
    return scorer;
  };
}
