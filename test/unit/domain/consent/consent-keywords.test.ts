import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consentKeyword } from '../../../../src-main/domain/consent/consent-keywords.ts';

const stop = (language: 'en' | 'es') => ({ meaning: 'stop', language });

describe('a keyword', () => {
  it.each([
    ['STOP', 'en'],
    ['  stop. ', 'en'],
    ['Stop!!! 🛑', 'en'],
    ['UNSUBSCRIBE', 'en'],
    ['Opt-out', 'en'],
    ['ＳＴＯＰ', 'en'],
    ['BAJA', 'es'],
    ['«baja»', 'es'],
    ['Cancelar', 'es'],
    ['Cancelar suscripción', 'es'],
    ['No más mensajes', 'es'],
    ['NO QUIERO PUBLICIDAD.', 'es'],
  ] as const)('is “%s”', (text, language) => {
    expect(consentKeyword(text)).toEqual(stop(language));
  });

  it.each(['START', 'unstop', 'Alta', 'darme de alta'])('to come back is “%s”', (text) => {
    expect(consentKeyword(text)?.meaning).toBe('start');
  });

  it.each([
    '',
    '🛑',
    'Stop by tomorrow',
    'Do you have a non-stop flight?',
    'Please cancel my order',
    'Quiero cancelar mi pedido',
    'La planta baja, por favor',
    '¿En talla alta?',
    'stopp',
    'STOP '.repeat(50),
  ])('is not “%s”', (text) => {
    expect(consentKeyword(text)).toBeNull();
  });
});

describe('of what people really wrote', () => {
  it('no turn of 200 conversations in shops is one', () => {
    const turns = lines('order-dialogues-200.jsonl').flatMap(
      (line) => (JSON.parse(line) as { turns: { text: string }[] }).turns,
    );
    expect(turns.length).toBeGreaterThan(500);
    expect(turns.filter(({ text }) => consentKeyword(text) !== null)).toEqual([]);
  });

  it('and of all short texts with a word of a keyword in them only those that are nothing else', () => {
    const texts = lines('texts-with-keywords.txt');
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.filter((text) => consentKeyword(text) !== null)).toEqual([
      ...['cancel', 'please stop', 'quit', 'stop', 'stop please'],
    ]);
  });
});

function lines(name: string): string[] {
  return readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
