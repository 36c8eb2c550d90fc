import { SealedWorkspace } from '../support/databases/sealed-workspace.ts';
import { MongoClient } from 'mongodb';
import { z } from 'zod';
import { goThroughFirstRun, linkAccount, PASSPHRASE } from '../support/desk/new-user.ts';
import { FlakyProxy } from '../support/flaky-proxy.ts';
import { isFlawless, judge } from '../support/replay/judge.ts';
import { expect, test } from './fixtures.ts';

const RECOVERY_MS = 60_000;

test.describe('setting up', () => {
  test('a wrong database address is named, and what was typed stays', async ({
    launch,
    databases,
    photograph,
  }) => {
    const desk = await launch();
    const page = await desk.mainWindow();
    await page.getByLabel('Your name').fill('Ana Salas');
    await page.getByLabel('E-mail').fill('ana@corner-shop.example');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('radio', { name: /team’s servers/ }).click();
    const mongodb = page.getByLabel('MongoDB address');
    const postgres = page.getByLabel('PostgreSQL address');

    await mongodb.fill('mongodb://127.0.0.1:1/?directConnection=true');
    await postgres.fill(databases.postgresUrl);
    await page.getByRole('button', { name: 'Test the addresses' }).click();
    await expect(page.getByTestId('address-mongodb')).toHaveAttribute('data-result', 'false');
    await expect(page.getByText(/database cannot be reached/)).toBeVisible();
    await expect(page.getByText('Reached: this one works.')).toBeVisible();
    await photograph(page, 'unreachable');

    await mongodb.fill(databases.mongodbUrl);
    await postgres.fill('postgres://somebody:wrong@127.0.0.1:1/nothing');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Workspace passphrase').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Set up' }).click();
    await expect(page.getByText('Setting up did not work')).toBeVisible({ timeout: 60_000 });
    await expect(postgres).toHaveValue(/somebody/);
    await photograph(page, 'refused');

    await postgres.fill(databases.postgresUrl);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Set up' }).click();
    await expect(page.getByRole('button', { name: 'Link your WhatsApp' })).toBeVisible({
      timeout: 60_000,
    });
  });

  test('without a keychain the app says so and stores nothing', async ({ launch, photograph }) => {
    const desk = await launch({
      environment: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere', XDG_RUNTIME_DIR: '/nowhere' },
    });
    const page = await desk.mainWindow();
    await page.getByLabel('Your name').fill('Ana Salas');
    await page.getByLabel('E-mail').fill('ana@corner-shop.example');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Workspace passphrase').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Set up' }).click();
    await expect(page.getByText('Setting up did not work')).toBeVisible();
    await expect(page.getByText(/keychain/).first()).toBeVisible();
    await photograph(page, 'no-keychain');
  });
});

test.describe('linking', () => {
  test.describe('when nobody scans', () => {
    test.use({ simulatorOptions: { qrIntervalMs: 1_000, qrMaxRefs: 2 } });

    test('the code expires, and a new one can be had', async ({
      launch,
      databases,
      simulator,
      photograph,
    }) => {
      const desk = await launch();
      const page = await desk.mainWindow();
      await goThroughFirstRun(page, databases);
      await page.getByRole('button', { name: 'Link your WhatsApp' }).click();
      const pairing = await desk.pairingWindow();
      await expect(pairing.getByText('The code has expired')).toBeVisible({ timeout: 60_000 });
      await photograph(pairing, 'expired');
      const closed = pairing.waitForEvent('close', { timeout: 60_000 });
      const offered = simulator.until('qrOffered', { timeoutMs: 30_000 });
      await pairing.getByRole('button', { name: 'Show a new code' }).click();
      await offered;
      await simulator.phone.scan();
      await closed;
      await expect(page.getByText('Connected')).toBeVisible();
    });
  });

  test.describe('when WhatsApp has changed its page', () => {
    test.use({ simulatorOptions: { quirks: { dropModules: ['WAWebSocketModel'] } } });

    test('the app says that it does not fit, and goes on working', async ({
      launch,
      databases,
      photograph,
    }) => {
      const desk = await launch();
      const page = await desk.mainWindow();
      await goThroughFirstRun(page, databases);
      await page.getByRole('button', { name: 'Link your WhatsApp' }).click();
      const pairing = await desk.pairingWindow();
      await expect(pairing.getByText(/WhatsApp (has )?changed/i).first()).toBeVisible({
        timeout: 120_000,
      });
      await photograph(pairing, 'incompatible');
      await pairing.getByRole('button', { name: 'Close' }).click();
      await page.getByRole('button', { name: 'Do this later' }).click();
      await expect(
        page
          .getByRole('button', { name: 'Inbox' })
          .or(page.getByRole('link', { name: 'Inbox' }))
          .first(),
      ).toBeVisible();
    });
  });

  test('the phone unlinks the account: it is said, and it can be linked again', async ({
    linkedDesk: { desk, page },
    simulator,
    photograph,
  }) => {
    await simulator.customer('+34600111222', { pushname: 'Marta' }).says('Hello');
    await expect(page.getByRole('option', { name: /Marta/ })).toBeVisible();
    await simulator.phone.unlinks();
    const again = page.getByRole('button', { name: /link again/i }).first();
    await expect(again.or(page.getByText('Not linked')).first()).toBeVisible({ timeout: 60_000 });
    await photograph(page, 'unlinked');
    const session = await page.evaluate(() => window.alexia.invoke('session.list', {}));
    const sessionId = session.ok ? session.value[0]?.sessionId : undefined;
    expect(sessionId).toBeDefined();
    await page.evaluate(
      (id) => window.alexia.invoke('session.link', id === undefined ? {} : { sessionId: id }),
      sessionId,
    );
    const pairing = await desk.pairingWindow();
    const closed = pairing.waitForEvent('close', { timeout: 60_000 });
    await pairing.getByRole('img', { name: /QR code/ }).waitFor({ timeout: 60_000 });
    await simulator.phone.scan();
    await closed;
    await expect(page.getByText('Connected')).toBeVisible();
    await simulator.customer('+34600111222').says('Still there?');
    await expect(page.getByRole('option', { name: /Still there/ })).toBeVisible();
    await expect(page.getByRole('option')).toHaveCount(1);
  });
});

