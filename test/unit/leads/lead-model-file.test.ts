import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { judgeText } from '../../../src-main/domain/leads/lead-model.ts';
import {
  decodeModel,
  encodeModel,
  LeadModelFile,
} from '../../../src-main/leads/lead-model-file.ts';
import { examplesOf, train } from '../../support/leads/train-model.ts';
import type { LabelledMessage } from '../../support/leads/labelled-messages.ts';

const file = new URL('../../../resources/lead-model.json', import.meta.url);

const messages: LabelledMessage[] = Array.from({ length: 40 }, (_, index) => [
  { text: `please order ${index} red chairs`, intent: 'order', buying: true },
  { text: `the weather is fine on day ${index}`, intent: 'weather', buying: false },
]).flat();
const options = { vocabulary: 200, rounds: 8, decay: 1e-5, pace: 0.3 };

describe('the text model', () => {
  it('learns from labelled messages what speaks for buying, and the same from the same', () => {
    const model = { version: 1, ...train(examplesOf(messages), options) };
    expect(judgeText(model, 'order some chairs').points).toBeGreaterThan(50);
    expect(judgeText(model, 'fine weather').points).toBeLessThan(50);
    expect(model.weights.size).toBeLessThanOrEqual(200);
    expect(encodeModel(train(examplesOf(messages), options))).toEqual(encodeModel(model));
  });

  it('is read back from its file nearly as it was', () => {
    const model = train(examplesOf(messages), options);
    const meta = LeadModelFile.parse({
      version: 3,
      about: '',
      attribution: '',
      licence: '',
      training: { messages: 1, buying: 1, folds: 5, precision: 1, recall: 1, f1: 1, options: {} },
      ...encodeModel(model),
    });
    const read = decodeModel(meta);
    expect(read.version).toBe(3);
    expect([...read.weights.keys()]).toEqual([...model.weights.keys()].sort());
    for (const [name, weight] of model.weights) {
      expect(Math.abs((read.weights.get(name) ?? NaN) - weight)).toBeLessThanOrEqual(meta.unit / 2);
    }
    expect(() => decodeModel({ ...meta, features: 'one' })).toThrow('not whole');
  });

  it('comes in at most 400 KB, and says where it is from and how good it is', async () => {
    const text = await readFile(file, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(400_000);
    const { attribution, licence, training } = LeadModelFile.parse(JSON.parse(text));
    expect(attribution).toContain('Larson');
    expect(licence).toBe('CC BY 3.0');
    expect(training.f1).toBeGreaterThanOrEqual(0.9);
  });
});
