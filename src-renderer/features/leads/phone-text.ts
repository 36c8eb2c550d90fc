import { PhoneNumber } from '../../../src-preload/contract/contact.ts';

/** The number that somebody typed, as people write them; null for one that has no country code, or is none. */
export function phoneOf(typed: string): string | null {
  const plain = typed.replace(/[\s().\-/]/g, '').replace(/^00(?=[1-9])/, '+');
  return PhoneNumber.safeParse(plain).data ?? null;
}