test('a database that goes away and comes back: it is said, and nothing is lost', async ({
  launch,
  databases,
  simulator,
  photograph,
}) => {
  const mongo = await FlakyProxy.before(databases.mongodbUrl);
  const postgres = await FlakyProxy.before(databases.postgresUrl);
  const desk = await launch();
  const page = await desk.mainWindow();
  await goThroughFirstRun(page, { mongodbUrl: mongo.url, postgresUrl: postgres.url });
  await linkAccount(desk, page, simulator);
  const customer = simulator.customer('+34600111222', { pushname: 'Marta' });
  await customer.says('before');
  await page.getByRole('option', { name: /Marta/ }).click();

  mongo.proxy.cut();
  postgres.proxy.cut();
  await customer.says('in the dark, how much is the cake?');
  await customer.says('still in the dark');
  await expect(page.getByText(/MongoDB|database/i).first()).toBeVisible({ timeout: 30_000 });
  await photograph(page, 'down');

  mongo.proxy.mend();
  postgres.proxy.mend();
  await expect(page.getByRole('log').getByText('still in the dark')).toBeVisible({
    timeout: RECOVERY_MS,
  });
  await expect(page.getByRole('option', { name: /Lead/ })).toBeVisible({ timeout: RECOVERY_MS });
  const client = await MongoClient.connect(databases.mongodbUrl);
  const workspace = await SealedWorkspace.open(client.db(), PASSPHRASE);
  const verdict = await judge(await simulator.book(), workspace);
  await client.close();
  expect(verdict).toMatchObject({ sent: 3, stored: 3, lost: 0, duplicated: 0, outOfOrder: 0 });
  await desk.quit();
  await mongo.proxy.stop();
  await postgres.proxy.stop();
});

test('malformed calls over the bridge are refused as data', async ({ linkedDesk: { page } }) => {
  const answers = await page.evaluate(async () => {
    const invoke = window.alexia.invoke as (name: unknown, input: unknown) => Promise<unknown>;
    return Promise.all([
      invoke('message.send', { conversationId: 'no id', text: 'x' }),
      invoke('message.send', { conversationId: crypto.randomUUID(), text: '   ' }),
      invoke('message.send', null),
      invoke('message.send', { conversationId: crypto.randomUUID(), text: 'x' }),
      invoke('nothing.atAll', {}),
      invoke('__proto__', {}),
      invoke(42, {}),
      invoke('conversation.list', { limit: 1e9 }),
    ]);
  });
  const codes = z
    .array(z.object({ ok: z.literal(false), error: z.object({ code: z.string() }) }))
    .parse(answers)
    .map(({ error }) => error.code);
  expect(codes).toEqual([
    'bad_input',
    'bad_input',
    'bad_input',
    'not_found',
    'bad_input',
    'bad_input',
    'bad_input',
    'bad_input',
  ]);
  expect(JSON.stringify(answers)).not.toMatch(/stack|at Object|node:/);
});

