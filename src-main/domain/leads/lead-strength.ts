/** A score of 100 would leave no doubt, and no more could be added. */
const SUREST = 99;

/**
 * What a message of this score adds to its lead, in thousandths: the doubt that it leaves, as a logarithm, so that what
 * several messages add is a sum of whole numbers, the same in whatever order they come.
 */
export function evidenceOf(score: number): number {
  return Math.round(-1_000 * Math.log(1 - Math.min(score, SUREST) / 100));
}

/** The score of a lead (0–100) from what its messages add up to; PostgreSQL computes the same (`leads.score`). */
export function scoreOfEvidence(evidence: number): number {
  return Math.round(100 * (1 - Math.exp(-evidence / 1_000)));
}
