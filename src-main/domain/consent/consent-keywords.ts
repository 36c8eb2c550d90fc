import { foldText } from '../display-name.ts';

export type KeywordLanguage = 'en' | 'es';

/** `stop`: no more advertising. `start`: the person wants it again (`mayComeBack`). */
export type KeywordMeaning = 'stop' | 'start';

export interface ConsentKeyword {
  readonly meaning: KeywordMeaning;
  readonly language: KeywordLanguage;
}

/**
 * What people send to be left alone, or to be written to again, by language. The seven English ones with _stop_ are
 * those that the rules for text messages of the USA (47 CFR 64.1200(a)(10)) name as always enough; a Spaniard is told
 * _BAJA_. Spelled folded: small, without accents, one blank between two words.
 */
const words: Readonly<
  Record<KeywordLanguage, Readonly<Record<KeywordMeaning, readonly string[]>>>
> = {
  en: {
    stop: [
      ...['stop', 'stop all', 'stopall', 'quit', 'end', 'revoke', 'opt out', 'optout', 'cancel'],
      ...['unsubscribe', 'stop promotions', 'stop messages', 'stop ads', 'no more messages'],
      ...['remove me', 'stop please', 'please stop'],
    ],
    start: ['start', 'unstop', 'subscribe', 'opt in', 'optin'],
  },
  es: {
    stop: [
      ...['baja', 'darme de baja', 'dar de baja', 'dame de baja', 'deme de baja'],
      ...['cancelar', 'cancelar suscripcion', 'anular suscripcion', 'no mas mensajes'],
      ...['no mas publicidad', 'no quiero publicidad', 'quiero darme de baja'],
    ],
    start: ['alta', 'darme de alta', 'quiero darme de alta', 'suscribir', 'suscribirme'],
  },
};

const keywords: ReadonlyMap<string, ConsentKeyword> = new Map(
  (['en', 'es'] as const).flatMap((language) =>
    (['stop', 'start'] as const).flatMap((meaning) =>
      words[language][meaning].map((word) => [word, { meaning, language }] as const),
    ),
  ),
);

/** Longer than this no keyword is, whatever stands around it: the rest of a long text is not looked at. */
const LONGEST = 80;

/**
 * The keyword that a message is: all of it, whatever its case, accents, punctuation and emoji. A word within a sentence
 * is none, for "stop by tomorrow" asks for something else. Null for everything else.
 */
export function consentKeyword(text: string): ConsentKeyword | null {
  if (text.length > LONGEST) return null;
  const folded = foldText(text.normalize('NFKC'))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return keywords.get(folded) ?? null;
}
