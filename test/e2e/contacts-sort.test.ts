import { expect, test } from './fixtures.ts';

test('a salesperson sorts the contacts by any column, and finds them so the next time', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  const now = Math.floor(Date.now() / 1000);
  await simulator
    .customer('+34600111201', { pushname: 'Ana Ruiz' })
    .says('First', { at: now - 90 });
  await simulator.customer('+34600111202', { pushname: 'Bruno Sanz' }).says('Last', { at: now });
  await expect(page.getByRole('option')).toHaveCount(2);
  const names = page.getByRole('button', { name: /^Show the card of / });
  const head = (name: string) => page.getByRole('columnheader', { name });

  await page.keyboard.press('Control+2');
  await expect(names).toHaveText(['Ana Ruiz', 'Bruno Sanz']);
  await expect(head('Name')).toHaveAttribute('aria-sort', 'ascending');

  await test.step('by the last message, the newest first, and then turned round', async () => {
    await head('Last contact').getByRole('button').press('Enter');
    await expect(names).toHaveText(['Bruno Sanz', 'Ana Ruiz']);
    await expect(head('Last contact')).toHaveAttribute('aria-sort', 'descending');
    await expect(head('Name')).toHaveAttribute('aria-sort', 'none');
    await photograph(page, 'by-last-contact');
    await head('Last contact').getByRole('button').press('Enter');
    await expect(names).toHaveText(['Ana Ruiz', 'Bruno Sanz']);
    await head('Name').getByRole('button').click();
    await head('Name').getByRole('button').click();
    await expect(names).toHaveText(['Bruno Sanz', 'Ana Ruiz']);
  });

  await test.step('and finds that order again after the window was loaded anew', async () => {
    await page.reload();
    await page.getByRole('listbox', { name: 'Conversations' }).waitFor();
    await page.keyboard.press('Control+2');
    await expect(names).toHaveText(['Bruno Sanz', 'Ana Ruiz']);
    await expect(head('Name')).toHaveAttribute('aria-sort', 'descending');
  });
});
