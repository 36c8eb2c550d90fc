import { z } from 'zod';
import type { LeadModel } from '../domain/leads/lead-model.ts';

/** The text model as it lies in `resources/lead-model.json`; made by `resources/scripts/train-leads.mjs`. */
export const LeadModelFile = z.object({
  version: z.number().int().positive(),
  about: z.string(),
  attribution: z.string(),
  licence: z.string(),
  /** How well it finds messages that it was not trained on, by cross-validation on the training file. */
  training: z.object({
    messages: z.number().int(),
    buying: z.number().int(),
    folds: z.number().int(),
    precision: z.number(),
    recall: z.number(),
    f1: z.number(),
    options: z.record(z.string(), z.number()),
  }),
  bias: z.number(),
  /** What one step of a weight is. */
  unit: z.number().positive(),
  /** One a line. */
  features: z.string(),
  /** A signed byte for each feature, in base64. */
  weights: z.base64(),
});
export type LeadModelFile = z.infer<typeof LeadModelFile>;

export function encodeModel(
  model: Pick<LeadModel, 'bias' | 'weights'>,
): Pick<LeadModelFile, 'bias' | 'unit' | 'features' | 'weights'> {
  const sorted = [...model.weights].sort(([one], [other]) => (one < other ? -1 : 1));
  const largest = Math.max(...sorted.map(([, weight]) => Math.abs(weight)));
  const unit = Number((largest / 127).toPrecision(6));
  // What is rounded to nothing says nothing.
  const kept = sorted.map(([name, weight]) => ({
    name,
    byte: Math.max(-127, Math.min(127, Math.round(weight / unit))),
  }));
  return {
    bias: Number(model.bias.toPrecision(6)),
    unit,
    features: kept.map(({ name }) => name).join('\n'),
    weights: Buffer.from(Int8Array.from(kept.map(({ byte }) => byte)).buffer).toString('base64'),
  };
}

/** Rejects a file whose features and weights do not belong together. */
export function decodeModel({ version, bias, unit, features, weights }: LeadModelFile): LeadModel {
  const names = features.split('\n');
  const bytes = Buffer.from(weights, 'base64');
  if (bytes.length !== names.length) throw new Error('The text model is not whole');
  return {
    version,
    bias,
    weights: new Map(names.map((name, index) => [name, bytes.readInt8(index) * unit])),
  };
}
