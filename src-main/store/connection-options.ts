import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity, createSecureContext, type PeerCertificate } from 'node:tls';
import type { ConnectionSecurity } from '../../src-preload/contract/store-connection.ts';
import { StoreProblemError } from './store-problem-error.ts';

/**
 * Every number about connections to the databases, in milliseconds where it is a time. A server that hangs is as bad
 * as one that is gone: a person waits seconds, the journal as long as it takes.
 */
export const connectionLimits = {
  /** How long a call looks for a server, or waits for a connection, before the database counts as unreachable. */
  connect: 4_000,
  /** How long one statement may take. */
  statement: 30_000,
  /** How long a socket may be silent in the middle of a call; an index of a large collection takes its time. */
  socket: 120_000,
  /** How often MongoDB's driver asks its servers whether they live. */
  heartbeat: 5_000,
  /** Connections that nobody uses are closed after this. */
  idle: 60_000,
  /** How long a ping may take. */
  ping: 5_000,
  mongoPool: 20,
  postgresPool: 8,
} as const;

/** What TLS needs, complete: nothing of it is left to the address. */
export interface TlsSettings {
  readonly rejectUnauthorized: true;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface ServerHost {
  readonly host: string;
  readonly port: number;
}

/** Where an address leads, and how it is spoken to there. */
export interface ServerTarget {
  /** The address without what it said about encryption: `tls` decides. */
  readonly url: string;
  /** A path instead of hosts: a socket on this computer. */
  readonly hosts: readonly ServerHost[] | 'socket';
  /** Set where the hosts are to be asked for at the name service (`mongodb+srv`); `hosts` is empty then. */
  readonly service?: string;
  /** Null: plain text, to this computer or as a person has allowed. */
  readonly tls: TlsSettings | null;
}

/** Parameters that switch a check off. With these values they are harmless. */
const WEAKENING: Readonly<Record<string, readonly string[]>> = {
  tlsinsecure: ['false'],
  tlsallowinvalidcertificates: ['false'],
  tlsallowinvalidhostnames: ['false'],
  sslvalidate: ['true'],
  checkserveridentity: ['true'],
  rejectunauthorized: ['true'],
  uselibpqcompat: ['false'],
};

/** Parameters that name a file: what is in it belongs into the keychain. */
const FILES: ReadonlySet<string> = new Set(
  'tlscafile tlscertificatekeyfile tlscertificatekeyfilepassword tlscrlfile sslca sslcert sslkey sslpass sslrootcert sslcrl sslpassword'.split(
    ' ',
  ),
);

/**
 * Understands an address of MongoDB. Throws a StoreProblemError when it is none, names a file, would weaken the check
 * of certificates, or would speak plain text to another machine without a person's word.
 */
export function mongoTarget(url: string, security?: ConnectionSecurity): ServerTarget {
  // Not with `URL`, which knows no address with several hosts.
  const parts = /^mongodb(\+srv)?:\/\/(?:([^@/]*)@)?([^/?@]+)(\/[^?]*)?(?:\?(.*))?$/.exec(url);
  if (!parts) throw new StoreProblemError('address_shape', 'This is no address of MongoDB');
  const [, srv, login, list = '', path = '/', query = ''] = parts;
  const { rest, said } = readParameters(query, ['tls', 'ssl']);
  const wants = said.map(asBoolean);
  if (new Set(wants).size > 1) throw new StoreProblemError('address_shape', 'tls and ssl differ');
  const hosts = list.split(',').map((each) => parseHost(each, 27017));
  const isSocket = hosts.every(({ host }) => /^(%2f|\/)/i.test(host));
  const tls = decide({
    asked: wants[0] ?? (srv ? true : null),
    isLocal: isSocket || (!srv && hosts.every(({ host }) => isLoopback(host))),
    security,
  });
  return {
    url: `mongodb${srv ?? ''}://${login === undefined ? '' : `${login}@`}${list}${path}${rest}`,
    hosts: isSocket ? 'socket' : srv ? [] : hosts,
    ...(srv && { service: list }),
    tls,
  };
}

/** Understands an address of PostgreSQL, with the same rules and errors as for MongoDB. */
export function postgresTarget(url: string, security?: ConnectionSecurity): ServerTarget {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new StoreProblemError('address_shape', 'This is no address of PostgreSQL');
  }
  const address = new URL(url);
  const { rest, said, others } = readParameters(address.search.slice(1), ['sslmode', 'ssl']);
  const asked = said.map(askedByMode);
  if (new Set(asked).size > 1)
    throw new StoreProblemError('address_shape', 'sslmode and ssl differ');
  // The driver lets these outdo the address itself: where it leads must be said in one place.
  const elsewhere = ['host', 'port', 'hostaddr'].find((name) => others.has(name));
  const socket = others.get('host')?.startsWith('/') === true && address.hostname === '';
  if (elsewhere !== undefined && !socket) {
    throw new StoreProblemError('address_shape', `The address names its ${elsewhere} twice`);
  }
  address.search = rest;
  const host = decodeURIComponent(address.hostname).replace(/^\[|\]$/g, '') || 'localhost';
  return {
    url: address.href,
    hosts: socket ? 'socket' : [{ host, port: Number(address.port || 5432) }],
    tls: decide({ asked: asked[0] ?? null, isLocal: socket || isLoopback(host), security }),
  };
}

