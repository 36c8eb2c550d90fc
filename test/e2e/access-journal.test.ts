import pg from 'pg';
import { goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { FlakyProxy } from '../support/flaky-proxy.ts';
import { expect, test } from './fixtures.ts';

const RECOVERY_MS = 60_000;

test('what was done while PostgreSQL is away and before a kill is in the log afterwards, once', async ({
  launch,
  databases,
  simulator,
}) => {
  const postgres = await FlakyProxy.before(databases.postgresUrl);
  const first = await launch();
  const page = await first.mainWindow();
  await goThroughFirstRun(page, {
    mongodbUrl: databases.mongodbUrl,
    postgresUrl: postgres.url,
  });
  await linkAccount(first, page, simulator);
  await simulator.customer('+34600111222', { pushname: 'Marta' }).says('Is it ready?');
  await simulator.customer('+34600111333', { pushname: 'Bilal' }).says('Good morning');
  await expect(page.getByRole('option', { name: /Bilal/ })).toBeVisible();

  const raw = new pg.Client({ connectionString: databases.postgresUrl });
  await raw.connect();
  /** Which conversations were opened by what has reached the database, in order. */
  const opened = async (): Promise<string[]> => {
    const { rows } = await raw.query<{ subject_id: string }>(
      `SELECT subject_id FROM access_log WHERE command = 'message.list' ORDER BY at, seq`,
    );
    return rows.map((row) => row.subject_id);
  };
  const before = await opened();

  await test.step('PostgreSQL goes away; Ana reads a conversation; the app is killed', async () => {
    postgres.proxy.cut();
    await page.getByRole('option', { name: /Marta/ }).click();
    await expect(page.getByRole('log').getByText('Is it ready?')).toBeVisible();
    await first.kill();
    expect(await opened()).toEqual(before);
  });

  await test.step('the app begins without PostgreSQL, and the entries wait on', async () => {
    const second = await launch();
    const again = await second.mainWindow();
    await again.getByRole('option', { name: /Bilal/ }).click({ timeout: RECOVERY_MS });
    await expect(again.getByRole('log').getByText('Good morning')).toBeVisible();
    expect(await opened()).toEqual(before);
  });

  await test.step('PostgreSQL is back: both are there, once and in order, and the log is whole', async () => {
    postgres.proxy.mend();
    await expect
      .poll(async () => (await opened()).length, { timeout: RECOVERY_MS })
      .toBeGreaterThanOrEqual(before.length + 2);
    const [marta, bilal, ...more] = (await opened()).slice(before.length);
    expect(marta).not.toBe(bilal);
    expect(more).toEqual([]);
    const { rows } = await raw.query<{ holes: string }>(
      `SELECT count(*) AS holes FROM (
         SELECT seq - row_number() OVER (PARTITION BY chain_id ORDER BY seq) AS gap FROM access_log
       ) AS places WHERE gap <> 0`,
    );
    expect(rows).toEqual([{ holes: '0' }]);
  });
  await raw.end();
});
