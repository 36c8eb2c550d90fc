/** An error that PostgreSQL reported, with the five characters of its SQLSTATE. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError';

  constructor(
    message: string,
    readonly sqlState: string,
  ) {
    super(message);
  }
}

/** The body of an ErrorResponse: fields of one letter each, ended by a zero byte. */
export function parsePostgresError(body: Buffer): PostgresError {
  const fields = new Map<string, string>();
  let offset = 0;
  while (offset < body.length && body[offset] !== 0) {
    const end = body.indexOf(0, offset + 1);
    fields.set(
      String.fromCharCode(body[offset] ?? 0),
      body.toString('utf8', offset + 1, end < 0 ? body.length : end),
    );
    offset = end < 0 ? body.length : end + 1;
  }
  return new PostgresError(fields.get('M') ?? 'PostgreSQL error', fields.get('C') ?? 'XX000');
}
