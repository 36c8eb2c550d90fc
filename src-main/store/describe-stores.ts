import type { About, StoreConnections } from '../../src-preload/contract/app.ts';
import type {
  ConnectionSecurity,
  StoreConnection,
} from '../../src-preload/contract/store-connection.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { StoredSettings } from '../config/settings-store.ts';
import { MONGODB_URL, POSTGRES_URL } from '../config/store-address-secrets.ts';
import { readStoreAddresses } from '../config/store-addresses.ts';
import { mongoTarget, postgresTarget, type ServerTarget } from './connection-options.ts';

/** Where the data lives, for people: host names without login, or `local`. */
export async function describeStores(
  stores: { kind: 'local' | 'servers' } | null,
  secrets: SecretStore,
): Promise<About['stores']> {
  if (stores?.kind !== 'servers') return { mongodb: 'local', postgres: 'local' };
  const [mongodb, postgres] = await Promise.all([
    secrets.get(MONGODB_URL),
    secrets.get(POSTGRES_URL),
  ]);
  return { mongodb: hostOf(mongodb), postgres: hostOf(postgres) };
}

/**
 * How the databases are reached, without anything secret. Rejects with an AppError when the keychain has no addresses,
 * or none that may be used.
 */
export async function describeConnections(
  stores: NonNullable<StoredSettings['stores']>,
  secrets: SecretStore,
): Promise<StoreConnections> {
  if (stores.kind === 'local') return { kind: 'local', mongodb: LOCAL, postgres: LOCAL };
  const addresses = await readStoreAddresses(secrets, stores.plainTextAllowed);
  const { mongodbUrl, mongodbSecurity, postgresUrl, postgresSecurity } = addresses;
  return {
    kind: 'servers',
    mongodb: describe(mongodbUrl, mongodbSecurity, mongoTarget(mongodbUrl, mongodbSecurity)),
    postgres: describe(
      postgresUrl,
      postgresSecurity,
      postgresTarget(postgresUrl, postgresSecurity),
    ),
  };
}

const LOCAL: StoreConnection = {
  host: 'local',
  encryption: 'local',
  hasCertificateAuthority: false,
  hasClientCertificate: false,
  plainTextAllowed: false,
};

function describe(
  url: string,
  security: ConnectionSecurity | undefined,
  { tls }: ServerTarget,
): StoreConnection {
  return {
    host: hostOf(url),
    encryption: tls ? 'tls' : 'plain',
    hasCertificateAuthority: security?.certificateAuthority !== undefined,
    hasClientCertificate: security?.client !== undefined,
    plainTextAllowed: security?.allowPlainText ?? false,
  };
}

function hostOf(url: string | null): string {
  // A replica set names several hosts, which URL does not parse.
  return /^[a-z+]+:\/\/(?:[^@/]*@)?([^/?]+)/i.exec(url ?? '')?.[1] ?? '';
}
