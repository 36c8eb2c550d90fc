import { phraseMatcher } from './rule-phrase.ts';

/**
 * Phrases that people write when they want to buy, with the points that they add: enough for a lead on their own where
 * they can hardly mean anything else or the text model does not know the language, less where the model can tell what
 * is wanted. Questions for prices are a signal of their own.
 */
const STRONG = 55;
const ORDER = 35;
const WEAK = 20;

/** Said over a counter: what is wanted follows. */
const orders = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:can|could|may) i (?:please )?(?:get|have|order)|i(?:'d| would) like|i want|i need` +
    String.raw`|i(?:'ll| will) (?:have|take|get)|let me (?:get|have))` +
    String.raw` (?:a|an|one|two|three|four|five|six|[0-9]+|some|the)(?![\p{L}\p{N}])`,
  'u',
);

const strong = [
  'i want to buy',
  'i would like to buy',
  "i'd like to buy",
  'do you deliver',
  'do you ship',
  'quiero comprar',
  'quisiera comprar',
  'me gustaria comprar',
  'quiero pedir',
  'quisiera pedir',
  'me gustaria pedir',
  'quiero encargar',
  'quiero reservar',
  'quisiera reservar',
  'hacer un pedido',
  'hacen envios',
  'quero comprar',
  'gostaria de comprar',
  'quero encomendar',
  'fazer um pedido',
  'je voudrais acheter',
  'je voudrais commander',
  'ich mochte kaufen',
  'ich mochte bestellen',
  'vorrei comprare',
  'vorrei ordinare',
] as const;

const weak = [
  'i would like to order',
  "i'd like to order",
  'i want to order',
  'place an order',
  'can i order',
  'could i order',
  'i will take',
  "i'll take",
  "i'll have",
  'can i get',
  'could i get',
  'can i have',
  'could i have',
  'may i have',
  'i would like',
  "i'd like",
  'let me get',
  'in stock',
  'me interesa',
  'quisiera',
  'me gustaria',
  'gostaria de',
] as const;

const matchers = {
  strong: strong.map((phrase) => phraseMatcher(phrase)),
  weak: weak.map((phrase) => phraseMatcher(phrase)),
};

/** The one that adds most: several say the same. */
export function findAppPhrase(folded: string): { words: string; points: number } | null {
  const found = firstOf(matchers.strong, folded);
  if (found !== null) return { words: found, points: STRONG };
  const order = orders.exec(folded)?.[0];
  if (order !== undefined) return { words: order, points: ORDER };
  const words = firstOf(matchers.weak, folded);
  return words === null ? null : { words, points: WEAK };
}

function firstOf(
  finders: readonly ((folded: string) => string | null)[],
  folded: string,
): string | null {
  for (const find of finders) {
    const words = find(folded);
    if (words !== null) return words;
  }
  return null;
}
