import { Binary } from 'mongodb';

/** Every value of a document as text, and every stretch of bytes as Latin-1; not the names of its fields. */
export function valuesOf(value: unknown): string[] {
  if (value instanceof Binary) return [Buffer.from(value.buffer).toString('latin1')];
  if (Buffer.isBuffer(value)) return [value.toString('latin1')];
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (
    value !== null &&
    typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype
  )
    return Object.values(value).flatMap(valuesOf);
  return [String(value)];
}
