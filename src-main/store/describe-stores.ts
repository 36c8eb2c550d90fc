import type { About } from '../../src-preload/contract/app.ts';
import type { SecretStore } from '../config/secret-store.ts';
import { MONGODB_URL, POSTGRES_URL } from '../config/store-address-secrets.ts';

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

function hostOf(url: string | null): string {
  // A replica set names several hosts, which URL does not parse.
  return /^[a-z+]+:\/\/(?:[^@/]*@)?([^/?]+)/i.exec(url ?? '')?.[1] ?? '';
}
