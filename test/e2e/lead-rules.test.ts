import { expect, test } from './fixtures.ts';

test('a rule of the team is tried on what customers wrote, and finds the next lead, which says why', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  const nora = simulator.customer('+34600111555', { pushname: 'Nora Blau' });

  await test.step('a message that the app does not take for a buying one', async () => {
    await nora.says('Haben Sie Großhandel für Bäckereien?');
    await expect(page.getByRole('option', { name: /Nora Blau/ })).toBeVisible();
    await page.keyboard.press('Control+3');
    await expect(page.getByText('No leads yet')).toBeVisible();
  });

  await test.step('a rule is refused where it could keep the computer busy, and tried where it is right', async () => {
    const areas = page.getByRole('navigation', { name: 'Areas' });
    await areas.getByRole('button', { name: 'Settings' }).click();
    const card = page.getByRole('region', { name: 'Lead rules' });
    await card.getByRole('button', { name: 'New rule' }).click();
    const dialog = page.getByRole('dialog', { name: 'New rule' });
    await dialog.getByLabel('Looks for').selectOption('A pattern');
    await dialog.getByLabel('Pattern').fill('(grosshandel+)+');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('A repetition without an end cannot stand')).toBeVisible();
    await dialog.getByLabel('Pattern').fill('gro(ss|ß)handel');
    await dialog.getByLabel('Points').fill('70');
    await dialog.getByRole('button', { name: 'Try it on last month' }).click();
    await expect(dialog.getByText('Of 1 messages 1 match.')).toBeVisible();
    await expect(dialog.getByText('1 more would have been a lead.')).toBeVisible();
    await photograph(page, 'tried');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(card.getByText('gro(ss|ß)handel')).toBeVisible();
  });

  await test.step('the next message of the kind is a lead, and says why', async () => {
    await nora.says('Nochmal: Großhandel, bitte');
    await page.keyboard.press('Control+3');
    await page.getByRole('button', { name: /Nora Blau/ }).click();
    const reasons = page.getByRole('region', { name: 'Why this is a lead' });
    await expect(reasons.getByText(/^rule “gro\(ss\|ß\)handel”: “großhandel”/)).toBeVisible();
    await expect(reasons.getByText('Nochmal: Großhandel, bitte')).toBeVisible();
    await photograph(page, 'why');
  });
});
