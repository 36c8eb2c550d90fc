import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLabel } from '../../../src-preload/contract/decode-label.ts';
import { dangerousLinks } from '../../../src-preload/contract/link-dangers.ts';

/** Of the one link of a text. */
function dangersOf(text: string): [string, ...string[]] | null {
  const [link] = dangerousLinks(text);
  return link ? [link.host, ...link.dangers] : null;
}

describe('links that were published as deceptions', () => {
  it.each([
    // Xudong Zheng, 2017: all Cyrillic.
    ['https://аррӏе.com', 'xn--80ak6aa92e.com', 'lookAlike'],
    ['https://www.xn--80ak6aa92e.com/', 'www.xn--80ak6aa92e.com', 'lookAlike'],
    // Gabrilovich and Gontmakher, 2002: "microsoft" with Cyrillic c and o.
    ['http://www.miсrоsоft.com', 'www.xn--mirsft-yqfbx.com', 'mixedScripts'],
    // Schneier, 2005: "paypal" with a Cyrillic a.
    ['look: http://www.pаypal.com/ now', 'www.xn--pypal-4ve.com', 'mixedScripts'],
    // Farsight, 2018: "poloniex" with Cyrillic letters, and one written without a scheme.
    ['pоlоniex.com', 'xn--plniex-wqfb.com', 'mixedScripts'],
    // Greek omicron.
    ['https://gοοgle.com', 'xn--ggle-0nda.com', 'mixedScripts'],
    // RFC 3986, section 7.6.
    [
      'ftp is refused, http://cnn.example.com&story=breaking_news@10.0.0.1/top_story.htm is not',
      '10.0.0.1',
      'credentials',
    ],
    ['https://accounts.google.com:443@evil.example/', 'evil.example', 'credentials'],
    // Chromium's idn.md: a fraction slash between the name that is shown and the one that counts.
    ['https://bank.com⁄login.evil.example', 'bank.xn--comlogin-g03d.evil.example', 'oddCharacters'],
    ['https://bank.\u200bexample/', 'bank.example', 'hidden'],
    ['https://bank.example/\u202egnp.exe', 'bank.example', 'hidden'],
  ])('%s', (text, host, ...dangers) => {
    const [found] = dangerousLinks(text);
    expect(found?.dangers).toEqual(expect.arrayContaining(dangers));
    expect(found?.host).toBe(host);
  });
});

describe('links that are what they look like', () => {
  it.each([
    'https://lamps.example/aubergine',
    'https://www.españa.es and https://münchen.de',
    'https://пример.рф',
    'https://почта.com',
    'https://例え.テスト and https://日本語.jp',
    'https://한국어.com',
    'https://ไทย.com',
    'https://שלום.co.il',
    'https://हिन्दी.com',
    'https://xn--bcher-kva.example/',
    'Hello. How are you?I am fine.And you?',
    'ana@example.com',
    'привет.Как дела',
    '3.50 and 12.5 and v1.2.3',
    'javascript:alert(1)',
    '',
  ])('%s', (text) => {
    expect(dangerousLinks(text)).toEqual([]);
  });
});

describe('a card', () => {
  const card = { url: 'https://bank.example/login', title: 'Your bank' };

  it('that says another address than the text is told with where the text leads', () => {
    expect(dangerousLinks('https://evil.example/x', card)).toEqual([
      { host: 'evil.example', dangers: ['otherTarget'] },
    ]);
    expect(dangerousLinks('https://www.bank.example/x', card)).toEqual([]);
    expect(dangerousLinks('see bank.example', card)).toEqual([]);
    expect(dangerousLinks('no address', card)).toEqual([]);
  });

  it('whose title is another address is told with where it leads', () => {
    const lies = { ...card, title: 'www.paypal.com' };
    expect(dangerousLinks('https://bank.example', lies)).toEqual([
      { host: 'bank.example', dangers: ['otherTarget'] },
    ]);
    expect(dangerousLinks('https://bank.example', { ...card, title: 'bank.example' })).toEqual([]);
  });
});

it('each host is told once, and no more than three', () => {
  const text =
    'https://аррӏе.com https://аррӏе.com/x https://pаypal.com http://a@b.cc http://a@d.cc';
  expect(dangersOf(text)).toEqual(['xn--80ak6aa92e.com', 'lookAlike']);
  expect(dangerousLinks(text)).toHaveLength(3);
});

it('texts made to take long do not', () => {
  const texts = ['a'.repeat(10_000_000), 'a.'.repeat(5_000_000), '-'.repeat(10_000_000)];
  texts.push('https://'.repeat(1_000_000), '\u0301'.repeat(5_000_000), 'http://a@'.repeat(1e6));
  const started = performance.now();
  for (const text of texts) dangerousLinks(text);
  expect(performance.now() - started).toBeLessThan(5_000);
});

describe('a part of a host is decoded', () => {
  it.each([
    // RFC 3492, section 7.1: Arabic, Chinese, Czech, Russian, Japanese with digits, and a German one.
    ['xn--egbpdaj6bu4bxfgehfvwxn', 'ليهمابتكلموشعربي؟'],
    ['xn--ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
    ['xn--Proprostnemluvesky-uyb24dma41a', 'pročprostěnemluvíčesky'],
    ['xn--b1abfaaepdrnnbgefbadotcwatmq2g4l', 'почемужеонинеговорятпорусски'],
    ['xn--3B-ww4c5e180e575a65lsy2b', '3年b組金八先生'],
    ['xn--bcher-kva', 'bücher'],
    ['plain', 'plain'],
    ['xn--', ''],
    ['xn--!!!', 'xn--!!!'],
    ['xn--99999999', 'xn--99999999'],
  ])('%s', (label, text) => expect(decodeLabel(label)).toBe(text));

  it('as the browser has encoded it, and nothing that it is given breaks it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const host = URL.parse(`https://${text}.example`)?.hostname.split('.').at(-2) ?? 'xn--';
        const again = URL.parse(`https://${decodeLabel(host)}.example`)
          ?.hostname.split('.')
          .at(-2);
        if (host !== 'xn--') expect(again).toBe(host);
        decodeLabel(`xn--${text}`);
      }),
      { seed: 20_261_129, numRuns: 2_000 },
    );
  });
});
