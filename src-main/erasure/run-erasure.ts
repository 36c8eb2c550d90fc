import {
  type ErasureCounts,
  type ErasureStep,
  erasureSteps,
  type ErasureVerification,
} from '../../src-preload/contract/erasure.ts';
import type { TakenErasure } from '../store/erasure-store.ts';
import type { OnCounted, SomeCounts } from '../store/person-store.ts';
import type { Stores } from '../store/stores.ts';

/** How often all is gone through again where something has come in between. */
const ROUNDS = 3;

export interface ErasureInput {
  stores: Pick<Stores, 'erasures' | 'persons' | 'forgetOutdated'>;
  taken: TakenErasure;
  /** Takes away what this desktop keeps; answers what went. */
  clearDevice(): Promise<SomeCounts>;
  /** Milliseconds. */
  now(): number;
  signal: AbortSignal;
}

/** Another desktop took this one for dead, because it slept: that one goes on. */
export class ErasureTakenOver extends Error {}
/** The app is to end: it is gone on with at the next start, or by another desktop. */
export class ErasureStopped extends Error {}

/**
 * Erases one person, from the step at which it was left. Each step can be repeated. Answers what a look at everything found
 * in the end. Rejects with `ErasureTakenOver` or `ErasureStopped`, and with whatever a database says.
 */
export async function runErasure(input: ErasureInput): Promise<ErasureVerification> {
  const run = new Run(input);
  await run.steps(input.taken.step);
  let found = await run.verify();
  // An older message that was on its way when it began, say.
  for (let round = 1; found.left > 0 && round < ROUNDS; round++) {
    await run.steps('keys');
    found = await run.verify();
  }
  return found;
}

class Run {
  readonly #input: ErasureInput;
  readonly #counts: ErasureCounts;
  #step: ErasureStep;

  constructor(input: ErasureInput) {
    this.#input = input;
    this.#counts = { ...input.taken.counts };
    this.#step = input.taken.step;
  }

  async steps(first: ErasureStep): Promise<void> {
    for (const step of erasureSteps.slice(erasureSteps.indexOf(first))) {
      await this.#begin(step);
      await this.#take(step);
    }
    await this.#input.stores.forgetOutdated(null);
  }

  async verify(): Promise<ErasureVerification> {
    const { stores, taken, now } = this.#input;
    await this.#begin('verify');
    const [documents, rows] = await Promise.all([
      stores.persons.look(taken.plan),
      stores.erasures.lookAtRows(taken.plan),
    ]);
    return {
      checkedAt: now(),
      places: documents.places + rows.places,
      records: documents.records + rows.records,
      left: documents.left + rows.left + documents.keysLeft,
      keysDestroyed: documents.keys - documents.keysLeft,
    };
  }

  async #take(step: ErasureStep): Promise<void> {
    const { stores, taken, clearDevice } = this.#input;
    const { plan } = taken;
    switch (step) {
      case 'suppress':
        // Since it was begun nothing older of the person is taken in.
        this.#counts.ids = plan.people.length;
        return;
      case 'keys':
        return stores.persons.destroyKeys(plan);
      case 'conversations':
        return stores.persons.eraseConversations(plan, this.#onCounted);
      case 'groups':
        return stores.persons.eraseElsewhere(plan, this.#onCounted);
      case 'leads':
        return stores.erasures.eraseRows(plan, this.#onCounted);
      case 'contacts':
        return stores.persons.eraseContacts(plan, this.#onCounted);
      case 'devices':
        return this.#onCounted(await clearDevice());
      case 'verify':
        return;
    }
  }

  readonly #onCounted: OnCounted = async (counts) => {
    for (const [part, count] of Object.entries(counts) as [keyof ErasureCounts, number][]) {
      this.#counts[part] += count;
    }
    await this.#tell();
  };

  async #begin(step: ErasureStep): Promise<void> {
    this.#step = step;
    await this.#tell();
  }

  async #tell(): Promise<void> {
    const { stores, taken, signal } = this.#input;
    if (!(await stores.erasures.note(taken.erasureId, this.#step, this.#counts))) {
      throw new ErasureTakenOver();
    }
    if (signal.aborted) throw new ErasureStopped();
  }
}
