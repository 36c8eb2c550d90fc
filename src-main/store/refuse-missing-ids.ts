import { AppError } from '../common/app-error.ts';

/** What a store is told apart by; where one of these is named it has a value. Others may be left open. */
const ids = [
  'accountId',
  'chatId',
  'contactId',
  'conversationId',
  'labelId',
  'leadId',
  'messageId',
  'quickReplyId',
  'ruleId',
  'sessionId',
  'userId',
  'whatsappId',
] as const;

/** Methods of stores, `<store>.<method>`: what follows their first argument is no id, and may be left open. */
export const openEnded: ReadonlySet<string> = new Set([
  'rateLimits.take',
  'archive.archiveIdle',
  'figures.behind',
  'figures.openWaits',
  'figures.unproved',
]);

/** How deep the ids of a call lie: a list of things that have lists of ids. */
const DEPTH = 4;

/**
 * The same store, which refuses a call with an id that is undefined before a database hears of it: there it would stand
 * for whatever has no such field, and a new ObjectId would be made of it. Such ids come when WhatsApp renames fields of
 * its page. All methods of a store answer with a promise, and so does the refusal: an AppError `internal`.
 */
export function refuseMissingIds<Store extends object>(name: string, store: Store): Store {
  const guarded = new Map<string | symbol, unknown>();
  return new Proxy(store, {
    get(target, method) {
      const original: unknown = Reflect.get(target, method);
      if (typeof original !== 'function') return original;
      const known = guarded.get(method);
      if (known) return known;
      const call = `${name}.${String(method)}`;
      const guard = (...input: unknown[]): unknown => {
        const demanded = openEnded.has(call) ? input.slice(0, 1) : input;
        if (!demanded.some((each) => isMissing(each, DEPTH))) {
          return Reflect.apply(original, target, input) as unknown;
        }
        return Promise.reject(new AppError('internal', `${call} was called without an id`));
      };
      guarded.set(method, guard);
      return guard;
    },
  });
}

function isMissing(value: unknown, depth: number): boolean {
  if (value === undefined) return true;
  if (depth === 0 || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((each) => isMissing(each, depth - 1));
  // Bytes, streams, dates and maps have no ids.
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.entries(value).some(([field, each]) =>
    isId(field) ? each === undefined : each !== undefined && isMissing(each, depth - 1),
  );
}

function isId(field: string): boolean {
  return (ids as readonly string[]).includes(field);
}
