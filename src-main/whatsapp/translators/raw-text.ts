/** What one value of a message may take in what is kept of it, in characters. */
const LONGEST_VALUE = 20_000;
/** What all of it may take: far below what a document can hold. */
const LONGEST = 1_000_000;

/**
 * All that WhatsApp gave, as JSON, for a kind of message that nobody knows yet. Only of what would not fit in a
 * document the longest values, which are thumbnails and the like, are cut.
 */
export function rawText(raw: unknown): string {
  const whole = JSON.stringify(raw);
  if (whole.length <= LONGEST) return whole;
  return JSON.stringify(raw, (_, value: unknown) =>
    typeof value === 'string' && value.length > LONGEST_VALUE
      ? value.slice(0, LONGEST_VALUE)
      : value,
  ).slice(0, LONGEST);
}
