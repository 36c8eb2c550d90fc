import { phraseMatcher } from './rule-phrase.ts';

/**
 * Phrases that people write when they want to buy, with the points that they add: enough for a lead on their own where
 * they can hardly mean anything else or the text model does not know the language, less where the model can tell what
 * is wanted. Questions for prices are a signal of their own.
 */
const STRONG = 55;
const WEAK = 25;

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

const matchers = [
  ...strong.map((phrase) => ({ phrase, points: STRONG, find: phraseMatcher(phrase) })),
  ...weak.map((phrase) => ({ phrase, points: WEAK, find: phraseMatcher(phrase) })),
];

/** The one that adds most: several say the same. */
export function findAppPhrase(folded: string): { words: string; points: number } | null {
  const found = matchers.find(({ find }) => find(folded) !== null);
  return found ? { words: found.phrase, points: found.points } : null;
}
