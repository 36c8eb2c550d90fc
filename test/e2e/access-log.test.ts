import pg from 'pg';
import { expect, test } from './fixtures.ts';

test('who opened what is in the log, can be narrowed, and a row that is removed is missed', async ({
  linkedDesk: { page },
  simulator,
  databases,
  photograph,
}) => {
  const settings = async (): Promise<void> => {
    await page
      .getByRole('navigation', { name: 'Areas' })
      .getByRole('button', { name: /^Settings/ })
      .click();
  };
  const card = page.getByRole('region', { name: 'Access log', exact: true });
  const log = page.getByRole('dialog', { name: 'Access log' });
  const row = (command: string) =>
    log.locator(`[data-testid="access-row"][data-command="${command}"]`);

  await test.step('a customer writes, and Ana reads it', async () => {
    await simulator.customer('+34600111222', { pushname: 'Carla' }).says('Is anybody there?');
    await page.getByRole('option').filter({ hasText: 'Carla' }).click();
    await expect(page.getByRole('log').getByText('Is anybody there?')).toBeVisible();
  });

  await test.step('the log says so, with her name and the customer’s, and can be narrowed', async () => {
    await settings();
    await card.getByRole('button', { name: 'Show the log' }).click();
    await expect(row('message.list').first()).toContainText('Ana Salas');
    await expect(row('message.list').first()).toContainText('Conversation: Carla');
    await expect(row('message.list').first()).toContainText('This computer');
    await log.getByLabel('Action').selectOption('Signed in');
    await expect(row('app.start').first()).toBeVisible();
    await expect(row('message.list')).toHaveCount(0);
    await photograph(page, 'access-log');
    await page.keyboard.press('Escape');
    await expect(log).toBeHidden();
  });

  await test.step('the check finds it whole, until somebody removes a row', async () => {
    await card.getByRole('button', { name: 'Check it' }).click();
    await expect(card.getByRole('status')).toContainText('Nothing was removed or changed');
    const raw = new pg.Client({ connectionString: databases.postgresUrl });
    await raw.connect();
    await raw.query('DELETE FROM access_log WHERE seq = 2');
    await raw.end();
    await card.getByRole('button', { name: 'Check it' }).click();
    await expect(card.getByRole('alert')).toContainText('row 2 is missing');
  });
});
