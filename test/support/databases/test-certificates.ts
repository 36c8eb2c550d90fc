import { generate } from 'selfsigned';

/** A certificate and its private key, in PEM. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority of the test's own. */
export interface TestAuthority {
  readonly cert: string;
  /** For a server of these names, or of these addresses of numbers. */
  server(input: {
    names?: readonly string[];
    addresses?: readonly string[];
    until?: Date;
  }): Promise<IssuedCertificate>;
  /** For a client of this name. */
  client(name: string): Promise<IssuedCertificate>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const kind = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

export async function testAuthority(name = 'Test authority'): Promise<TestAuthority> {
  const root = await generate([{ name: 'commonName', value: name }], {
    ...kind,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const issue = async (
    commonName: string,
    more: Parameters<typeof generate>[1],
  ): Promise<IssuedCertificate> => {
    const issued = await generate([{ name: 'commonName', value: commonName }], {
      ...kind,
      ca: { cert: root.cert, key: root.private },
      ...more,
    });
    return { cert: issued.cert, key: issued.private };
  };
  return {
    cert: root.cert,
    server: ({ names = [], addresses = [], until }) =>
      issue('server', {
        ...(until && { notBeforeDate: new Date(until.getTime() - DAY_MS), notAfterDate: until }),
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'extKeyUsage', serverAuth: true },
          {
            name: 'subjectAltName',
            altNames: [
              ...names.map((value) => ({ type: 2 as const, value })),
              ...addresses.map((ip) => ({ type: 7 as const, ip })),
            ],
          },
        ],
      }),
    client: (commonName) =>
      issue(commonName, {
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'extKeyUsage', clientAuth: true },
        ],
      }),
  };
}
