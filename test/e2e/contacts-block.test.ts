import { expect, test } from './fixtures.ts';

test('a salesperson blocks somebody who pesters her, and the phone and the desk agree on it', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  await simulator.customer('+34600111555', { pushname: 'Pau Pesky' }).says('Buy my watches!!');
  const row = page.getByRole('option', { name: /Pau Pesky/ });
  await row.click();
  const field = page.getByRole('textbox', { name: 'Message to Pau Pesky' });
  const isBlocked = async () =>
    (await simulator.book()).chats.find(({ name }) => name === 'Pau Pesky')?.isBlocked;
  const dialog = page.getByRole('dialog', { name: 'Block Pau Pesky?' });
  const card = page.getByRole('dialog', { name: 'Contact' });
  const stopped = page.getByText(/Pau Pesky is blocked/);

  await test.step('from the menu of the conversation, after being asked', async () => {
    await field.fill('Please stop');
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Block…' }).click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await isBlocked()).toBe(false);
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Block…' }).click();
    await photograph(page, 'asked');
    await dialog.getByRole('button', { name: 'Block' }).click();
    await expect(stopped).toBeVisible();
    await expect(field).toBeHidden();
    await expect(row.getByRole('img', { name: 'Blocked' })).toBeVisible();
    expect(await isBlocked()).toBe(true);
    await photograph(page, 'blocked');
  });

  await test.step('unblocked on the phone, what she was writing is still there', async () => {
    await simulator.phone.blocks('+34600111555', false);
    await expect(field).toHaveValue('Please stop');
    await expect(row.getByRole('img', { name: 'Blocked' })).toBeHidden();
  });

  await test.step('from the card, for one account, and taken back beside the messages', async () => {
    await page.keyboard.press('Control+2');
    await page.getByRole('button', { name: 'Show the card of Pau Pesky' }).click();
    await card.getByRole('button', { name: /^Block in / }).click();
    await dialog.getByRole('button', { name: 'Block' }).click();
    await expect(card.getByRole('button', { name: /^Unblock in / })).toBeVisible();
    await photograph(page, 'card');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('contact').filter({ hasText: 'Pau Pesky' })).toContainText(
      'Blocked',
    );
    await page.keyboard.press('Control+1');
    await row.click();
    await page.getByRole('button', { name: 'Unblock' }).click();
    await expect(field).toBeVisible();
    expect(await isBlocked()).toBe(false);
  });
});
