import { expect, test } from './fixtures.ts';

test('a rule of the team finds the next lead, and the link of a campaign one more; both say why', async ({
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
    await page.getByRole('button', { name: /^Nora Blau/ }).click();
    const reasons = page.getByRole('region', { name: 'Why this is a lead' });
    await expect(reasons.getByText(/^rule “gro\(ss\|ß\)handel”: “großhandel”/)).toBeVisible();
    await expect(reasons.getByText('Nochmal: Großhandel, bitte')).toBeVisible();
    await photograph(page, 'why');
    await page.keyboard.press('Escape');
  });

  const campaign = page.getByTestId('campaign').filter({ hasText: 'Furniture fair' });
  let sent = '';

  await test.step('a campaign has a link that writes its code for the customer', async () => {
    await page.getByText('Campaigns', { exact: true }).click();
    await page.getByRole('button', { name: 'New campaign' }).first().click();
    const form = page.getByRole('dialog', { name: 'New campaign' });
    await form.getByLabel('Name').fill('Furniture fair');
    await form.getByLabel('Code').fill('fair 26');
    await expect(form.getByText('letters or digits without a blank')).toBeVisible();
    await form.getByLabel('Code').fill('FAIR-26');
    await form.getByLabel('Budget', { exact: true }).fill('640');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(campaign.getByText('Active')).toBeVisible();
    await campaign.getByRole('button', { name: /^Link and QR code/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Link to Furniture fair' });
    await dialog.getByLabel('What the customer sends').fill('Hi! I want to buy a table. fair-26');
    await expect(dialog.getByRole('img', { name: /^QR code/ })).toBeVisible();
    const link = new URL(await dialog.getByLabel('Link', { exact: true }).inputValue());
    expect(link.host).toBe('wa.me');
    expect(link.pathname).toMatch(/^\/\d{8,}$/);
    sent = link.searchParams.get('text') ?? '';
    await photograph(page, 'link');
    await page.keyboard.press('Escape');
  });

  await test.step('a customer who scans it is a lead of the campaign, which counts it', async () => {
    const pau = simulator.customer('+34600111666', { pushname: 'Pau Serra' });
    await pau.says(sent);
    const leads = campaign.getByRole('button', { name: 'Show the leads of Furniture fair' });
    await expect(leads).toHaveText('1');
    await expect(campaign.getByRole('cell')).toHaveText(['1', '1', '0', '0%', '–', '€640', '']);
    await photograph(page, 'counted');
    await leads.click();
    await page.getByRole('button', { name: 'Open the lead Pau Serra' }).click();
    const reasons = page.getByRole('region', { name: 'Why this is a lead' });
    await expect(reasons.getByText(/^comes from a campaign/)).toBeVisible();
    const lead = page.getByRole('complementary', { name: 'Lead', exact: true });
    await expect(lead.getByLabel('Campaign').locator('option:checked')).toHaveText(
      'Furniture fair',
    );
  });

  await test.step('what is shown of the leads is kept as a view of the team', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Save this view…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save this view' });
    await dialog.getByLabel('Name').fill('From the fair');
    await dialog.getByLabel('For the whole team').check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'View: From the fair' })).toBeVisible();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(page.getByTestId('lead')).toHaveCount(2);
    await page.getByRole('button', { name: 'Views', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'From the fair', exact: true }).press('Enter');
    await expect(page.getByTestId('lead')).toHaveCount(1);
  });

  await test.step('said to be no lead, it leaves the board, and is one again when that is undone', async () => {
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('Board', { exact: true }).click();
    await page.getByRole('button', { name: /^Nora Blau/ }).click();
    await page.getByRole('button', { name: 'Not a lead', exact: true }).click();
    await expect(page.getByText('Nora Blau is no lead any more.')).toBeVisible();
    await expect(page.locator('[data-lead-card]')).toHaveCount(1);
    await expect(page.getByText('Somebody said that this is no lead.')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.locator('[data-lead-card]')).toHaveCount(2);
    await page.getByRole('button', { name: 'Close', exact: true }).last().click();
  });

  await test.step('made by hand, it waits for its number, and is found when that customer writes', async () => {
    await page.getByRole('button', { name: 'New lead' }).click();
    const dialog = page.getByRole('dialog', { name: 'New lead' });
    await dialog.getByLabel('Name').fill('Otto Weiss');
    await dialog.getByLabel('Phone').fill('600 111 777');
    await dialog.getByRole('button', { name: 'Make the lead' }).click();
    await expect(dialog.getByText('This is no number with a country code')).toBeVisible();
    await dialog.getByLabel('Phone').fill('+34 600 111 777');
    await dialog.getByRole('button', { name: 'Make the lead' }).click();
    const open = page.getByRole('complementary', { name: 'Lead' });
    await expect(open.getByRole('heading', { name: 'Otto Weiss' })).toBeVisible();
    await simulator.customer('+34600111777', { pushname: 'Otto' }).says('Guten Tag');
    await open.getByRole('button', { name: 'Conversation' }).click();
    await expect(page.getByRole('log').getByText('Guten Tag')).toBeVisible();
  });

  await test.step('a message is said to be a buying one, and that is counted among what can be learned from', async () => {
    const message = page.getByRole('log').getByRole('article').filter({ hasText: 'Guten Tag' });
    await message.hover();
    await message
      .locator('..')
      .getByRole('button', { name: 'What can be done with this message' })
      .click();
    await page.getByRole('menuitem', { name: 'This is a buying message' }).click();
    await expect(page.getByText('Noted. The conversation has a lead now.')).toBeVisible();
    const areas = page.getByRole('navigation', { name: 'Areas' });
    await areas.getByRole('button', { name: 'Settings' }).click();
    const learned = page.getByRole('region', { name: 'Learned from your team' });
    await expect(learned.getByText('1 judgement so far: 1 for a lead, 0 against.')).toBeVisible();
    await expect(learned.getByRole('button', { name: 'Learn from the judgements' })).toBeDisabled();
    await photograph(page, 'learned');
  });
});
