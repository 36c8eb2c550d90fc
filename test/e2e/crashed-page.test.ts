import { MongoClient } from 'mongodb';
import { SealedWorkspace } from '../support/databases/sealed-workspace.ts';
import { PASSPHRASE } from '../support/desk/new-user.ts';
import { whatsappPageProcess } from '../support/desk/whatsapp-page-process.ts';
import { judge } from '../support/replay/judge.ts';
import { expect, test } from './fixtures.ts';

const RECOVERY_MS = 90_000;

test('a WhatsApp page that crashes is started again by itself, and nothing is lost or goes out twice', async ({
  linkedDesk: { desk, page },
  databases,
  simulator,
  photograph,
}) => {
  const marta = simulator.customer('+34600111222', { pushname: 'Marta' });
  await marta.says('Hello');
  await page.getByRole('option', { name: /Marta/ }).click();
  const composer = page.getByRole('textbox', { name: /Message to Marta/ });
  const bubble = (text: string) => page.getByRole('article').filter({ hasText: text });
  const write = async (text: string): Promise<void> => {
    await composer.fill(text);
    await composer.press('Enter');
    await expect(bubble(text)).toBeVisible();
  };

  // WhatsApp has taken it, and the page is gone before the app can know.
  await simulator.quirks.set({ ackNever: true });
  await write('on its way');
  await expect
    .poll(async () => (await simulator.book()).chats.flatMap(({ messages }) => messages))
    .toContainEqual(expect.objectContaining({ body: 'on its way' }));
  const crashed = await whatsappPageProcess(desk.app.process().pid ?? 0);
  process.kill(crashed, 'SIGKILL');
  await simulator.quirks.clear();

  await expect(page.getByText(/^Reconnecting|^Starting/).first()).toBeVisible({ timeout: 30_000 });
  await marta.says('while nobody could hear it');
  await write('written meanwhile');
  await expect(bubble('written meanwhile')).toHaveAttribute('data-status', 'sending');
  await expect(page.getByText('Will be sent when WhatsApp is connected.')).toBeVisible();
  await photograph(page, 'reconnecting');

  await expect(bubble('while nobody could hear it')).toBeVisible({ timeout: RECOVERY_MS });
  await expect(bubble('written meanwhile')).toHaveAttribute('data-status', 'delivered', {
    timeout: RECOVERY_MS,
  });
  await expect(bubble('on its way')).toHaveAttribute('data-status', /^(sent|delivered)$/);
  await expect(page.getByText('Connected', { exact: true }).first()).toBeVisible();
  expect(await whatsappPageProcess(desk.app.process().pid ?? 0)).not.toBe(crashed);
  await photograph(page, 'connected-again');

  const client = await MongoClient.connect(databases.mongodbUrl);
  const workspace = await SealedWorkspace.open(client.db(), PASSPHRASE);
  const verdict = await judge(await simulator.book(), workspace);
  await client.close();
  expect(verdict).toMatchObject({ sent: 4, stored: 4, lost: 0, duplicated: 0, outOfOrder: 0 });
});
