import { beforeAll, describe, expect, it } from 'vitest';
import {
  isLoopback,
  mongoTarget,
  postgresTarget,
} from '../../../src-main/store/connection-options.ts';
import { ConnectionSecurity } from '../../../src-preload/contract/store-connection.ts';
import { testAuthority } from '../../support/databases/test-certificates.ts';

const plain: ConnectionSecurity = { allowPlainText: true };
let withAuthority: ConnectionSecurity;

beforeAll(async () => {
  const { cert } = await testAuthority();
  withAuthority = ConnectionSecurity.parse({ allowPlainText: false, certificateAuthority: cert });
});

/** The problem for which an address is refused. */
function problemOf(understand: () => unknown): unknown {
  try {
    understand();
    return null;
  } catch (error) {
    return error instanceof Error && 'problem' in error ? error.problem : error;
  }
}

describe.each([
  { target: mongoTarget, scheme: 'mongodb', on: 'tls=true', off: 'tls=false' },
  { target: postgresTarget, scheme: 'postgres', on: 'sslmode=require', off: 'sslmode=disable' },
])('an address of $scheme', ({ target, scheme, on, off }) => {
  const far = `${scheme}://user:pass@db.example.com/team`;
  const near = `${scheme}://user:pass@127.0.0.1/team`;

  it('that asks for TLS gets all of its checks, and the driver is told nothing else', () => {
    const { tls, url } = target(`${far}?${on}&application_name=x`);
    expect(tls).toEqual({ rejectUnauthorized: true });
    expect(url).toBe(`${far}?application_name=x`);
  });

  it('of another machine is refused without TLS, until a person allows plain text', () => {
    for (const url of [far, `${far}?${off}`]) {
      expect(problemOf(() => target(url))).toBe('plain_text');
      expect(target(url, plain).tls).toBeNull();
    }
  });

  it('of this computer may do without TLS', () => {
    for (const url of [near, `${near}?${off}`]) expect(target(url).tls).toBeNull();
  });

  it('with TLS uses it also where plain text is allowed', () => {
    expect(target(`${far}?${on}`, plain).tls).not.toBeNull();
  });

  it('with an authority of its own asks for TLS by that, and cannot refuse it as well', () => {
    const certificateAuthority = withAuthority.certificateAuthority;
    expect(target(far, withAuthority).tls).toMatchObject({ ca: certificateAuthority });
    expect(problemOf(() => target(`${far}?${off}`, withAuthority))).toBe('address_shape');
  });

  it('that repeats itself differently is none', () => {
    expect(problemOf(() => target(`${far}?${on}&${off}`))).toBe('address_shape');
  });
});

describe('checks that an address would switch off', () => {
  it.each([
    'tlsInsecure=true',
    'tlsAllowInvalidCertificates=true',
    'TLSALLOWINVALIDCERTIFICATES=1',
    'tlsAllowInvalidHostnames=true',
    'tls%41llowInvalidCertificates=true',
    'sslValidate=false',
    'rejectUnauthorized=false',
  ])('MongoDB: %s is refused', (parameter) => {
    for (const host of ['db.example.com', 'localhost']) {
      expect(problemOf(() => mongoTarget(`mongodb://${host}/?tls=true&${parameter}`))).toBe(
        'weakened_check',
      );
    }
  });

  it.each([
    ['sslmode=no-verify', 'weakened_check'],
    ['sslmode=require&uselibpqcompat=true', 'weakened_check'],
    ['ssl=true&rejectUnauthorized=false', 'weakened_check'],
    ['sslmode=prefer', 'plain_text'],
    ['sslmode=allow', 'plain_text'],
    ['sslmode=maybe', 'address_shape'],
  ])('PostgreSQL: %s is refused', (parameter, problem) => {
    for (const host of ['db.example.com', 'localhost']) {
      expect(problemOf(() => postgresTarget(`postgres://${host}/x?${parameter}`))).toBe(problem);
    }
  });

  it('a file on this computer is no place for a certificate', () => {
    expect(problemOf(() => mongoTarget('mongodb://h/?tls=true&tlsCAFile=/etc/ca.pem'))).toBe(
      'file_parameter',
    );
    expect(problemOf(() => postgresTarget('postgres://h/x?sslrootcert=/etc/ca.pem'))).toBe(
      'file_parameter',
    );
    expect(problemOf(() => postgresTarget('postgres://h/x?ssl=1&sslrootcert=system'))).toBeNull();
  });
});

describe('where an address leads', () => {
  it('MongoDB: several hosts, of which one far away is enough to need TLS', () => {
    const { hosts } = mongoTarget('mongodb://localhost,[::1]:27018,127.0.0.2:1/?replicaSet=rs0');
    expect(hosts).toEqual([
      { host: 'localhost', port: 27017 },
      { host: '::1', port: 27018 },
      { host: '127.0.0.2', port: 1 },
    ]);
    expect(problemOf(() => mongoTarget('mongodb://localhost,db.example.com/'))).toBe('plain_text');
  });

  it('MongoDB: a name of the name service, which means TLS', () => {
    expect(mongoTarget('mongodb+srv://u:p@cluster.example.com/')).toMatchObject({
      service: 'cluster.example.com',
      hosts: [],
      tls: { rejectUnauthorized: true },
    });
    expect(problemOf(() => mongoTarget('mongodb+srv://cluster.example.com/?tls=false'))).toBe(
      'plain_text',
    );
  });

  it('PostgreSQL: a parameter cannot lead elsewhere than the address', () => {
    for (const elsewhere of ['host=db.example.com', 'hostaddr=10.0.0.1', 'port=1']) {
      expect(problemOf(() => postgresTarget(`postgres://localhost/x?${elsewhere}`))).toBe(
        'address_shape',
      );
    }
    expect(postgresTarget('postgres:///x?host=/run/postgresql')).toMatchObject({
      hosts: 'socket',
      tls: null,
    });
  });

  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['LOCALHOST', true],
    ['db.localhost', true],
    ['localhost.example.com', false],
    ['127.0.0.1.example.com', false],
    ['10.0.0.1', false],
    ['0.0.0.0', false],
    ['', false],
  ])('%s is on this computer: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

describe('certificates at the door', () => {
  it('are the blocks of a PEM file, without what tools write between them', async () => {
    const { cert } = await testAuthority();
    const parsed = ConnectionSecurity.parse({
      allowPlainText: false,
      certificateAuthority: `Bag Attributes\n  friendlyName: x\n${cert}\n# and more\n`,
    });
    expect(parsed.certificateAuthority).toBe(cert.trim());
  });

  it.each(['', 'nothing of the kind', '/etc/ssl/ca.pem'])('"%s" is none', (text) => {
    const security = { allowPlainText: false, certificateAuthority: text };
    expect(ConnectionSecurity.safeParse(security).success).toBe(false);
  });

  it('a key with a passphrase, or without its certificate, is refused', async () => {
    const { cert } = await testAuthority();
    const encrypted = cert.replaceAll('CERTIFICATE', 'ENCRYPTED PRIVATE KEY');
    for (const client of [{ certificate: cert, key: encrypted }, { key: cert }]) {
      expect(ConnectionSecurity.safeParse({ allowPlainText: false, client }).success).toBe(false);
    }
  });

  it('a block that holds no certificate is found before anything is connected', () => {
    const certificateAuthority = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    expect(
      problemOf(() =>
        mongoTarget('mongodb://h/?tls=true', { allowPlainText: false, certificateAuthority }),
      ),
    ).toBe('certificate_shape');
  });
});
