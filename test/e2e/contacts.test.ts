import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

test('a salesperson notes what she knows of a customer, and brings contacts in and out', async ({
  linkedDesk: { desk, page },
  simulator,
  folder,
  photograph,
}) => {
  await simulator.customer('+34600111222', { pushname: 'Marta Vidal' }).says('Hello!');
  await expect(page.getByRole('option', { name: /Marta Vidal/ })).toBeVisible();
  const rows = page.getByTestId('contact');
  const search = page.getByRole('searchbox', { name: 'Search contacts' });
  const card = page.getByRole('dialog', { name: 'Contact' });

  await test.step('she opens the card from the list and writes down what she knows', async () => {
    await page.keyboard.press('Control+2');
    await page.getByRole('button', { name: 'Show the card of Marta Vidal' }).press('Enter');
    await card.getByLabel('Company').fill('Pastelería Vidal');
    await card.getByLabel('E-mail').fill('marta');
    await expect(card.getByText(/Write an address like/)).toBeVisible();
    await card.getByLabel('E-mail').fill('marta@vidal.example');
    await card.getByLabel('Notes').fill('Closes on Mondays');
    await page.keyboard.press('Tab');
    await expect(card.getByText('Saved', { exact: true })).toBeVisible();
    await photograph(page, 'card');
    // What is typed last is kept by closing alone.
    await card.getByLabel('Title').fill('Owner');
    await page.keyboard.press('Escape');
    await expect(card).toBeHidden();
  });

  await test.step('it is found by it, and all of it is there', async () => {
    await search.fill('pasteleria own');
    await expect(rows).toHaveCount(1);
    await page.getByRole('button', { name: 'Show the card of Marta Vidal' }).click();
    await expect(card.getByLabel('Title')).toHaveValue('Owner');
    await expect(card.getByLabel('Notes')).toHaveValue('Closes on Mondays');
    await expect(card.getByLabel('E-mail')).toHaveValue('marta@vidal.example');
    await page.keyboard.press('Escape');
    await search.fill('');
  });

  await test.step('a spreadsheet comes in, and says what it did not take', async () => {
    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Import from a file…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import contacts' });
    const lines = [
      'Nombre;Teléfono;Empresa;Cargo',
      'Marta V.;600 111 222;Another name;Boss',
      'Luis Ortega;+34 612 345 002;Bar Central;Dueño',
      'Pedro;12;;',
    ];
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'fair.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(lines.join('\r\n')),
    });
    await expect(dialog.getByText('2 contacts can be imported.')).toBeVisible();
    await expect(dialog.getByText(/Pedro has a phone number that cannot be one/)).toBeVisible();
    await photograph(page, 'match');
    await dialog.getByRole('button', { name: 'Import 2 contacts' }).click();
    const report = page.getByRole('dialog', { name: 'Imported' });
    await expect(report.getByText('1 new contact', { exact: true })).toBeVisible();
    // What the team has noted itself stays.
    await expect(report.getByText('1 contact stayed as it is')).toBeVisible();
    await photograph(page, 'report');
    await report.getByRole('button', { name: 'Close' }).last().click();
    await search.fill('bar central');
    await expect(rows.filter({ hasText: 'Luis Ortega' })).toHaveCount(1);
    await search.fill('');
  });

  await test.step('and everything goes out into a file', async () => {
    const path = join(folder, 'all.csv');
    await desk.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Export as CSV…' }).click();
    await expect(page.getByText(/contacts were written/)).toBeVisible();
    const text = await readFile(path, 'utf8');
    expect(text).toContain(
      'Marta Vidal,+34600111222,marta@vidal.example,Pastelería Vidal,Owner,Closes on Mondays,',
    );
    expect(text).toContain('Luis Ortega,+34612345002,,Bar Central,Dueño,,');
  });
});
