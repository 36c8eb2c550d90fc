import { z } from 'zod';
import { ErrorCode } from './result.ts';

/** How much text a PEM file may have, in characters: a long chain of certificates has some ten thousand. */
const MAXIMUM_PEM = 100_000;

/** The blocks of one kind in a PEM file, without the remarks that tools write between them. */
function pem(label: string, expected: string) {
  const block = new RegExp(`-----BEGIN (${label})-----[A-Za-z0-9+/=\\s]+-----END \\1-----`, 'g');
  return z
    .string()
    .max(MAXIMUM_PEM)
    .transform((text) => (text.match(block) ?? []).join('\n'))
    .refine((text) => text !== '', expected);
}

/** What goes with an address of a server: whom to trust, who we are, and whether plain text will do. */
export const ConnectionSecurity = z.strictObject({
  /** A person has said that the line to this server need not be encrypted. */
  allowPlainText: z.boolean(),
  /** The certificate authorities to trust instead of the system's, in PEM. */
  certificateAuthority: pem('CERTIFICATE', 'expected certificates in PEM').optional(),
  /** For servers that ask who we are, in PEM. */
  client: z
    .strictObject({
      certificate: pem('CERTIFICATE', 'expected certificates in PEM'),
      key: pem('(?:RSA |EC )?PRIVATE KEY', 'expected a private key in PEM without a passphrase'),
    })
    .optional(),
});
export type ConnectionSecurity = z.infer<typeof ConnectionSecurity>;

/** What a connection is tested for, in this order. */
export const storeTestSteps = [
  'address',
  'host',
  'port',
  'encryption',
  'login',
  'rights',
  'server',
  'roundTrip',
] as const;

/** Why a step failed, finer than its error code: the renderer has a sentence of advice for each. */
export const storeProblems = [
  'address_shape',
  'weakened_check',
  'file_parameter',
  'certificate_shape',
  'plain_text',
  'host_unknown',
  'port_closed',
  'port_silent',
  'no_tls',
  'certificate_authority',
  'certificate_host',
  'certificate_date',
  'client_certificate',
  'tls_failed',
  'login',
  'no_database',
  'rights',
  'not_replica_set',
  'too_old',
  'lost',
  'other',
] as const;
export const StoreProblem = z.enum(storeProblems);
export type StoreProblem = z.infer<typeof StoreProblem>;

const step = z.enum(storeTestSteps);

export const StoreTestStep = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    step,
    /** The server's version, where the step has found it out. */
    version: z.string().max(60).optional(),
    /** The median of a question and its answer, for the round trip. */
    milliseconds: z.number().nonnegative().optional(),
  }),
  /** The line is in plain text, as was allowed or because it does not leave this computer. */
  z.object({ state: z.literal('plain'), step }),
  z.object({ state: z.literal('failed'), step, code: ErrorCode, problem: StoreProblem }),
  /** An earlier step failed. */
  z.object({ state: z.literal('not_reached'), step }),
]);
export type StoreTestStep = z.infer<typeof StoreTestStep>;

/** What came of testing one database; `code` is that of the step that failed. */
export const StoreTest = z.object({
  ok: z.boolean(),
  code: ErrorCode.optional(),
  steps: z.array(StoreTestStep),
});
export type StoreTest = z.infer<typeof StoreTest>;

/** How one database is reached now, without anything secret. */
export const StoreConnection = z.object({
  /** The servers' host names, or `local`. */
  host: z.string(),
  encryption: z.enum(['tls', 'plain', 'local']),
  hasCertificateAuthority: z.boolean(),
  hasClientCertificate: z.boolean(),
  plainTextAllowed: z.boolean(),
});
export type StoreConnection = z.infer<typeof StoreConnection>;
