import type { TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMongo } from '../../../src-main/store/mongo/mongo-connection.ts';
import { testStores } from '../../../src-main/store/open-stores.ts';
import { connectPostgres } from '../../../src-main/store/postgres/postgres-connection.ts';
import type { StoreAddresses } from '../../../src-preload/contract/app.ts';
import type {
  ConnectionSecurity,
  StoreProblem,
  StoreTest,
} from '../../../src-preload/contract/store-connection.ts';
import { serveTls } from '../../support/databases/postgres-with-tls.ts';
import { type Databases, startDatabases } from '../../support/databases/start-databases.ts';
import {
  type IssuedCertificate,
  type TestAuthority,
  testAuthority,
} from '../../support/databases/test-certificates.ts';
import { tlsProxy } from '../../support/databases/tls-proxy.ts';

const HOST = '127.0.0.1';

let databases: Databases;
let authority: TestAuthority;
let good: IssuedCertificate;
let stopped: (() => Promise<void>)[];

beforeAll(async () => {
  stopped = [];
  [databases, authority] = await Promise.all([startDatabases(), testAuthority()]);
  good = await authority.server({ addresses: [HOST] });
});

afterAll(async () => {
  for (const stop of stopped) await stop();
  await databases.stop();
});

interface Engine {
  name: string;
  /** Serves with this certificate and answers the address, which asks for TLS. */
  serve(certificate: IssuedCertificate, clientAuthority?: string): Promise<string>;
  test(url: string, security?: ConnectionSecurity): Promise<StoreTest>;
  /** As the app connects when it starts. */
  connect(url: string, security?: ConnectionSecurity): Promise<void>;
}

const elsewhere: StoreAddresses = { mongodbUrl: 'nonsense', postgresUrl: 'nonsense' };

const engines: Engine[] = [
  {
    name: 'MongoDB',
    serve: async ({ cert, key }, clientAuthority) => {
      const asks: TlsOptions =
        clientAuthority === undefined
          ? {}
          : { ca: clientAuthority, requestCert: true, rejectUnauthorized: true };
      const proxy = await tlsProxy(databases.mongodbUrl, { cert, key, ...asks });
      stopped.push(() => proxy.stop());
      return proxy.url;
    },
    test: async (mongodbUrl, mongodbSecurity) =>
      (await testStores({ ...elsewhere, mongodbUrl, mongodbSecurity })).mongodb,
    connect: async (url, security) => {
      await (await connectMongo(url, security)).client.close();
    },
  },
  {
    name: 'PostgreSQL',
    serve: async (certificate, clientAuthority) => {
      await serveTls(databases.postgresUrl, certificate, clientAuthority);
      return `${databases.postgresUrl}?sslmode=verify-full`;
    },
    test: async (postgresUrl, postgresSecurity) =>
      (await testStores({ ...elsewhere, postgresUrl, postgresSecurity })).postgres,
    connect: async (url, security) => {
      const connection = await connectPostgres(url, () => {}, security);
      await connection.pool.end();
    },
  },
];

const trusting = (more: Partial<ConnectionSecurity> = {}): ConnectionSecurity => ({
  allowPlainText: false,
  certificateAuthority: authority.cert,
  ...more,
});

describe.each(engines)('$name over TLS', ({ name, serve, test, connect }) => {
  async function refused(
    problem: StoreProblem,
    url: string,
    security?: ConnectionSecurity,
  ): Promise<void> {
    const { ok, code, steps } = await test(url, security);
    expect({ ok, code }).toEqual({ ok: false, code: 'database_certificate_refused' });
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({
      step: 'encryption',
      problem,
    });
    // The app itself refuses it as well, and for the same reason. (MongoDB's driver goes on trying for four seconds.)
    if (
      name === 'MongoDB' &&
      problem.startsWith('certificate_') &&
      problem !== 'certificate_host'
    ) {
      return;
    }
    await expect(connect(url, security)).rejects.toMatchObject({
      code: 'database_certificate_refused',
      problem,
    });
  }

  it('is reached with the authority that signed its certificate, at every step', async () => {
    const url = await serve(good);
    const { ok, steps } = await test(url, trusting());
    expect({ ok, steps }).toMatchObject({
      ok: true,
      steps: [
        { step: 'address', state: 'ok' },
        { step: 'host', state: 'ok' },
        { step: 'port', state: 'ok' },
        { step: 'encryption', state: 'ok' },
        { step: 'login', state: 'ok' },
        { step: 'rights', state: 'ok' },
        { step: 'server', state: 'ok', version: expect.stringMatching(/\d/) as string },
        { step: 'roundTrip', state: 'ok', milliseconds: expect.any(Number) as number },
      ],
    });
    await connect(url, trusting());
  });

  it('is refused with an authority that the system does not know', async () => {
    await refused('certificate_authority', await serve(good));
  });

  it('is refused with the certificate of another authority', async () => {
    const other = await testAuthority('Another authority');
    await refused(
      'certificate_authority',
      await serve(good),
      trusting({ certificateAuthority: other.cert }),
    );
  });

  it('is refused with a certificate for another host', async () => {
    const certificate = await authority.server({ names: ['db.example.com'], addresses: ['::1'] });
    await refused('certificate_host', await serve(certificate), trusting());
  });

  it('is refused with a certificate whose time is over', async () => {
    const until = new Date(Date.now() - 60_000);
    const certificate = await authority.server({ addresses: [HOST], until });
    await refused('certificate_date', await serve(certificate), trusting());
  });

  it('asks who we are: without a certificate of ours it is not reached, with one it is', async () => {
    const url = await serve(good, authority.cert);
    await refused('client_certificate', url, trusting());
    const { cert, key } = await authority.client('alexia');
    const client = { certificate: cert, key };
    expect(await test(url, trusting({ client }))).toMatchObject({ ok: true });
    await connect(url, trusting({ client }));
  });

  it('is refused when the private key does not belong to the certificate', async () => {
    const { cert } = await authority.client('alexia');
    const { key } = await authority.client('somebody else');
    const { code, steps } = await test(
      await serve(good),
      trusting({ client: { certificate: cert, key } }),
    );
    expect(code).toBe('database_certificate_refused');
    expect(steps[0]).toMatchObject({ state: 'failed', problem: 'certificate_shape' });
  });
});

it('a server without TLS is never spoken to in plain text instead', async () => {
  const plain = await startDatabases();
  const result = await testStores({
    mongodbUrl: `${plain.mongodbUrl}&tls=true`,
    postgresUrl: `${plain.postgresUrl}?sslmode=require`,
  });
  await plain.stop();
  expect(result.postgres.steps[3]).toMatchObject({ state: 'failed', problem: 'no_tls' });
  expect(result.postgres.code).toBe('database_plain_text_refused');
  // MongoDB without TLS does not say so: it hangs up.
  expect(result.mongodb.steps[3]).toMatchObject({ step: 'encryption', state: 'failed' });
});
