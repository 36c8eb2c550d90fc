import { beforeEach, describe, expect, it } from 'vitest';
import { keepLongSecret, readLongSecret } from '../../../src-main/config/long-secret.ts';
import {
  keepStoreAddresses,
  plainTextAllowedIn,
  readStoreAddresses,
} from '../../../src-main/config/store-addresses.ts';
import type { StoreAddresses } from '../../../src-preload/contract/app.ts';
import { testAuthority } from '../../support/databases/test-certificates.ts';
import { MemorySecrets } from '../whatsapp/support/memory-secrets.ts';

let secrets: MemorySecrets;

beforeEach(() => {
  secrets = new MemorySecrets();
});

/** What Windows keeps under one name at most, in bytes. */
const LARGEST = 2_560;
const long = 'señal '.repeat(2_000);

describe('a secret of any length', () => {
  it.each(['', 'short', long])(
    'comes back as it was, in pieces that any keychain takes',
    async (text) => {
      await keepLongSecret(secrets, 'x', text);
      expect(await readLongSecret(secrets, 'x')).toBe(text);
      for (const piece of secrets.values.values()) {
        expect(Buffer.byteLength(piece)).toBeLessThan(LARGEST);
      }
    },
  );

  it('leaves no piece of a longer one behind', async () => {
    await keepLongSecret(secrets, 'x', long);
    await keepLongSecret(secrets, 'x', 'short');
    expect(secrets.values.size).toBe(2);
    await keepLongSecret(secrets, 'x', null);
    expect(secrets.values.size).toBe(0);
    expect(await readLongSecret(secrets, 'x')).toBeNull();
  });

  it('that was kept only in part counts as none', async () => {
    await keepLongSecret(secrets, 'x', long);
    await secrets.set('x.1', 'bGVmdCBvdmVy');
    expect(await readLongSecret(secrets, 'x')).toBeNull();
  });
});

describe('the addresses of the servers', () => {
  const addresses: StoreAddresses = { mongodbUrl: 'mongodb://h/', postgresUrl: 'postgres://h/x' };

  it('come back with their certificates and with the word about plain text', async () => {
    const authority = await testAuthority();
    const { cert, key } = await authority.client('alexia');
    const full: StoreAddresses = {
      ...addresses,
      mongodbSecurity: {
        allowPlainText: false,
        certificateAuthority: authority.cert.trim(),
        client: { certificate: cert.trim(), key: key.trim() },
      },
      postgresSecurity: { allowPlainText: true },
    };
    await keepStoreAddresses(secrets, full);
    expect(await readStoreAddresses(secrets, plainTextAllowedIn(full))).toEqual(full);
  });

  it('without certificates forget those of before', async () => {
    const { cert } = await testAuthority();
    const security = { allowPlainText: false, certificateAuthority: cert };
    await keepStoreAddresses(secrets, { ...addresses, mongodbSecurity: security });
    await keepStoreAddresses(secrets, addresses);
    expect([...secrets.values.values()]).toEqual(Object.values(addresses));
  });

  it('that are gone are said to be', async () => {
    await expect(
      readStoreAddresses(secrets, { mongodb: false, postgres: false }),
    ).rejects.toMatchObject({ code: 'database_address_invalid' });
  });
});
