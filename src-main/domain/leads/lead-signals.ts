import type { LeadSignal } from '../../../src-preload/contract/lead-reason.ts';

/** What is known of a message beside its text. What is left out is not so. */
export interface MessageFacts {
  /** Nothing was written in its conversation before it. */
  readonly isFirstContact?: boolean | undefined;
  /** Its sender has WhatsApp for businesses. */
  readonly isFromBusiness?: boolean | undefined;
  /** The conversation came of one of the team's campaigns. */
  readonly isFromCampaign?: boolean | undefined;
}

/** How many points each signal adds; what somebody asks counts for more than who asks. */
export const signalPoints: Readonly<Record<LeadSignal, number>> = {
  price: 55,
  address: 8,
  date: 3,
  first_contact: 8,
  business_account: 4,
  campaign: 20,
};

/** In English, Spanish, Portuguese, French, German and Italian; folded. */
const asksPrice = pattern(
  `how much (?:is|are|does|do (?!i |we )|for|would|will)|how much (?:it )?costs?`,
  `(?:what is|what's|whats|what are|know|tell me|send me|have|for) (?:the |your |a )?(?:price|prices|cost|rate|rates|price list)`,
  `price (?:of|for|list)|do you charge|(?:a|your best|send me a) quote|any discounts?`,
  `cuanto (?:cuesta|cuestan|vale|valen|sale|salen|seria|es|me sale|me costaria)`,
  `(?:que|cual es el|cual seria el|me das|me dice el|los) precios?|precio (?:de|del|por)|presupuesto`,
  `quanto (?:custa|custam|e|sai|fica|costa|costano|viene)|(?:qual e o|qual o|qual) (?:preco|valor)`,
  `combien (?:coute|coutent|ca coute|est-ce)|quel est (?:le|votre) (?:prix|tarif)`,
  `was kostet|was kosten|wie viel kostet|wieviel kostet|qual e il prezzo`,
);

/** Money of one's own, and sums: whoever asks for these buys nothing. */
const ownMoney = pattern(
  `my|balance|savings|bills?|accounts?|tax|taxes|payment|interest|apr|irs|income|salary`,
  `(?:transaction|atm|overdraft|foreign) fees?|in (?:dollars|usd|pesos|pounds|yen)`,
  `how much is [0-9]+|how much is (?:in|left)|(?:do|did|have) i|do you (?:make|earn|weigh|know)`,
  `mpg|utilities|electric|electricity|per day|spent|spend`,
);

const givesAddress = pattern(
  `(?:my|our|the) (?:delivery |shipping )?address is|(?:deliver|ship|send|bring) (?:it |them |this |that )?to`,
  `[0-9]+(?: [a-z]+){1,3} (?:street|st|avenue|ave|road|rd|lane|drive|boulevard|blvd|square)`,
  `mi direccion es|(?:envio|enviar|envien|entregar|mandar|llevar) a|(?:calle|avenida|avda|plaza|paseo|carrer) [a-z]+`,
  `meu endereco e|(?:rua|avenida|travessa) [a-z]+|(?:rue|boulevard) [a-z]+|codigo postal|(?:zip|post) ?code`,
);

const givesDate = pattern(
  `(?:on|for|next|this|by|until) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)`,
  `tomorrow|tonight|(?:at|for|by|around) [0-9]{1,2}(?::[0-9]{2})? ?(?:am|pm|o'clock)?|[0-9]{1,2}(?:am|pm)`,
  `(?:january|february|march|april|may|june|july|august|september|october|november|december) [0-9]{1,2}(?:st|nd|rd|th)?`,
  `[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?|[0-9]{1,2} de [a-z]+`,
  `(?:el|este|proximo|para el) (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)|manana|esta noche`,
  `amanha|(?:segunda|terca|quarta|quinta|sexta)-feira|demain|morgen|domani`,
);

export interface FoundSignal {
  readonly signal: LeadSignal;
  /** The words that show it; null where it is none of the text. */
  readonly words: string | null;
}

/** @param folded see `foldMessage` */
export function findSignals(folded: string, facts: MessageFacts): FoundSignal[] {
  const found: FoundSignal[] = [];
  const price = asksPrice.exec(folded)?.[0];
  if (price !== undefined && !ownMoney.test(folded)) found.push({ signal: 'price', words: price });
  const address = givesAddress.exec(folded)?.[0];
  if (address !== undefined) found.push({ signal: 'address', words: address });
  const date = givesDate.exec(folded)?.[0];
  if (date !== undefined) found.push({ signal: 'date', words: date });
  if (facts.isFirstContact) found.push({ signal: 'first_contact', words: null });
  if (facts.isFromBusiness) found.push({ signal: 'business_account', words: null });
  if (facts.isFromCampaign) found.push({ signal: 'campaign', words: null });
  return found;
}

/** Any of these, as whole words. None repeats without an end, so that the time grows with the text alone. */
function pattern(...parts: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})(?![\\p{L}\\p{N}])`, 'u');
}
