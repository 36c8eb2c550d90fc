import { setTimeout as sleep } from 'node:timers/promises';
import { ERROR_CODES, toServerError } from './server-error.ts';

const CHANGES = new Set([
  'create',
  'createIndexes',
  'collMod',
  'drop',
  'dropDatabase',
  'dropIndexes',
  'renameCollection',
]);
const ATTEMPTS = 10;
const PAUSE_MS = 50;

export function changesSchema(commandName: string): boolean {
  return CHANGES.has(commandName);
}

/**
 * Lets one change of collections and indexes run at a time.
 *
 * Two that run together lock each other's tables and one is made to fail, where MongoDB has both
 * succeed. Against transactions a change is repeated, because a driver would not do it.
 */
export class SchemaChanges {
  #last: Promise<unknown> = Promise.resolve();

  inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => untilNoConflict(change));
    // The next one waits for this one's end, however it ends.
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

async function untilNoConflict<T>(change: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (error) {
      const isConflict = toServerError(error).code === ERROR_CODES.WriteConflict;
      if (!isConflict || attempt === ATTEMPTS) throw error;
      await sleep(PAUSE_MS * attempt);
    }
  }
}
