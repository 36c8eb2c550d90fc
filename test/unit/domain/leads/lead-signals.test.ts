import { describe, expect, it } from 'vitest';
import { findSignals } from '../../../../src-main/domain/leads/lead-signals.ts';
import { foldMessage } from '../../../../src-main/domain/leads/message-words.ts';

const signalsOf = (text: string): string[] =>
  findSignals(foldMessage(text), {}).map(({ signal }) => signal);

describe('the signals of a message', () => {
  it.each([
    'How much is the chair?',
    'Hi! What’s the price of the blue one?',
    '¿Cuánto cuesta el envío?',
    '¿Me das precio para 20 sillas?',
    'Quanto custa o bolo?',
    'Combien ça coûte ?',
    'Was kostet der Tisch?',
    'Quanto costa la torta?',
  ])('“%s” asks for a price', (text) => {
    expect(signalsOf(text)).toContain('price');
  });

  it.each([
    'how much is my electric bill',
    'how much did i spend last week',
    'how much is 50 plus 756',
    'How much do you know about it?',
    'Thank you, see you soon',
    'Why would african i get there',
  ])('“%s” does not', (text) => {
    expect(signalsOf(text)).not.toContain('price');
  });

  it('an address and a date are seen in several languages', () => {
    expect(signalsOf('Please deliver it to 14 Park Street tomorrow')).toEqual(['address', 'date']);
    expect(signalsOf('Mi dirección es calle Mayor 3, para el viernes')).toEqual([
      'address',
      'date',
    ]);
    expect(signalsOf('Rua Augusta 20, amanhã')).toEqual(['address', 'date']);
    expect(signalsOf('We meet at 8')).toEqual(['date']);
    expect(signalsOf('Good morning')).toEqual([]);
  });

  it('what is known beside the text counts where it is so', () => {
    const facts = { isFirstContact: true, isFromBusiness: true, isFromCampaign: true };
    expect(findSignals('hello', facts)).toEqual([
      { signal: 'first_contact', words: null },
      { signal: 'business_account', words: null },
      { signal: 'campaign', words: null },
    ]);
  });
});