/** The name that a certificate has to be for is the one that was typed, also where it is an address of numbers. */
export function identityCheck(host: string) {
  return (_name: string, certificate: PeerCertificate): Error | undefined =>
    checkServerIdentity(host, certificate);
}

/** Whether what is sent there stays on this computer. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  if (isIP(name) === 4) return name.startsWith('127.');
  return name === '::1' || name === 'localhost' || name.endsWith('.localhost');
}

function decide(input: {
  /** What the address says; null when it says nothing. */
  asked: boolean | null;
  isLocal: boolean;
  security: ConnectionSecurity | undefined;
}): TlsSettings | null {
  const { asked, isLocal, security } = input;
  const hasCertificates = Boolean(security?.certificateAuthority ?? security?.client);
  if (asked === false && hasCertificates) {
    throw new StoreProblemError(
      'address_shape',
      'Certificates go with an address that refuses TLS',
    );
  }
  if (asked ?? hasCertificates) return tlsSettings(security);
  if (isLocal || security?.allowPlainText) return null;
  throw new StoreProblemError('plain_text', 'The address does not ask for TLS');
}

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function tlsSettings(security: ConnectionSecurity | undefined): TlsSettings {
  const { certificateAuthority, client } = security ?? {};
  const settings = {
    rejectUnauthorized: true,
    ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
    ...(client && { cert: client.certificate, key: client.key }),
  } as const;
  try {
    // A certificate that cannot be parsed, or a key that is not its own, is found here and not at three in the night.
    for (const block of (certificateAuthority ?? '').match(CERTIFICATES) ?? []) {
      new X509Certificate(block);
    }
    createSecureContext(settings);
  } catch (error) {
    throw new StoreProblemError('certificate_shape', 'The certificates cannot be used', {
      cause: error,
    });
  }
  return settings;
}

/** Takes what is about encryption out of the parameters of an address. */
function readParameters(
  query: string,
  names: readonly string[],
): { rest: string; said: string[]; others: Map<string, string> } {
  const said: string[] = [];
  const others = new Map<string, string>();
  const kept: string[] = [];
  for (const part of query.split('&').filter((each) => each !== '')) {
    const [rawName = '', rawValue = ''] = splitOnce(part);
    const name = decode(rawName).toLowerCase();
    const value = decode(rawValue).toLowerCase();
    const harmless = WEAKENING[name];
    if (harmless && !harmless.includes(value)) {
      throw new StoreProblemError('weakened_check', `${name} would switch a check off`);
    }
    if (FILES.has(name) && !(name === 'sslrootcert' && value === 'system')) {
      throw new StoreProblemError('file_parameter', `${name} names a file`);
    }
    if (names.includes(name)) said.push(value);
    else if (!harmless && !FILES.has(name)) {
      kept.push(part);
      others.set(name, decode(rawValue));
    }
  }
  return { rest: kept.length === 0 ? '' : `?${kept.join('&')}`, said, others };
}

function splitOnce(part: string): string[] {
  const at = part.indexOf('=');
  return at === -1 ? [part] : [part.slice(0, at), part.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new StoreProblemError('address_shape', 'A parameter is not encoded rightly', {
      cause: error,
    });
  }
}

function asBoolean(value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new StoreProblemError('address_shape', 'tls is neither true nor false');
}

/**
 * What a `sslmode` asks for. Those that libpq understands as "with TLS, and the certificate as it may be" are checked
 * in full here; those that fall back to plain text by themselves do not exist.
 */
function askedByMode(value: string): boolean {
  switch (value) {
    case 'require':
    case 'verify-ca':
    case 'verify-full':
    case 'true':
    case '1':
      return true;
    case 'disable':
    case 'false':
    case '0':
      return false;
    case 'allow':
    case 'prefer':
      throw new StoreProblemError('plain_text', 'sslmode would fall back to plain text by itself');
    case 'no-verify':
      throw new StoreProblemError('weakened_check', 'sslmode would switch the check off');
    default:
      throw new StoreProblemError('address_shape', 'This is no sslmode');
  }
}

function parseHost(text: string, standardPort: number): ServerHost {
  const parts = /^(?:\[([0-9a-f:.]+)\]|([^:]+))(?::(\d{1,5}))?$/i.exec(text.trim());
  const host = parts?.[1] ?? parts?.[2];
  if (host === undefined) throw new StoreProblemError('address_shape', 'A host has no name');
  return { host, port: Number(parts?.[3] ?? standardPort) };
}
