import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

test('a manager sees how fast customers are answered, who waits and what leads became, down to the very messages', async ({
  linkedDesk: { desk, page },
  folder,
  simulator,
  photograph,
}) => {
  const wish = 'I want to buy twenty chairs';
  const lia = simulator.customer('+34600222111', { pushname: 'Lia Ferrer' });
  const omar = simulator.customer('+34600222444', { pushname: 'Omar Haddad' });
  const row = (name: RegExp) => page.getByRole('option', { name });
  const goTo = (area: string): Promise<void> =>
    page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: area }).click();
  const show = (section: string): Promise<void> =>
    page
      .getByRole('radiogroup', { name: 'Which figures' })
      .getByText(section, { exact: true })
      .click();
  const figure = (id: string) => page.locator(`[data-figure=${id}] dd`).first();
  const firstAnswers = page.getByRole('row', { name: /First answer of a conversation/ });
  const waiting = page.getByRole('region', { name: 'Waiting now' });
  const behind = page.getByRole('dialog');

  await test.step('one customer is answered, another one wants to buy and waits', async () => {
    // Not in the same second as the answer, in which their order is anybody's.
    await lia.says('Do you open on Sunday?', { at: Math.floor(Date.now() / 1000) - 60 });
    await omar.says(wish);
    await row(/Lia Ferrer/).click();
    await page.getByRole('textbox', { name: /Message to Lia Ferrer/ }).fill('We do, until two.');
    await page.keyboard.press('Enter');
    await expect(row(/Lia Ferrer/)).not.toContainText('waits');
  });

  await test.step('the figures say so', async () => {
    await goTo('Analytics');
    await expect(figure('incomingMessages')).toHaveText('2');
    await expect(figure('outgoingMessages')).toHaveText('1');
    await expect(figure('newContacts')).toHaveText('2');
    await photograph(page, 'messages');
    await show('Replies');
    await expect(firstAnswers.getByRole('cell').first()).toHaveText('1');
    await photograph(page, 'replies');
    await show('Waiting now');
    await expect(waiting.getByRole('heading')).toHaveText('1 customer waits for an answer');
  });

  await test.step('they are the same when all are made anew', async () => {
    await goTo('Settings');
    await page.getByRole('button', { name: 'Count again' }).click();
    await expect(page.getByRole('button', { name: 'Count again' })).toBeVisible();
    await goTo('Analytics');
    await show('Replies');
    await expect(firstAnswers.getByRole('cell').first()).toHaveText('1');
  });

  await test.step('a lead that is won changes the funnel and the conversion', async () => {
    await show('Leads');
    await expect(figure('entered')).toHaveText('1');
    await expect(figure('conversion')).toHaveText('0%');
    await goTo('Leads');
    const card = page.getByRole('region', { name: 'New', exact: true }).getByRole('button', {
      // Beside it is one that says that it is no lead.
      name: /^Omar Haddad/,
    });
    await card.focus();
    await page.keyboard.press('Space');
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
    await expect(page.getByText('Over Won.')).toBeAttached();
    await page.keyboard.press('Space');
    await expect(page.getByRole('region', { name: 'Won', exact: true })).toContainText('Omar');
    await goTo('Analytics');
    await expect(figure('won')).toHaveText('1');
    await expect(figure('conversion')).toHaveText('100%');
    await photograph(page, 'leads');
  });

  await test.step('its last bar leads to the lead and to the very message that made it one', async () => {
    const funnel = page.getByRole('listbox', { name: /^Funnel/ });
    await funnel.focus();
    await page.keyboard.press('End');
    await expect(funnel.getByRole('option')).toContainText('Won: 1');
    await page.keyboard.press('Enter');
    await expect(behind.getByRole('listitem')).toContainText('Omar Haddad');
    await behind.getByRole('listitem').getByRole('button').press('Enter');
    await expect(page.getByRole('log').getByText(wish)).toBeInViewport();
    const lead = page.getByRole('complementary', { name: 'Lead', exact: true });
    await expect(lead).toBeVisible();
    await lead.press('Escape');
  });

  await test.step('the bar of a day is clicked, and a message behind it opened', async () => {
    await goTo('Analytics');
    await show('Messages');
    await page
      .locator('[data-chart=perDay] .recharts-bar-rectangle path:not([d=""])')
      .last()
      .click();
    await expect(behind.getByText('1 in all.')).toBeVisible();
    await expect(behind.getByRole('listitem')).toContainText('Lia Ferrer');
    await photograph(page, 'behind');
    await behind.getByRole('listitem').getByRole('button').click();
    await expect(page.getByRole('log').getByText('We do, until two.')).toBeInViewport();
  });

  await test.step('a chart is saved as a picture and as a table, and the page as it is printed', async () => {
    await goTo('Analytics');
    const name = 'Messages per day';
    const saved = async (file: string, save: () => Promise<void>): Promise<Buffer> => {
      const path = join(folder, file);
      await desk.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, path);
      await save();
      await expect(page.getByText('Saved.')).toBeVisible();
      await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
      await expect(page.getByText('Saved.')).toBeHidden();
      return readFile(path);
    };
    const choose = async (item: string): Promise<void> => {
      await page.getByRole('button', { name: `Save “${name}”` }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    const csv = await saved('days.csv', () => choose('Save as CSV'));
    expect(csv.toString()).toContain('Day,Incoming messages,Outgoing messages\r\n');
    const png = await saved('days.png', () => choose('Save as PNG'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    // More than an empty picture of that size would be.
    expect(png.length).toBeGreaterThan(15_000);
    const printed = (file: string, what: string): Promise<Buffer> =>
      saved(file, async () => {
        await page.getByRole('button', { name: 'Save as PDF' }).click();
        await page.getByRole('menuitem', { name: what }).click();
      });
    const pdf = await printed('page.pdf', 'These figures');
    expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
    const report = await printed('report.pdf', 'The whole report');
    expect(report.subarray(0, 4).toString()).toBe('%PDF');
    // Each section begins a page.
    expect(pagesOf(report)).toBeGreaterThanOrEqual(6);
  });

  await test.step('the days of the team are those of another time zone once it is chosen', async () => {
    await goTo('Settings');
    const zone = page.getByRole('combobox', { name: 'Whose days are counted' });
    await zone.fill('Auckland');
    await page.getByRole('option', { name: 'Pacific/Auckland' }).click();
    await expect(zone).toHaveValue('Pacific/Auckland');
    await goTo('Analytics');
    await show('Messages');
    await expect(page.getByText('Days in the time zone Pacific/Auckland')).toBeVisible();
    await expect(figure('incomingMessages')).toHaveText('2');
  });

  await test.step('whoever waits is a key away', async () => {
    await show('Waiting now');
    await waiting.getByRole('button', { name: /Omar Haddad/ }).press('Enter');
    await expect(page.getByRole('textbox', { name: /Message to Omar Haddad/ })).toBeVisible();
  });

  await test.step('the command does it, too, without a window', async () => {
    await desk.quit();
    expect(await desk.startAgain('--rebuild-figures')).toBe(0);
  });
});

/** How many pages a PDF of Chromium's has. */
function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
