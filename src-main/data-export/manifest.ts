import { z } from 'zod';
import { RecordCounts, RecordKind, recordKinds } from '../../src-preload/contract/data-export.ts';
import { recordShapes } from './records.ts';

export const FORMAT = 'alexia-desk-export';
export const FORMAT_VERSION = 1;

/** The one file that says what is in an archive. */
export const MANIFEST = 'data.json';
export const SCHEMA = 'schema.json';
export const INDEX = 'index.html';

/** A file of records: a line of JSON for each. */
const Part = z.object({
  kind: RecordKind,
  path: z.string().regex(/^records\/[a-z_]+-\d{4,9}\.ndjson$/),
  count: z.number().int().positive(),
});
export type Part = z.infer<typeof Part>;

export const Manifest = z.object({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  exportId: z.uuid(),
  exportedAt: z.iso.datetime(),
  of: z.enum(['person', 'business']),
  /** Of a business; null for what belongs to none. */
  businessId: z.string().nullable(),
  withMedia: z.boolean(),
  counts: RecordCounts,
  parts: z.array(Part).max(200_000),
  /** Files that could not be read, by id. */
  missingFiles: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

/** The JSON Schema of an archive: each line of `records/<kind>-….ndjson` is one of `#/definitions/<kind>`. */
export function jsonSchema(): object {
  const shapeOf = (shape: z.ZodType): object => {
    const { $schema: _ofTheWhole, ...rest } = z.toJSONSchema(shape, { target: 'draft-7' });
    return rest;
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Export of Alexia Desk',
    description: `${MANIFEST} has this shape; a line of records/<kind>-….ndjson that of #/definitions/<kind>.`,
    ...shapeOf(Manifest),
    definitions: Object.fromEntries(recordKinds.map((kind) => [kind, shapeOf(recordShapes[kind])])),
  };
}
