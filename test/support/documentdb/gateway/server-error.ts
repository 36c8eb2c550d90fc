import { PostgresError } from '../postgres/postgres-error.ts';

/** MongoDB's error codes that this server raises or that programs look at, by name. */
export const ERROR_CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  AlreadyInitialized: 23,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  NodeNotFound: 74,
  NoReplicationEnabled: 76,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  InvalidReplicaSetConfig: 93,
  NotYetInitialized: 94,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  ConversionFailure: 241,
  NoSuchTransaction: 251,
  OperationNotSupportedInTransaction: 263,
  NotWritablePrimary: 10107,
  DuplicateKey: 11000,
  NotPrimaryNoSecondaryOk: 13435,
  OutOfDiskSpace: 14031,
  ChangeStreamsNeedReplicaSet: 40573,
  UserAlreadyExists: 51003,
} as const;

const NAMES = new Map<number, string>(
  Object.entries(ERROR_CODES).map(([name, code]) => [code, name]),
);

/**
 * DocumentDB raises its errors as SQLSTATEs 'M' + base 36 of a position in its own list of codes;
 * these are the positions whose codes programs look at. The last entries are PostgreSQL's own.
 */
const CODE_OF_SQL_STATE: Readonly<Record<string, number>> = {
  ...{ M0000: 1, M0001: 2, M0002: 5, M0003: 9, M0004: 14, M0005: 15, M0006: 20, M0008: 26 },
  ...{ M0009: 27, M000A: 28, M000D: 40, M000E: 43, M000F: 48, M000G: 52, M000J: 56, M000K: 57 },
  ...{ M000M: 66, M000N: 67, M000O: 68, M000P: 72, M000Q: 73, M000R: 85, M000S: 86, M000U: 115 },
  ...{ M000W: 146, M000Z: 166, M0011: 181, M0012: 197, M0013: 224, M0015: 241, M0016: 263 },
  ...{ M001B: 10334, M001C: 11000, M007U: 40324, M0088: 40415, M00CO: 121, M00EX: 50 },
  ...{ M00EY: 59, M00F1: 112, M00F4: 201, M00F6: 251, M00FE: 171 },
  '23505': ERROR_CODES.DuplicateKey,
  '23P01': ERROR_CODES.DuplicateKey,
  // Serialisation failure, deadlock, and a lock that was not to be had.
  '40001': ERROR_CODES.WriteConflict,
  '40P01': ERROR_CODES.WriteConflict,
  '55P03': ERROR_CODES.WriteConflict,
  '57014': ERROR_CODES.MaxTimeMSExpired,
  '25P02': ERROR_CODES.NoSuchTransaction,
  '53100': ERROR_CODES.OutOfDiskSpace,
  '0A000': ERROR_CODES.CommandNotSupported,
};

export function codeOfSqlState(sqlState: string): number {
  return CODE_OF_SQL_STATE[sqlState] ?? ERROR_CODES.InternalError;
}

/** Inside replies DocumentDB packs the SQLSTATE into a number, six bits a character. */
export function codeOfPackedSqlState(code: number): number {
  if (code < 1_000_000) return code;
  const characters = [0, 6, 12, 18, 24].map((shift) => ((code >> shift) & 63) + 48);
  return codeOfSqlState(String.fromCharCode(...characters));
}

/** An error that a command is answered with. */
export class ServerError extends Error {
  override readonly name = 'ServerError';

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  get codeName(): string {
    return (
      NAMES.get(this.code) ?? (this.code > 10_000 ? `Location${this.code}` : `Error${this.code}`)
    );
  }
}

/**
 * In a transaction the engine calls it an internal error when another one makes the same
 * collection first. MongoDB calls that a write conflict, and the next attempt finds it made.
 */
const LOST_RACE = /^Unable to create (the specified|metadata database sentinel) collection/;

/** Not what the engine said of a command, but that it is gone, ending, or not there yet. */
export function isEngineLost(error: unknown): boolean {
  if (error instanceof ServerError) return false;
  if (error instanceof PostgresError) return /^(08|57P0[123])/.test(error.sqlState);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    /^E(CONN|PIPE)/.test(code) ||
    (error instanceof Error &&
      /^(PostgreSQL closed|The (PostgreSQL )?connection)/.test(error.message))
  );
}

export function toServerError(error: unknown): ServerError {
  if (error instanceof ServerError) return error;
  if (error instanceof PostgresError) {
    if (LOST_RACE.test(error.message)) {
      return new ServerError(ERROR_CODES.WriteConflict, error.message);
    }
    return new ServerError(codeOfSqlState(error.sqlState), error.message);
  }
  return new ServerError(
    ERROR_CODES.InternalError,
    error instanceof Error ? error.message : String(error),
  );
}
