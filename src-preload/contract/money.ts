import { z } from 'zod';

/** The most that something can be worth, in the smallest unit of its currency. */
export const MAXIMUM_AMOUNT = 100_000_000_000_000;
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'expected a code of ISO 4217');

/** An amount, exactly: in the smallest unit of its currency (cents; whole yen). */
export const Money = z.object({
  minor: z.number().int().min(0).max(MAXIMUM_AMOUNT),
  currency: Currency,
});
export type Money = z.infer<typeof Money>;

const digits = new Map<string, number>();

/** How many decimals a currency has: 2 for euros, none for yen. */
export function currencyDigits(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const count = format.resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, count);
  return count;
}

/** `1250.50` for 125,050 cents: of whole units of any size, nothing is rounded. */
export function decimalOf(minor: number | string, currency: string): string {
  const count = currencyDigits(currency);
  if (count === 0) return String(minor);
  const padded = String(minor).padStart(count + 1, '0');
  return `${padded.slice(0, -count)}.${padded.slice(-count)}`;
}

/**
 * The amount that somebody wrote, without thousands: `1250`, `1250.5` or `1250,50`. Null where it is none, or has more
 * decimals than the currency, or is too much.
 */
export function minorOf(text: string, currency: string): number | null {
  const match = /^(\d{1,15})(?:[.,](\d+))?$/.exec(text.trim());
  if (!match) return null;
  const count = currencyDigits(currency);
  const fraction = match[2] ?? '';
  if (fraction.length > count) return null;
  const minor = Number(`${match[1] ?? ''}${fraction.padEnd(count, '0')}`);
  return minor <= MAXIMUM_AMOUNT ? minor : null;
}