test('texts of every kind arrive unharmed', async ({
  linkedDesk: { page },
  databases,
  simulator,
  photograph,
}) => {
  const customer = simulator.customer('+34600111222', { pushname: 'مريم' });
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await customer.says('');
  await customer.sendsImage(picture);
  await customer.says('👨‍👩‍👧‍👦🏳️‍🌈 emoji only');
  await customer.says('مرحبا، كم سعر الكعكة؟ 12 شخصاً');
  await customer.says('a NUL \0 in the middle, how much is it?');
  await customer.says('<img src=x onerror=alert(1)> & "quotes"');
  await customer.says('x'.repeat(65_536));
  await customer.says('the last one');

  await page.getByRole('option', { name: /مريم/ }).click();
  const thread = page.getByRole('log');
  await expect(thread.getByText('the last one')).toBeVisible();
  await photograph(page, 'thread');
  await expect(page.getByRole('article')).not.toHaveCount(0);
  const client = await MongoClient.connect(databases.mongodbUrl);
  const workspace = await SealedWorkspace.open(client.db(), PASSPHRASE);
  const verdict = await judge(await simulator.book(), workspace);
  await client.close();
  expect(verdict.sent).toBe(8);
  expect(isFlawless({ ...verdict, wrongCounters: [] })).toBe(true);
  const aside = await page.evaluate(() => window.alexia.invoke('app.health', {}));
  expect(aside).toMatchObject({ ok: true, value: { setAside: 0 } });
});

test.describe('sending on a bad line', () => {
  test('what is written while the line is down goes out once when it is back', async ({
    linkedDesk: { page },
    simulator,
    photograph,
  }) => {
    await simulator.customer('+34600111222', { pushname: 'Marta' }).says('Hello');
    await page.getByRole('option', { name: /Marta/ }).click();
    await simulator.network.drop();
    await expect(page.getByText(/Reconnecting/).first()).toBeVisible({ timeout: 30_000 });
    const composer = page.getByRole('textbox', { name: /Message to Marta/ });
    for (const text of ['first', 'second', 'third']) {
      await composer.fill(text);
      await composer.press('Enter');
      await expect(page.getByRole('article').filter({ hasText: text })).toBeVisible();
    }
    await photograph(page, 'queued');
    await simulator.network.restore();
    const last = page.getByRole('article').filter({ hasText: 'third' });
    await expect(last.getByRole('img', { name: 'Delivered' })).toBeVisible({
      timeout: RECOVERY_MS,
    });
    expect(await ownTexts(simulator)).toEqual(['first', 'second', 'third']);
  });

  test('what was written survives that the app is killed, and goes out once', async ({
    linkedDesk: { desk, page },
    launch,
    simulator,
  }) => {
    await simulator.customer('+34600111222', { pushname: 'Marta' }).says('Hello');
    await page.getByRole('option', { name: /Marta/ }).click();
    await simulator.network.drop();
    await expect(page.getByText(/Reconnecting/).first()).toBeVisible({ timeout: 30_000 });
    const composer = page.getByRole('textbox', { name: /Message to Marta/ });
    await composer.fill('written before the crash');
    await composer.press('Enter');
    await expect(page.getByRole('article').filter({ hasText: 'before the crash' })).toBeVisible();
    await desk.kill();
    await simulator.network.restore();
    const again = await launch();
    const window = await again.mainWindow();
    await window.getByRole('option', { name: /Marta/ }).click({ timeout: RECOVERY_MS });
    const message = window.getByRole('article').filter({ hasText: 'before the crash' });
    await expect(message.getByRole('img', { name: 'Delivered' })).toBeVisible({
      timeout: RECOVERY_MS,
    });
    expect(await ownTexts(simulator)).toEqual(['written before the crash']);
  });

  test('a server that refuses a message: it fails visibly, and can be sent again', async ({
    linkedDesk: { page },
    simulator,
    photograph,
  }) => {
    await simulator.customer('+34600111222', { pushname: 'Marta' }).says('Hello');
    await page.getByRole('option', { name: /Marta/ }).click();
    await simulator.quirks.set({ sendFails: 'refused' });
    const composer = page.getByRole('textbox', { name: /Message to Marta/ });
    await composer.fill('please take this');
    await composer.press('Enter');
    const bubble = page.getByRole('article').filter({ hasText: 'please take this' });
    const retry = page.getByRole('log').getByRole('button', { name: 'Retry' });
    await expect(retry).toBeVisible();
    await photograph(page, 'failed');
    await simulator.quirks.clear();
    await retry.click();
    await expect(bubble.getByRole('img', { name: 'Delivered' })).toBeVisible({
      timeout: RECOVERY_MS,
    });
    expect(await ownTexts(simulator)).toEqual(['please take this']);
  });
});

async function ownTexts(simulator: {
  book(): Promise<{ chats: { messages: { fromMe: boolean; body: string }[] }[] }>;
}): Promise<string[]> {
  const book = await simulator.book();
  return book.chats.flatMap((chat) =>
    chat.messages.filter((message) => message.fromMe).map((message) => message.body),
  );
}
