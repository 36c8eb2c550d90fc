import { expect, test } from './fixtures.ts';

test('a salesperson merges a customer who is there twice, and takes it back', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  await simulator.customer('+5215511112222', { pushname: 'Carla' }).says('Hello!');
  await expect(page.getByRole('option', { name: /Carla/ })).toBeVisible();
  const rows = page.getByTestId('contact').filter({ hasText: /Carla/ });
  const card = page.getByRole('dialog', { name: 'Contact' });
  const open = (name: string) =>
    page.getByRole('button', { name: `Show the card of ${name}` }).click();

  await test.step('a file brings her again, with her number in the other form', async () => {
    await page.keyboard.press('Control+2');
    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Import from a file…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import contacts' });
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'fair.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Name;Phone;Company\nCarla Méndez;+525511112222;Panadería Sol'),
    });
    await dialog.getByRole('button', { name: 'Import 1 contact' }).click();
    const report = page.getByRole('dialog', { name: 'Imported' });
    await report.getByRole('button', { name: 'Close' }).last().click();
    await expect(rows).toHaveCount(2);
  });

  const suggestion = page.getByTestId('suggestion');
  const merge = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Possible duplicates' }).click();
    await expect(suggestion).toHaveCount(1);
    await expect(suggestion.getByText('Very likely')).toBeVisible();
    await expect(suggestion.getByText('Same phone number')).toBeVisible();
    await suggestion.getByRole('radio', { name: 'Name: Carla Méndez' }).check();
    await photograph(page, 'suggested');
    await suggestion.getByRole('button', { name: 'Merge 2 contacts' }).click();
    await expect(page.getByText('2 contacts are one now.')).toBeVisible();
    await expect(suggestion).toHaveCount(0);
  };

  await test.step('it is suggested with the reason, merged, and undone at once', async () => {
    await merge();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(suggestion).toHaveCount(1);
    await page.getByRole('button', { name: 'All contacts' }).click();
    await expect(rows).toHaveCount(2);
  });

  await test.step('merged again, she is one contact, in the inbox too', async () => {
    await merge();
    await page.getByRole('button', { name: 'All contacts' }).click();
    await expect(rows).toHaveCount(1);
    await open('Carla Méndez');
    await expect(card.getByLabel('Company')).toHaveValue('Panadería Sol');
    await expect(card.getByText('Merged by your team')).toBeVisible();
    await photograph(page, 'merged');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+1');
    await expect(page.getByRole('option', { name: /Carla Méndez/ })).toBeVisible();
  });

  await test.step('and from the card it is undone later; told apart, nobody is asked again', async () => {
    await page.keyboard.press('Control+2');
    await open('Carla Méndez');
    await card.getByRole('button', { name: 'Undo' }).click();
    await expect(card.getByText('Merged by your team')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(rows).toHaveCount(2);
    await page.getByRole('button', { name: 'Possible duplicates' }).click();
    await suggestion.getByRole('button', { name: 'Not the same person' }).click();
    await expect(page.getByText('Nobody seems to be here twice')).toBeVisible();
  });
});
