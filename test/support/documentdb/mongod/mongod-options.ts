import { parseArgs } from 'node:util';

/** mongod's exit codes, as its manual lists them. */
export const EXIT_CODES = {
  clean: 0,
  badOptions: 2,
  abrupt: 14,
  network: 48,
  uncaught: 100,
} as const;

/** What the command line asks for. */
export interface MongodOptions {
  readonly dbPath: string;
  readonly port: number;
  /** Null: a server on its own. */
  readonly replicaSet: string | null;
  /** Whether clients have to log in. */
  readonly auth: boolean;
  readonly quiet: boolean;
  /** Null: standard output. */
  readonly logPath: string | null;
  /** Options that were given and change nothing here. */
  readonly ignored: readonly string[];
}

export type MongodRequest =
  | { readonly kind: 'run'; readonly options: MongodOptions }
  | { readonly kind: 'version' }
  | { readonly kind: 'help' };

const DEFAULT_DBPATH = '/data/db';
const DEFAULT_PORT = 27017;
const LOOPBACK = new Set(['127.0.0.1', 'localhost']);
/** Accepted because a mongod takes them; they have no meaning for this engine. */
const WITHOUT_EFFECT = {
  keyFile: { type: 'string' },
  noauth: { type: 'boolean' },
  nounixsocket: { type: 'boolean' },
  logappend: { type: 'boolean' },
  oplogSize: { type: 'string' },
  setParameter: { type: 'string', multiple: true },
  storageEngine: { type: 'string' },
  wiredTigerCacheSizeGB: { type: 'string' },
} as const;

/** Throws an Error with mongod's own words for a command line that it would refuse. */
export function parseMongodOptions(args: readonly string[]): MongodRequest {
  const { values } = parse(args);
  if (values.version === true) return { kind: 'version' };
  if (values.help === true) return { kind: 'help' };
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`Error parsing command line: invalid port ${values.port ?? ''}`);
  }
  for (const address of (values.bind_ip ?? '127.0.0.1').split(',')) {
    if (!LOOPBACK.has(address)) {
      throw new Error(`This engine is for tests: it listens on 127.0.0.1 only, not on ${address}`);
    }
  }
  return {
    kind: 'run',
    options: {
      dbPath: values.dbpath ?? DEFAULT_DBPATH,
      port,
      replicaSet: setNameOf(values.replSet),
      auth: values.auth ?? false,
      quiet: values.quiet ?? false,
      logPath: values.logpath ?? null,
      ignored: Object.keys(WITHOUT_EFFECT).filter((name) => name in values),
    },
  };
}

/** A seed list after the name is an old habit that mongod still reads. */
function setNameOf(value = ''): string | null {
  const [name = ''] = value.split('/');
  return name === '' ? null : name;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        dbpath: { type: 'string' },
        port: { type: 'string' },
        bind_ip: { type: 'string' },
        replSet: { type: 'string' },
        auth: { type: 'boolean' },
        quiet: { type: 'boolean' },
        logpath: { type: 'string' },
        version: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        ...WITHOUT_EFFECT,
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Error parsing command line: ${reason}`, { cause: error });
  }
}
