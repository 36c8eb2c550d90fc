import type { StoreAddresses } from '../../src-preload/contract/app.ts';
import { ConnectionSecurity } from '../../src-preload/contract/store-connection.ts';
import { AppError } from '../common/app-error.ts';
import { keepLongSecret, readLongSecret } from './long-secret.ts';
import type { SecretStore } from './secret-store.ts';
import type { StoredSettings } from './settings-store.ts';
import {
  MONGODB_SECURITY,
  MONGODB_URL,
  POSTGRES_SECURITY,
  POSTGRES_URL,
} from './store-address-secrets.ts';

const Certificates = ConnectionSecurity.omit({ allowPlainText: true });

/** What the settings remember of the choice of plain text: it is a person's word, and no secret. */
export type PlainTextAllowed = Extract<
  NonNullable<StoredSettings['stores']>,
  { kind: 'servers' }
>['plainTextAllowed'];

/** Keeps the addresses of the team's servers in the keychain, with their passwords and certificates. */
export async function keepStoreAddresses(
  secrets: SecretStore,
  addresses: StoreAddresses,
): Promise<void> {
  await secrets.set(MONGODB_URL, addresses.mongodbUrl);
  await secrets.set(POSTGRES_URL, addresses.postgresUrl);
  await keepLongSecret(secrets, MONGODB_SECURITY, certificatesOf(addresses.mongodbSecurity));
  await keepLongSecret(secrets, POSTGRES_SECURITY, certificatesOf(addresses.postgresSecurity));
}

/** Rejects with `database_address_invalid` when the keychain has them no longer. */
export async function readStoreAddresses(
  secrets: SecretStore,
  plainTextAllowed: PlainTextAllowed,
): Promise<StoreAddresses> {
  const [mongodbUrl, postgresUrl] = await Promise.all([
    secrets.get(MONGODB_URL),
    secrets.get(POSTGRES_URL),
  ]);
  if (mongodbUrl === null || postgresUrl === null) {
    throw new AppError(
      'database_address_invalid',
      'The addresses of the databases are no longer in the keychain',
    );
  }
  const securityOf = async (
    name: string,
    allowPlainText: boolean,
  ): Promise<ConnectionSecurity> => ({
    ...Certificates.parse(JSON.parse((await readLongSecret(secrets, name)) ?? '{}')),
    allowPlainText,
  });
  return {
    mongodbUrl,
    postgresUrl,
    mongodbSecurity: await securityOf(MONGODB_SECURITY, plainTextAllowed.mongodb),
    postgresSecurity: await securityOf(POSTGRES_SECURITY, plainTextAllowed.postgres),
  };
}

/** What the settings are to remember of these addresses. */
export function plainTextAllowedIn(addresses: StoreAddresses): PlainTextAllowed {
  return {
    mongodb: addresses.mongodbSecurity?.allowPlainText ?? false,
    postgres: addresses.postgresSecurity?.allowPlainText ?? false,
  };
}

function certificatesOf(security: ConnectionSecurity | undefined): string | null {
  if (security?.certificateAuthority === undefined && security?.client === undefined) return null;
  const { allowPlainText: _, ...certificates } = security;
  return JSON.stringify(certificates);
}
