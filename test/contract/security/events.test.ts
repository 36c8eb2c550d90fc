import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import { TranslationError } from '../../../src-main/whatsapp/translators/translation-error.ts';
import { whatsappTranslators } from '../../../src-main/whatsapp/translators/whatsapp-translators.ts';
import {
  translateChat,
  translateContact,
} from '../../../src-main/whatsapp/translators/translate-directory.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { pipeline } from '../../support/faults/work-off.ts';
import { halfWritten } from '../../support/security/half-written.ts';
import { tell } from '../../support/security/held.ts';
import { asJson, mutant, mutations } from '../../support/security/mutate.ts';
import { rawEvents } from '../../support/security/raw-events.ts';
import { openDatabases, type OpenDatabases } from '../store/open-databases.ts';

const SEED = Number(process.env.ALEXIA_SECURITY_SEED ?? 20_261_129);
const CASES = Number(process.env.ALEXIA_SECURITY_CASES ?? 6_000);
/** Through the journal and the pipeline into both databases. */
const STORED_CASES = Math.min(CASES, 6_000) / 4;
/** In which entries come into the journal together. */
const IN_A_BATCH = 100;

const { message, ack, unread, place, change } = whatsappTranslators;
const translators: readonly (readonly [string, (raw: unknown) => unknown, readonly unknown[]])[] = [
  ['message', message, rawEvents.message],
  ['ack', ack, rawEvents.ack],
  ['unread', unread, rawEvents.unread],
  ['place', place, rawEvents.place],
  ['edit', (raw) => change('edit', raw), rawEvents.edit],
  ['revoke', (raw) => change('revoke', raw), rawEvents.revoke],
  ['reaction', (raw) => change('reaction', raw), rawEvents.reaction],
  ['vote', (raw) => change('vote', raw), rawEvents.vote],
  ['chat', translateChat, rawEvents.chat],
  ['contact', translateContact, rawEvents.contact],
];

describe('every translator of what WhatsApp tells', () => {
  it.each(translators)(
    '%s understands it, or says which field is wrong and never what stood there',
    (name, translate, samples) => {
      for (const sample of samples) expect(() => translate(sample)).not.toThrow();
      let tried = 0;
      const numRuns = Math.ceil((CASES * (name === 'message' ? 4 : 1)) / (translators.length + 3));
      fc.assert(
        fc.property(mutations, fc.nat(), (changes, which) => {
          tried += 1;
          const raw = asJson(mutant(samples[which % samples.length], changes));
          const started = performance.now();
          try {
            translate(raw);
          } catch (error) {
            if (!(error instanceof TranslationError)) throw error;
            expect(error.message).not.toContain('Hello from');
          }
          expect(performance.now() - started).toBeLessThan(2_000);
        }),
        { seed: SEED, numRuns, endOnFailure: true },
      );
      expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
      tell({ attack: `mutated events: ${name}`, cases: tried, held: tried });
    },
    600_000,
  );
});

describe('the pipeline, with mutated events', () => {
  let open: OpenDatabases;
  beforeAll(async () => {
    open = await openDatabases();
  });
  afterAll(() => open.close());

  it('stores each as a whole or sets it aside, and goes on', async () => {
    const folder = await dataFolder();
    const device = await DeviceDatabase.open(join(folder.path, 'device'), Buffer.alloc(32, 1));
    const journal = await Journal.open(device, () => {});
    const rejections: unknown[] = [];
    const note = (error: unknown): void => void rejections.push(error);
    process.on('unhandledRejection', note);
    const { sessionId, userId } = open;
    const source = { sessionId, userId, accountId: '34600000001@c.us', linkedAt: 0 };
    const kinds = ['message', 'message', 'message', 'ack', 'edit', 'revoke', 'reaction', 'vote'];
    const types = [...kinds, 'unread', 'place'] as (keyof typeof rawEvents &
      ('message' | 'ack' | 'edit' | 'revoke' | 'reaction' | 'vote' | 'unread' | 'place'))[];
    const cases = fc.sample(
      fc.tuple(fc.constantFrom(...types), fc.nat(), mutations, fc.boolean()),
      { seed: SEED, numRuns: STORED_CASES },
    );
    const ingest = pipeline(journal, open.stores);
    ingest.start();
    const settled = async (): Promise<void> => {
      ingest.wake();
      const deadline = Date.now() + 60_000;
      while (journal.waiting > 0) {
        if (Date.now() > deadline) throw new Error(`${journal.waiting} entries do not get done`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    for (let at = 0; at < cases.length; at += IN_A_BATCH) {
      await Promise.all(
        cases.slice(at, at + IN_A_BATCH).map(([type, which, changes, isWhole], index) => {
          const samples = rawEvents[type];
          const sample = samples[which % samples.length];
          // What the page hands on has been JSON: nothing else gets so far.
          const raw = asJson(isWhole ? sample : mutant(sample, changes));
          const receivedAt = 1_760_000_000_000 + at + index;
          return journal.append({ kind: 'event', ...source, type, raw, receivedAt });
        }),
      );
      await settled();
    }
    // One that is as it should be still gets through.
    const last = `3EB0${randomUUID().replaceAll('-', '').slice(0, 18).toUpperCase()}`;
    await journal.append({
      ...{ kind: 'event', ...source, type: 'message', receivedAt: Date.now() },
      raw: rawEvents.textWithId(last),
    });
    await settled();
    await ingest.stop();
    process.off('unhandledRejection', note);

    const { mongo, postgres } = open.raw;
    expect(await halfWritten(mongo, postgres)).toEqual([]);
    expect(rejections).toEqual([]);
    const partitions = await mongo.listCollections({ name: /^messages_/ }).toArray();
    const found = await Promise.all(
      partitions.map(({ name }) => mongo.collection(name).countDocuments({ messageId: last })),
    );
    expect(found.reduce((sum, count) => sum + count, 0)).toBe(1);
    console.log(`${cases.length} mutated events, ${journal.setAsideCount} set aside`);
    tell({ attack: 'mutated events into both databases', cases: cases.length, held: cases.length });
    await device.close();
    await folder.remove();
  }, 600_000);
});
