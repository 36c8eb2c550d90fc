/** Messages of PostgreSQL's protocol 3.0, as far as an extended query needs them. */

/** A parameter: text, or a Buffer for the binary form of its type. */
export type Parameter = string | Buffer | null;

/** A result row in binary form. */
export type Row = readonly (Buffer | null)[];

const PROTOCOL_VERSION = 3 << 16;

function int32(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function int16(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(2);
  buffer.writeInt16BE(value);
  return buffer;
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}

function message(type: string, ...parts: Buffer[]): Buffer[] {
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  return [Buffer.from(type), int32(length), ...parts];
}

export function startupMessage(user: string, database: string): Buffer {
  const settings = ['user', user, 'database', database, 'client_encoding', 'UTF8'];
  const body = text(settings.join('\0') + '\0');
  return Buffer.concat([int32(body.length + 8), int32(PROTOCOL_VERSION), body]);
}

export function parseMessage(statement: string, sql: string): Buffer[] {
  return message('P', text(statement), text(sql), int16(0));
}

/** Binds and executes a statement; every result column comes back in binary form. */
export function executeMessages(statement: string, parameters: readonly Parameter[]): Buffer[] {
  const formats = parameters.map((value) => int16(Buffer.isBuffer(value) ? 1 : 0));
  const values = parameters.flatMap((value) => {
    if (value === null) return [int32(-1)];
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value);
    return [int32(bytes.length), bytes];
  });
  const count = int16(parameters.length);
  return [
    ...message(
      'B',
      text(''),
      text(statement),
      count,
      ...formats,
      count,
      ...values,
      int16(1),
      int16(1),
    ),
    ...message('E', text(''), int32(0)),
  ];
}

export function syncMessage(): Buffer[] {
  return message('S');
}

export function parseDataRow(body: Buffer): Row {
  const row: (Buffer | null)[] = [];
  let offset = 2;
  for (let left = body.readInt16BE(0); left > 0; left -= 1) {
    const length = body.readInt32BE(offset);
    offset += 4;
    row.push(length < 0 ? null : body.subarray(offset, offset + length));
    offset += Math.max(length, 0);
  }
  return row;
}
