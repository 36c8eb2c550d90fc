import type { z } from 'zod';

/** Something WhatsApp sent is not what it should be. Names the fields, never what stood in them. */
export class TranslationError extends Error {
  override readonly name = 'TranslationError';
  readonly fields: readonly string[];

  constructor(what: string, fields: readonly string[]) {
    super(`${what}: unexpected ${fields.join(', ')}`);
    this.fields = fields;
  }

  static of(what: string, error: z.ZodError): TranslationError {
    const fields = error.issues.map((issue) => issue.path.join('.') || 'value');
    return new TranslationError(what, [...new Set(fields)]);
  }
}
