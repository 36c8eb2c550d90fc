/** MongoDB's wire protocol: OP_MSG, and OP_QUERY for a driver's first hello. */

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_LENGTH = 16;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;

export const WIRE_FRAMING = {
  headLength: 4,
  lengthAt: (buffer: Buffer, offset: number) => buffer.readInt32LE(offset),
};

export interface WireRequest {
  /** The command's body, BSON as it came. */
  readonly body: Buffer;
  /** Document sequences by field name, BSON documents one after the other. */
  readonly sequences: ReadonlyMap<string, Buffer>;
  /** False for unacknowledged writes. */
  readonly wantsReply: boolean;
  /** The frame that carries a reply document. */
  encodeReply(document: Buffer): Buffer[];
}

function reply(requestId: number, opcode: number, head: Buffer, document: Buffer): Buffer[] {
  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeInt32LE(HEADER_LENGTH + head.length + document.length, 0);
  header.writeInt32LE(requestId, 8);
  header.writeInt32LE(opcode, 12);
  return [header, head, document];
}

/** Throws an Error when the frame is not a message that this server reads. */
export function parseWireRequest(frame: Buffer): WireRequest {
  const requestId = frame.readInt32LE(4);
  const opcode = frame.readInt32LE(12);
  if (opcode === OP_MSG) return parseMessage(frame, requestId);
  if (opcode === OP_QUERY) return parseQuery(frame, requestId);
  throw new Error(`Unsupported opcode ${opcode}`);
}

function parseMessage(frame: Buffer, requestId: number): WireRequest {
  const flags = frame.readUInt32LE(HEADER_LENGTH);
  const end = frame.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sequences = new Map<string, Buffer>();
  let body: Buffer | null = null;
  for (let offset = HEADER_LENGTH + 4; offset < end;) {
    const kind = frame[offset];
    const length = frame.readInt32LE(offset + 1);
    const section = frame.subarray(offset + 1, offset + 1 + length);
    if (kind === 0) body = section;
    else {
      const nameEnd = section.indexOf(0, 4);
      sequences.set(section.toString('utf8', 4, nameEnd), section.subarray(nameEnd + 1));
    }
    offset += 1 + length;
  }
  if (body === null) throw new Error('A message without a body');
  const flagsAndKind = Buffer.alloc(5);
  return {
    body,
    sequences,
    wantsReply: (flags & MORE_TO_COME) === 0,
    encodeReply: (document) => reply(requestId, OP_MSG, flagsAndKind, document),
  };
}

function parseQuery(frame: Buffer, requestId: number): WireRequest {
  const offset = frame.indexOf(0, HEADER_LENGTH + 4) + 9;
  const head = Buffer.alloc(20);
  head.writeInt32LE(8, 0); // AwaitCapable, as every server since 2.x says
  head.writeInt32LE(1, 16); // one document
  return {
    body: frame.subarray(offset, offset + frame.readInt32LE(offset)),
    sequences: new Map(),
    wantsReply: true,
    encodeReply: (document) => reply(requestId, OP_REPLY, head, document),
  };
}
