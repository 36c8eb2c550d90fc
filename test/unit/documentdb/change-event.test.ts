import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { describe, expect, it } from 'vitest';
import {
  fromResumeToken,
  toChangeEvent,
  toResumeToken,
} from '../../support/documentdb/change-streams/change-event.ts';
import {
  asDocument,
  encode,
  type BsonDocument,
} from '../../support/documentdb/gateway/bson-codec.ts';

const options = { fullDocument: 'default', fullDocumentBeforeChange: 'off' };

function row(operation: string, before: BsonDocument | null, after: BsonDocument | null) {
  const text = ['7', '9', '1700000000.5', 'shop', 'chats', operation].map((value) =>
    Buffer.from(value),
  );
  return [...text, before && encode(before), after && encode(after)];
}

const anything: unknown = expect.anything();

describe('a change', () => {
  it('of nested fields is told by dotted paths, and of lists as a whole', () => {
    const before = { _id: 1, same: Long.fromNumber(5), o: { a: 1, b: 1 }, list: [1], gone: 1 };
    const after = { _id: 1, same: Long.fromNumber(5), o: { a: 1, b: 2, c: 3 }, list: [1, 2] };
    const { event } = toChangeEvent(row('update', before, after), options);
    expect(event.updateDescription).toMatchObject({
      updatedFields: {
        'o.b': anything,
        'o.c': anything,
        list: anything,
      },
      removedFields: ['gone'],
    });
    const { updatedFields } = asDocument(event.updateDescription);
    expect(Object.keys(asDocument(updatedFields))).toHaveLength(3);
    expect(event).not.toHaveProperty('fullDocument');
  });

  it('is told whatever types the fields have', () => {
    const kept = {
      text: 'é',
      none: null,
      list: [1, 'x'],
      number: 1.5,
      whole: 7,
      long: Long.fromNumber(5),
      at: new Date(5),
      id: new ObjectId(),
      bytes: new Binary(Buffer.from('abc')),
      is: true,
      pattern: new BSONRegExp('^a', 'i'),
      decimal: Decimal128.fromString('1.50'),
      code: new Code('x', { y: 1 }),
      stamp: new Timestamp({ t: 1, i: 2 }),
      least: new MinKey(),
      most: new MaxKey(),
    };
    const { event } = toChangeEvent(
      row('update', { _id: 1, ...kept, last: 1 }, { _id: 1, ...kept, last: 2 }),
      options,
    );
    const { updatedFields, removedFields } = asDocument(event.updateDescription);
    expect(Object.keys(asDocument(updatedFields))).toEqual(['last']);
    expect(removedFields).toEqual([]);
  });

  it('carries the document when it is an insert, and the old one only when asked', () => {
    const { event } = toChangeEvent(row('insert', null, { _id: 'x' }), options);
    expect(event).toMatchObject({ fullDocument: { _id: 'x' }, documentKey: { _id: 'x' } });
    const asked = { ...options, fullDocumentBeforeChange: 'whenAvailable' };
    expect(toChangeEvent(row('delete', { _id: 'x' }, null), asked).event).toMatchObject({
      documentKey: { _id: 'x' },
      fullDocumentBeforeChange: { _id: 'x' },
    });
  });

  it('has a place that its resume token leads back to', () => {
    const { position, event } = toChangeEvent(row('drop', null, null), options);
    expect(position).toEqual({ transaction: 7n, sequence: 9n });
    const { _data } = toResumeToken(position);
    expect(event._id).toEqual({ _data });
    expect(fromResumeToken(String(_data))).toEqual(position);
  });
});
