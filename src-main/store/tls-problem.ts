import type { StoreProblem } from '../../src-preload/contract/store-connection.ts';

/** What node says, in an error's code or in OpenSSL's or BoringSSL's words, and what it means. */
const meanings: readonly (readonly [RegExp, StoreProblem])[] = [
  [/ERR_TLS_CERT_ALTNAME|HOSTNAME_MISMATCH/, 'certificate_host'],
  [/CERT_(HAS_EXPIRED|NOT_YET_VALID)/, 'certificate_date'],
  // The server says so in an alert: it is our certificate that is missing, or that it does not like.
  [
    /alert[ _](certificate|bad[ _]certificate|unknown[ _]ca|no[ _]certificate|handshake[ _]failure|unsupported[ _]certificate)/i,
    'client_certificate',
  ],
  [/requires a valid client certificate/i, 'client_certificate'],
  [
    /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER|DECODE_ISSUER)|CERT_(UNTRUSTED|SIGNATURE|REJECTED|CHAIN_TOO_LONG)|INVALID_(CA|PURPOSE)/,
    'certificate_authority',
  ],
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|does not support SSL/i, 'no_tls'],
  [
    /KEY_VALUES_MISMATCH|NO_START_LINE|PEM[ _]|ERR_OSSL|BAD_(BASE64|END_LINE)/i,
    'certificate_shape',
  ],
];

/**
 * What is wrong with certificates or encryption, found in an error and in everything that it was caused by: a driver
 * wraps what TLS said several times. Null when it is none of that.
 */
export function tlsProblemOf(error: unknown): StoreProblem | null {
  for (const each of withCauses(error)) {
    const code = 'code' in each && typeof each.code === 'string' ? each.code : '';
    const said = `${code} ${each.message}`;
    const meaning = meanings.find(([pattern]) => pattern.test(said));
    if (meaning) return meaning[1];
  }
  return null;
}

/** The error, its causes, and what a driver found out about each server of several. */
function withCauses(error: unknown): Error[] {
  const found = new Set<Error>();
  const visit = (each: unknown): void => {
    if (!(each instanceof Error) || found.has(each)) return;
    found.add(each);
    visit(each.cause);
    if (each instanceof AggregateError) each.errors.forEach(visit);
    // The driver of MongoDB: a description of the topology, with an error for each server.
    const servers = 'reason' in each && isRecord(each.reason) ? each.reason.servers : undefined;
    if (servers instanceof Map) {
      for (const server of servers.values()) if (isRecord(server)) visit(server.error);
    }
  };
  visit(error);
  return [...found];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
