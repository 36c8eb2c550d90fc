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
  await expect(page.getByRole('option', { name: /Marta/ })).toBeVisible();

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

  await test.step('the app begins without PostgreSQL, and what was done waits on', async () => {
    const second = await launch();
    const again = await second.mainWindow();
    await expect(again.getByText('PostgreSQL cannot be reached.')).toBeVisible({
      timeout: RECOVERY_MS,
    });
    expect(await opened()).toEqual(before);
  });

  await test.step('PostgreSQL is back: it is there, once, and the log has no holes', async () => {
    postgres.proxy.mend();
    await expect
      .poll(async () => (await opened()).length, { timeout: RECOVERY_MS })
      .toBe(before.length + 1);
    // The start of the second one came after it.
    await expect
      .poll(
        async () => {
          const { rows } = await raw.query<{ command: string }>(
            `SELECT command FROM access_log WHERE command IN ('app.start', 'message.list') ORDER BY at, seq`,
          );
          return rows.slice(-2).map(({ command }) => command);
        },
        { timeout: RECOVERY_MS },
      )
      .toEqual(['message.list', 'app.start']);
    expect(await opened()).toHaveLength(before.length + 1);
    const { rows } = await raw.query<{ holes: string }>(
      `SELECT count(*) AS holes FROM (
         SELECT seq - row_number() OVER (PARTITION BY chain_id ORDER BY seq) AS gap FROM access_log
       ) AS places WHERE gap <> 0`,
    );
    expect(rows).toEqual([{ holes: '0' }]);
  });
  await raw.end();
});
