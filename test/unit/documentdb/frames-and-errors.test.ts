import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  codeOfPackedSqlState,
  toServerError,
} from '../../support/documentdb/gateway/server-error.ts';
import { parseWireRequest, WIRE_FRAMING } from '../../support/documentdb/gateway/wire-message.ts';
import { decode, encode, splitSequence } from '../../support/documentdb/gateway/bson-codec.ts';
import { readFrames } from '../../support/documentdb/postgres/frame-reader.ts';
import {
  parsePostgresError,
  PostgresError,
} from '../../support/documentdb/postgres/postgres-error.ts';

/** An OP_MSG with a body and a document sequence. */
function message(flags: number): Buffer {
  const int32 = (value: number) => {
    const buffer = Buffer.alloc(4);
    buffer.writeInt32LE(value);
    return buffer;
  };
  const documents = [encode({ a: 1 }), encode({ a: 2 })];
  const sequence = Buffer.concat([Buffer.from('documents\0'), ...documents]);
  const sections = Buffer.concat([
    Buffer.from([0]),
    encode({ insert: 'things' }),
    Buffer.from([1]),
    int32(sequence.length + 4),
    sequence,
  ]);
  const head = [int32(20 + sections.length), int32(77), int32(0), int32(2013), int32(flags)];
  return Buffer.concat([...head, sections]);
}

describe('messages of the wire protocol', () => {
  it('are the same however the network cuts them', () => {
    const stream = Buffer.concat([message(0), message(0), message(0)]);
    for (const size of [1, 3, 16, 70, 1000]) {
      const socket = new Socket();
      const frames: Buffer[] = [];
      readFrames(socket, WIRE_FRAMING, (frame) => frames.push(Buffer.from(frame)));
      for (let offset = 0; offset < stream.length; offset += size) {
        socket.emit('data', stream.subarray(offset, offset + size));
      }
      expect(frames).toEqual([message(0), message(0), message(0)]);
    }
  });

  it('carry a body and document sequences, and are answered under their number', () => {
    const request = parseWireRequest(message(0));
    expect(decode(request.body)).toEqual({ insert: 'things' });
    expect(splitSequence(request.sequences.get('documents')).map(decode)).toEqual([
      { a: 1 },
      { a: 2 },
    ]);
    const reply = Buffer.concat(request.encodeReply(encode({ ok: 1 })));
    expect(reply.readInt32LE(0)).toBe(reply.length);
    expect(reply.readInt32LE(8)).toBe(77);
    expect(decode(reply.subarray(21))).toEqual({ ok: 1 });
  });

  it('want no answer when more is to come', () => {
    expect(parseWireRequest(message(2)).wantsReply).toBe(false);
  });

  it('of an unknown kind are refused', () => {
    const unknown = message(0);
    unknown.writeInt32LE(2012, 12);
    expect(() => parseWireRequest(unknown)).toThrow('Unsupported opcode 2012');
  });
});

describe('errors of the engine', () => {
  it('are read from PostgreSQL with their state', () => {
    const body = Buffer.from('SERROR\0C40001\0Mcould not serialize\0\0');
    expect(parsePostgresError(body)).toMatchObject({
      message: 'could not serialize',
      sqlState: '40001',
    });
  });

  it.each([
    ['40001', 112, 'WriteConflict'],
    ['40P01', 112, 'WriteConflict'],
    ['57014', 50, 'MaxTimeMSExpired'],
    ['M001C', 11000, 'DuplicateKey'],
    ['XX000', 1, 'InternalError'],
  ])('of state %s get code %i', (sqlState, code, codeName) => {
    expect(toServerError(new PostgresError('x', sqlState))).toMatchObject({ code, codeName });
  });

  it('are write conflicts when another transaction made the collection first', () => {
    const lost = new PostgresError('Unable to create the specified collection', 'M0000');
    expect(toServerError(lost).code).toBe(112);
  });

  it('are unpacked from numbers, and left alone where they are codes already', () => {
    const packed = Array.from('M001C').reduce(
      (sum, character, index) => sum + ((character.charCodeAt(0) - 48) << (6 * index)),
      0,
    );
    expect(codeOfPackedSqlState(packed)).toBe(11000);
    expect(codeOfPackedSqlState(121)).toBe(121);
  });
});
