import { foldText } from './display-name.ts';

/**
 * A first rule for finding buying messages: phrases that people write when they want to buy. Folded text
 * (`foldText`), matched at word boundaries. The scorer that learns from labelled messages will take its place.
 */
const leadPhrases = [
  'i want to buy',
  'i would like to buy',
  'i would like to order',
  'i want to order',
  "i'd like to order",
  'place an order',
  'can i order',
  'can i get',
  'could i get',
  'can i have',
  'could i have',
  'i would like',
  "i'd like",
  'i will take',
  "i'll take",
  "i'll have",
  'let me get',
  'how much is',
  'how much does',
  'how much for',
  'what is the price',
  "what's the price",
  'price list',
  'do you deliver',
  'in stock',
  'quiero comprar',
  'quiero pedir',
  'quisiera',
  'me gustaria',
  'cuanto cuesta',
  'cuanto vale',
  'que precio',
  'hacen envios',
  'quero comprar',
  'quanto custa',
  'qual o preco',
] as const;

const matchers = leadPhrases.map((phrase) => ({
  phrase,
  pattern: new RegExp(
    `(?<![\\p{L}\\p{N}])${phrase.replaceAll("'", "['’]")}(?![\\p{L}\\p{N}])`,
    'u',
  ),
}));

/** The phrases of the list that the text contains; empty when it is no buying message. */
export function findLeadPhrases(text: string): string[] {
  const folded = foldText(text);
  return matchers.filter(({ pattern }) => pattern.test(folded)).map(({ phrase }) => phrase);
}
