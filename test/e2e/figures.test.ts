import { expect, test } from './fixtures.ts';

test('a manager sees how fast customers are answered and who waits, and counts everything again', async ({
  linkedDesk: { desk, page },
  simulator,
  photograph,
}) => {
  const lia = simulator.customer('+34600222111', { pushname: 'Lia Ferrer' });
  const omar = simulator.customer('+34600222444', { pushname: 'Omar Haddad' });
  const row = (name: RegExp) => page.getByRole('option', { name });
  const goTo = (area: string): Promise<void> =>
    page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: area }).click();
  const firstAnswers = page.getByRole('row', { name: /First answer of a conversation/ });
  const waiting = page.getByRole('region', { name: 'Waiting now' });

  await test.step('one customer is answered, another one waits', async () => {
    // Not in the same second as the answer, in which their order is anybody's.
    await lia.says('Do you open on Sunday?', { at: Math.floor(Date.now() / 1000) - 60 });
    await omar.says('Is my order ready?');
    await row(/Lia Ferrer/).click();
    await page.getByRole('textbox', { name: /Message to Lia Ferrer/ }).fill('We do, until two.');
    await page.keyboard.press('Enter');
    await expect(row(/Lia Ferrer/)).not.toContainText('waits');
  });

  await test.step('the figures say so', async () => {
    await goTo('Analytics');
    await expect(firstAnswers.getByRole('cell').first()).toHaveText('1');
    await expect(waiting.locator('[data-figure=openWaits]')).toHaveText('1');
    await expect(waiting.getByRole('button', { name: /Omar Haddad/ })).toBeVisible();
    await photograph(page, 'figures');
  });

  await test.step('they are the same when all are made anew', async () => {
    await goTo('Settings');
    await page.getByRole('button', { name: 'Count again' }).click();
    await expect(page.getByRole('button', { name: 'Count again' })).toBeVisible();
    await goTo('Analytics');
    await expect(firstAnswers.getByRole('cell').first()).toHaveText('1');
  });

  await test.step('the days of the team are those of another time zone once it is chosen', async () => {
    await goTo('Settings');
    const zone = page.getByRole('combobox', { name: 'Whose days are counted' });
    await zone.fill('Auckland');
    await page.getByRole('option', { name: 'Pacific/Auckland' }).click();
    await expect(zone).toHaveValue('Pacific/Auckland');
    await goTo('Analytics');
    await expect(page.getByText('Days in the time zone Pacific/Auckland')).toBeVisible();
    await expect(firstAnswers.getByRole('cell').first()).toHaveText('1');
  });

  await test.step('whoever waits is a click away', async () => {
    await waiting.getByRole('button', { name: /Omar Haddad/ }).click();
    await expect(page.getByRole('textbox', { name: /Message to Omar Haddad/ })).toBeVisible();
  });

  await test.step('the command does it, too, without a window', async () => {
    await desk.quit();
    expect(await desk.startAgain('--rebuild-figures')).toBe(0);
  });
});
