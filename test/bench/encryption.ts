import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { openField, sealField } from '../../src-main/crypto/field-cipher.ts';
import { Lookup } from '../../src-main/crypto/lookup.ts';
import {
  PASSPHRASE_COST,
  newPassphraseParameters,
  passphraseKey,
} from '../../src-main/crypto/passphrase.ts';
import { findHighlights, wordsOf } from '../../src-main/crypto/text-words.ts';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { reportResult } from './support/report-result.ts';
import { median, rounded } from './support/statistics.ts';

/**
 * How fast encryption is by itself: fields of three lengths sealed and opened, in MB/s of text, beside node:crypto's own
 * AES-256-GCM with everything that GCM asks for (a random nonce, associated data, the tag) on bytes that are ready, in
 * one go for each text; and the words, blind-index tokens and highlights of the messages of 200 real dialogues.
 */
const RUNS = 7;
const RUN_MS = 150;

const key = { subject: 'conversation:bench', bytes: randomBytes(32) };
const context = 'messages/00000000-0000-4000-8000-000000000000/3EB0AAAAAAAAAAAAAAAAAA/content';
const associated = Buffer.from(context);

const ciphers = [100, 1_000, 64_000].map((length) => compareCipher(length));
const dialogues = await readDialogues(
  new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url),
);
const words = measureWords(dialogues.flatMap(({ turns }) => turns.map(({ text }) => text)));
const began = performance.now();
await passphraseKey('correct horse battery staple', newPassphraseParameters(PASSPHRASE_COST));
const passphrase = [
  { what: 'one attempt at the passphrase', milliseconds: Math.round(performance.now() - began) },
];

await reportResult('encryption', {
  'Sealing and opening beside node:crypto': ciphers,
  'Words and the blind index': words,
  'The passphrase': passphrase,
});

function compareCipher(bytes: number): object {
  const text = 'Could I have two of the blue ones, please? '.repeat(bytes / 40 + 1).slice(0, bytes);
  const plain = Buffer.from(text);
  const sealed = sealField(key, context, text);
  const rawSealed = rawSeal(plain);
  const [ours, raw, oursOpen, rawOpen] = perSecond([
    () => sealField(key, context, text),
    () => rawSeal(plain),
    () => openField(key, context, sealed),
    () => rawUnseal(rawSealed),
  ]).map((times) => (times * bytes) / 1e6);
  return {
    bytes,
    sealMBs: rounded(ours ?? NaN),
    rawSealMBs: rounded(raw ?? NaN),
    sealOfRaw: ratio(ours, raw),
    openMBs: rounded(oursOpen ?? NaN),
    rawOpenMBs: rounded(rawOpen ?? NaN),
    openOfRaw: ratio(oursOpen, rawOpen),
  };
}

interface RawSealed {
  nonce: Buffer;
  body: Buffer;
  tag: Buffer;
}

function rawSeal(plain: Buffer): RawSealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(associated);
  const body = cipher.update(plain);
  cipher.final();
  return { nonce, body, tag: cipher.getAuthTag() };
}

function rawUnseal({ nonce, body, tag }: RawSealed): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce).setAAD(associated);
  decipher.setAuthTag(tag);
  const plain = decipher.update(body);
  decipher.final();
  return plain;
}

function measureWords(texts: readonly string[]): object[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
  const lookup = new Lookup({ subject: 'index', bytes: key.bytes });
  const fresh = (): Lookup => new Lookup({ subject: 'index', bytes: key.bytes });
  const all = (each: (text: string) => unknown) => () => {
    for (const text of texts) each(text);
  };
  const tokens = texts.reduce((sum, text) => sum + lookup.tokensOf(text).length, 0);
  const works = {
    'words (Intl.Segmenter by itself)': all((text) => Array.from(segmenter.segment(text)).length),
    words: all(wordsOf),
    'tokens, words known': all((text) => lookup.tokensOf(text)),
    'tokens, none known at first': () => {
      const empty = fresh();
      for (const text of texts) empty.tokensOf(text);
    },
    highlights: all((text) => findHighlights(text, 'would like')),
  };
  const rates = perSecond(Object.values(works));
  return Object.keys(works).map((what, index) => {
    const rate = rates[index] ?? 0;
    return {
      what,
      messagesPerSecond: Math.round(rate * texts.length),
      microsecondsPerMessage: rounded(1e6 / (rate * texts.length)),
      ...(what.startsWith('tokens') ? { tokensPerSecond: Math.round(rate * tokens) } : {}),
    };
  });
}

/** Medians of how often a second each can be done; they take turns, so that a slow moment strikes all. */
function perSecond(works: readonly (() => unknown)[]): number[] {
  const rates = works.map((): number[] => []);
  for (let run = 0; run <= RUNS; run++) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      let times = 0;
      do {
        work();
        times++;
      } while (performance.now() - start < RUN_MS);
      // The first is for the compiler to warm up.
      if (run > 0) rates[index]?.push((1000 * times) / (performance.now() - start));
    }
  }
  return rates.map(median);
}

function ratio(ours = 0, raw = 1): number {
  return Number((ours / raw).toFixed(2));
}
