import fc from 'fast-check';
import { hostileValue } from './hostile.ts';

/** What is done to a valid value, at one place of it. */
type Mutation = Readonly<{
  /** Chooses the place among all of the value. */
  at: number;
  how: 'replace' | 'delete' | 'add' | 'repeat' | 'nest' | 'splice';
  key: string;
  value: unknown;
}>;

const keys = ['__proto__', 'constructor', '$where', '$set', 'a.b', '', '\u0000', 'extra', 'length'];

/** Makes one to three changes to a valid value, which stays as it was; every field is hit alike. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    at: fc.nat(),
    how: fc.constantFrom<Mutation['how'][]>(
      ...(['replace', 'replace', 'replace', 'delete', 'add', 'repeat', 'nest', 'splice'] as const),
    ),
    key: fc.constantFrom(...keys),
    value: hostileValue,
  }),
  { minLength: 1, maxLength: 3 },
);

/** A valid value with these changes made to it. */
export function mutant(valid: unknown, changes: readonly Mutation[]): unknown {
  let root = { value: copyOf(valid) };
  for (const change of changes) root = mutateOnce(root, change);
  return root.value;
}

function mutateOnce(
  root: { value: unknown },
  { at, how, key, value: given }: Mutation,
): { value: unknown } {
  const places = placesIn(root);
  const place = places[at % places.length];
  if (!place) return root;
  const { holder, name } = place;
  const value = copyOf(given);
  const before: unknown = Reflect.get(holder, name);
  switch (how) {
    case 'replace':
      Reflect.set(holder, name, value);
      break;
    case 'delete':
      if (holder !== root) Reflect.deleteProperty(holder, name);
      break;
    case 'add':
      if (
        typeof before === 'object' &&
        before !== null &&
        !(Array.isArray(before) && key === 'length')
      ) {
        // As an own field, also where assigning it would mean something else.
        Object.defineProperty(before, key, { value, enumerable: true, configurable: true });
      }
      break;
    case 'repeat':
      Reflect.set(holder, name, Array.isArray(before) ? before.concat(before) : [before, before]);
      break;
    case 'nest':
      Reflect.set(holder, name, { [key]: before });
      break;
    case 'splice':
      if (typeof before === 'string' && typeof value === 'string') {
        const middle = at % (before.length + 1);
        Reflect.set(holder, name, before.slice(0, middle) + value + before.slice(middle));
      } else if (typeof before === 'number') {
        Reflect.set(holder, name, -before);
      }
      break;
  }
  return root;
}

interface Place {
  readonly holder: object;
  readonly name: string;
}

function placesIn(root: { value: unknown }): Place[] {
  const found: Place[] = [];
  const walk = (holder: object, depth: number): void => {
    for (const name of Object.keys(holder).slice(0, 60)) {
      found.push({ holder, name });
      const value: unknown = Reflect.get(holder, name);
      const isInside = typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
      if (isInside && depth < 6) walk(value, depth + 1);
    }
  };
  walk(root, 0);
  return found;
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copyOf(each)]));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The same as it would come through a pipe that carries JSON, as everything of WhatsApp's page does. */
export function asJson(value: unknown): unknown {
  const text = JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'bigint' ? String(each) : each,
  ) as string | undefined;
  return text === undefined ? null : JSON.parse(text);
}
