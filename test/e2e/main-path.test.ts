import { z } from 'zod';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { SealedWorkspace } from '../support/databases/sealed-workspace.ts';
import { openLocalDatabases } from '../support/desk/local-databases.ts';
import { goThroughFirstRun, linkAccount, PASSPHRASE } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

const StoredMessage = z.object({
  messageId: z.string(),
  direction: z.string(),
  status: z.string(),
  statusUpdates: z.array(z.object({ status: z.string() })),
  leadGenerated: z.boolean(),
  sentBy: z.unknown().optional(),
});

const sample = new URL('../fixtures/order-dialogues-sample.jsonl', import.meta.url);

test('a salesperson links an account, answers a customer, and finds it all after a restart', async ({
  launch,
  simulator,
  folder,
  photograph,
}) => {
  const dialogues = (await readDialogues(sample)).slice(0, 12);
  await simulator.load(dialogues, { leaveLastTurnsUnread: true });
  const desk = await launch();
  const page = await desk.mainWindow();

  await test.step('first run, on this computer, and the QR code', async () => {
    await goThroughFirstRun(page, 'local', photograph);
    await linkAccount(desk, page, simulator, photograph);
    expect(desk.hasPairingWindow).toBe(false);
    await expect(page.getByText('Connected')).toBeVisible();
  });

  await test.step('the history is there', async () => {
    await expect(page.getByRole('option')).toHaveCount(12);
    await photograph(page, 'history');
  });

  const customer = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  const question = 'Hello! How much is a cake for twelve? 🎂';
  await test.step('a customer writes, and it appears', async () => {
    await customer.says(question);
    const conversation = page.getByRole('option', { name: /Marta Vidal/ });
    await expect(conversation).toBeVisible();
    await expect(conversation.getByRole('img', { name: '1 unread' })).toBeVisible();
    await conversation.click();
    await expect(page.getByRole('log').getByText(question)).toBeVisible();
    await expect(conversation.getByRole('img', { name: '1 unread' })).toBeHidden();
    await photograph(page, 'customer-writes');
  });

  const answer = 'Hi Marta!\nFrom 45 €.';
  await test.step('she answers, on two lines', async () => {
    const composer = page.getByRole('textbox', { name: /Message to Marta Vidal/ });
    await composer.click();
    await page.keyboard.type('Hi Marta!');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('From 45 €.');
    await page.keyboard.press('Enter');
    const bubble = page.getByRole('article').filter({ hasText: 'From 45 €.' });
    await expect(bubble.getByRole('img', { name: 'Delivered' })).toBeVisible();
    await expect(composer).toHaveValue('');
    await photograph(page, 'answered');
    await customer.reads();
    await expect(bubble.getByRole('img', { name: 'Read' })).toBeVisible();
    await photograph(page, 'blue-ticks');
  });

  await test.step('both databases have it', async () => {
    const { mongo, postgres, close } = await openLocalDatabases(folder);
    const workspace = await SealedWorkspace.open(mongo.db('alexia'), PASSPHRASE);
    const conversation = (await workspace.conversations()).find(
      ({ name }) => name === 'Marta Vidal',
    );
    const messages = (await workspace.messages()).filter(
      (message) => message.conversation === conversation?.id,
    );
    const stored = messages.map(({ document }) => StoredMessage.parse(document));
    expect(
      stored.map(({ direction, status }, index) => [direction, messages[index]?.content, status]),
    ).toEqual([
      ['incoming', question, 'delivered'],
      ['outgoing', answer, 'read'],
    ]);
    expect(stored[1]?.statusUpdates.map(({ status }) => status)).toEqual(
      expect.arrayContaining(['sent', 'delivered', 'read']),
    );
    expect(stored[0]?.leadGenerated).toBe(true);
    const user = await postgres.query<{ object_id: string }>('SELECT object_id FROM users');
    expect(String(stored[1]?.sentBy)).toBe(user.rows[0]?.object_id);
    const leads = await postgres.query('SELECT * FROM leads WHERE message_id = $1', [
      stored[0]?.messageId,
    ]);
    expect(leads.rowCount).toBe(1);
    const log = await postgres.query<{ event_type: string }>(
      'SELECT event_type FROM whatsapp_session_logs ORDER BY created_at',
    );
    const events = log.rows.map((row) => row.event_type);
    expect(events).toEqual(
      expect.arrayContaining(['initializing', 'qr_generated', 'authenticating', 'connected']),
    );
    await close();
  });

  await test.step('contacts, leads and analytics show it', async () => {
    await page.keyboard.press('Control+2');
    await expect(page.getByRole('heading', { name: 'Contacts' })).toBeVisible();
    await expect(page.getByText('Marta Vidal').first()).toBeVisible();
    await photograph(page, 'contacts');
    await page.keyboard.press('Control+3');
    await expect(page.getByRole('heading', { name: 'Leads' })).toBeVisible();
    await expect(page.getByText('Marta Vidal').first()).toBeVisible();
    await photograph(page, 'leads');
    await page.keyboard.press('Control+4');
    await expect(page.getByRole('heading', { name: 'Analytics' })).toBeVisible();
    await photograph(page, 'analytics');
  });

  await test.step('the search finds her question by how its words begin, and opens it', async () => {
    await page.keyboard.press('Control+f');
    await page.keyboard.type('CAK twel');
    const hit = page.getByRole('listbox', { name: 'Messages found' }).getByRole('option');
    await expect(hit).toHaveCount(1);
    await expect(hit.locator('mark')).toHaveText(['cake', 'twelve']);
    await photograph(page, 'search');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log').getByText(question)).toBeInViewport();
  });

  await test.step('after a restart it is still linked, and nothing is asked', async () => {
    await desk.quit();
    const again = await launch();
    const window = await again.mainWindow();
    await expect(window.getByText('Connected')).toBeVisible({ timeout: 60_000 });
    expect(again.hasPairingWindow).toBe(false);
    await window.getByRole('option', { name: /Marta Vidal/ }).click();
    await expect(window.getByRole('log').getByText('From 45 €.')).toBeVisible();
    await photograph(window, 'after-restart');
    await customer.says('Wonderful, see you tomorrow');
    await expect(window.getByRole('log').getByText('see you tomorrow')).toBeVisible();
    await again.quit();
  });
});
