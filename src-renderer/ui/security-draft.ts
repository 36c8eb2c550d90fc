import { ConnectionSecurity } from '../../src-preload/contract/store-connection.ts';

/** A file that was chosen, read at once: only what is in it counts from then on. */
export interface ChosenFile {
  readonly name: string;
  readonly text: string;
}

/** What goes with an address, as it is being filled in. */
export interface SecurityDraft {
  readonly allowPlainText: boolean;
  readonly certificateAuthority: ChosenFile | null;
  readonly clientCertificate: ChosenFile | null;
  readonly clientKey: ChosenFile | null;
}

export type SecurityProblems = Partial<
  Record<
    'certificateAuthority' | 'clientCertificate' | 'clientKey',
    'noCertificate' | 'noKey' | 'incomplete'
  >
>;

export const noSecurity: SecurityDraft = {
  allowPlainText: false,
  certificateAuthority: null,
  clientCertificate: null,
  clientKey: null,
};

/** Undefined when nothing was said: the system's authorities, and no plain text. */
export function toSecurity(draft: SecurityDraft): ConnectionSecurity | undefined {
  const { allowPlainText, certificateAuthority, clientCertificate, clientKey } = draft;
  if (!allowPlainText && !certificateAuthority && !clientCertificate && !clientKey)
    return undefined;
  return {
    allowPlainText,
    ...(certificateAuthority && { certificateAuthority: certificateAuthority.text }),
    ...(clientCertificate &&
      clientKey && { client: { certificate: clientCertificate.text, key: clientKey.text } }),
  };
}

/** What is wrong with the files that were chosen, as far as the window can tell. */
export function problemsWithSecurity(draft: SecurityDraft): SecurityProblems {
  const { certificateAuthority, clientCertificate, clientKey } = draft;
  const { certificateAuthority: certificates, client } = ConnectionSecurity.shape;
  const problems: SecurityProblems = {};
  if (certificateAuthority && !certificates.safeParse(certificateAuthority.text).success) {
    problems.certificateAuthority = 'noCertificate';
  }
  const { certificate, key } = client.unwrap().shape;
  if (clientCertificate && !certificate.safeParse(clientCertificate.text).success) {
    problems.clientCertificate = 'noCertificate';
  }
  if (clientKey && !key.safeParse(clientKey.text).success) problems.clientKey = 'noKey';
  if (clientCertificate && !clientKey) problems.clientKey ??= 'incomplete';
  if (clientKey && !clientCertificate) problems.clientCertificate ??= 'incomplete';
  return problems;
}
