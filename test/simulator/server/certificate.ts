import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Base64 SHA-256 of the public key, for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spki: string;
}

const oneDay = 24 * 60 * 60 * 1000;

/** A throw-away certificate for WhatsApp's host names. Only a browser that is given its pin trusts it. */
export async function createCertificate(): Promise<Certificate> {
  const issued = await generate([{ name: 'commonName', value: 'web.whatsapp.com' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 2 * oneDay),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'web.whatsapp.com' },
          { type: 2, value: '*.whatsapp.net' },
        ],
      },
    ],
  });
  const publicKey = new X509Certificate(issued.cert).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  return {
    key: issued.private,
    cert: issued.cert,
    spki: createHash('sha256').update(publicKey).digest('base64'),
  };
}
