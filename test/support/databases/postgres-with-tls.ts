import { chown, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { IssuedCertificate } from './test-certificates.ts';

/**
 * Turns TLS on at a running PostgreSQL that allows its login everything, with this certificate from now on. With
 * `clientAuthority`, a login needs a certificate of that authority besides its password.
 */
export async function serveTls(
  url: string,
  certificate: IssuedCertificate,
  clientAuthority?: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    const folder = rows[0]?.folder;
    if (folder === undefined) throw new Error('PostgreSQL does not tell its folder');
    const { uid, gid } = await stat(folder);
    const write = async (name: string, text: string): Promise<void> => {
      const path = join(folder, name);
      await writeFile(path, text, { mode: 0o600 });
      await chown(path, uid, gid);
    };
    await write('server.crt', certificate.cert);
    await write('server.key', certificate.key);
    await write('root.crt', clientAuthority ?? certificate.cert);
    await write(
      'pg_hba.conf',
      [
        `hostssl all all 127.0.0.1/32 scram-sha-256${clientAuthority === undefined ? '' : ' clientcert=verify-ca'}`,
        // For the next call of this function.
        'hostnossl all all 127.0.0.1/32 scram-sha-256',
        '',
      ].join('\n'),
    );
    await client.query("ALTER SYSTEM SET ssl_ca_file = 'root.crt'");
    await client.query('ALTER SYSTEM SET ssl = on');
    const before = await loadedAt(url);
    await client.query('SELECT pg_reload_conf()');
    // The server reads its files again in its own time.
    while ((await loadedAt(url)) === before) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    await client.end();
  }
}

/** When the settings of a new connection were read from the files. */
async function loadedAt(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ at: string }>('SELECT pg_conf_load_time()::text AS at');
  await client.end();
  return rows[0]?.at ?? '';
}
