import { BSON, Long } from 'bson';

/** A document as it came from outside: nothing is known about its values. */
export type BsonDocument = Readonly<Record<string, unknown>>;

export function encode(document: BsonDocument): Buffer {
  return Buffer.from(BSON.serialize(document, { ignoreUndefined: true }));
}

/** Plain values; a 64-bit integer beyond the safe range stays a Long. */
export function decode(bytes: Uint8Array): BsonDocument {
  return BSON.deserialize(bytes, { promoteLongs: true });
}

/** Every value keeps its BSON type, so that the document can be encoded again without a loss. */
export function decodeExactly(bytes: Uint8Array): BsonDocument {
  return BSON.deserialize(bytes, { promoteValues: false, promoteLongs: false, bsonRegExp: true });
}

/** The documents of a sequence section, each still encoded. */
export function splitSequence(sequence: Buffer | undefined): Buffer[] {
  const documents: Buffer[] = [];
  if (sequence === undefined) return documents;
  for (let offset = 0; offset < sequence.length;) {
    const length = sequence.readInt32LE(offset);
    documents.push(sequence.subarray(offset, offset + length));
    offset += length;
  }
  return documents;
}

export function isDocument(value: unknown): value is BsonDocument {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !('_bsontype' in value)
  );
}

export function asDocument(value: unknown): BsonDocument {
  return isDocument(value) ? value : {};
}

export function asDocuments(value: unknown): BsonDocument[] {
  return Array.isArray(value) ? value.filter(isDocument) : [];
}

export function asText(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

/** Any numeric BSON value as a number. */
export function asNumber(value: unknown, otherwise = 0): number {
  if (value === undefined || value === null) return otherwise;
  const number = Number(value);
  return Number.isNaN(number) ? otherwise : number;
}

/** A 64-bit identifier, whatever type the driver gave it. */
export function asBigInt(value: unknown): bigint {
  if (Long.isLong(value)) return value.toBigInt();
  if (typeof value === 'bigint') return value;
  return BigInt(Math.trunc(asNumber(value)));
}
