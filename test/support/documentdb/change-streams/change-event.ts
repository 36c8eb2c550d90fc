import { Timestamp } from 'bson';
import {
  asNumber,
  decodeExactly,
  encode,
  isDocument,
  type BsonDocument,
} from '../gateway/bson-codec.ts';
import { documentOf, elementsOf } from './encoded-elements.ts';
import type { Row } from '../postgres/postgres-messages.ts';

/** A place in the log, as a resume token carries it. */
export interface LogPosition {
  readonly transaction: bigint;
  readonly sequence: bigint;
}

export interface EventOptions {
  /** fullDocument: 'default' leaves it out of updates. */
  readonly fullDocument: string;
  /** fullDocumentBeforeChange: 'off' leaves it out. */
  readonly fullDocumentBeforeChange: string;
}

const HEX_DIGITS = 16;

export function toResumeToken({ transaction, sequence }: LogPosition): BsonDocument {
  const hex = (value: bigint) => value.toString(16).padStart(HEX_DIGITS, '0');
  return { _data: hex(transaction) + hex(sequence) };
}

export function fromResumeToken(data: string): LogPosition {
  const part = (start: number) => BigInt(`0x${data.slice(start, start + HEX_DIGITS) || '0'}`);
  return { transaction: part(0), sequence: part(HEX_DIGITS) };
}

interface Difference {
  readonly updatedFields: Record<string, unknown>;
  readonly removedFields: string[];
}

/** Adds what differs, by dotted path below sub-documents that were and are there. */
function differenceOf(
  before: BsonDocument,
  after: BsonDocument,
  path: string,
  found: Difference,
): void {
  for (const [key, value] of Object.entries(after)) {
    const old = before[key];
    if (key in before && encode({ old }).equals(encode({ old: value }))) continue;
    if (isDocument(value) && isDocument(old)) differenceOf(old, value, `${path}${key}.`, found);
    else found.updatedFields[path + key] = value;
  }
  for (const key of Object.keys(before)) {
    if (!(key in after)) found.removedFields.push(path + key);
  }
}

/**
 * What an update changed. Elements that stand in both as they are need not be understood: nearly all of them do, and
 * taking them apart was most of what a change cost.
 */
function updateOf(before: Buffer, after: Buffer, decoded: BsonDocument): Difference {
  const found: Difference = { updatedFields: {}, removedFields: [] };
  const [was, is] = [elementsOf(before), elementsOf(after)];
  for (const [key, element] of is) {
    const old = was.get(key);
    if (old?.equals(element)) continue;
    const value = decoded[key];
    const oldValue = old && isDocument(value) ? decodeExactly(documentOf(old))[key] : undefined;
    if (isDocument(value) && isDocument(oldValue)) {
      differenceOf(oldValue, value, `${key}.`, found);
    } else found.updatedFields[key] = value;
  }
  for (const key of was.keys()) if (!is.has(key)) found.removedFields.push(key);
  return found;
}

function textOf(value: Buffer | null | undefined): string {
  return value?.toString() ?? '';
}

/** A row of the log as the event that MongoDB would send. */
export function toChangeEvent(
  row: Row,
  options: EventOptions,
): { readonly position: LogPosition; readonly event: BsonDocument } {
  const [xid, seq, at, database, collection, operation, oldBytes, newBytes] = row;
  const position = { transaction: BigInt(textOf(xid)), sequence: BigInt(textOf(seq)) };
  const seconds = asNumber(textOf(at));
  const type = textOf(operation);
  const wantsBefore = options.fullDocumentBeforeChange !== 'off' && oldBytes;
  const before = oldBytes && (wantsBefore || !newBytes) ? decodeExactly(oldBytes) : {};
  const after = newBytes ? decodeExactly(newBytes) : {};
  const carriesDocument =
    type === 'insert' ||
    type === 'replace' ||
    (type === 'update' && options.fullDocument !== 'default');
  const event = {
    _id: toResumeToken(position),
    operationType: type,
    clusterTime: new Timestamp({
      t: Math.floor(seconds),
      i: Number(position.sequence % 1000n) + 1,
    }),
    wallTime: new Date(seconds * 1000),
    ns: { db: textOf(database), coll: textOf(collection) },
    ...(type === 'drop' ? {} : { documentKey: { _id: newBytes ? after._id : before._id } }),
    ...(carriesDocument ? { fullDocument: after } : {}),
    ...(wantsBefore ? { fullDocumentBeforeChange: before } : {}),
    ...(type === 'update' && oldBytes && newBytes
      ? { updateDescription: { ...updateOf(oldBytes, newBytes, after), truncatedArrays: [] } }
      : {}),
  };
  return { position, event };
}
