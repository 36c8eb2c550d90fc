import type { Locator, Page } from '@playwright/test';
import { bilal, goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

test('a buying message becomes a lead on the board of two desktops, and is carried to won', async ({
  // Before the desktops, so that it is removed when they have ended.
  otherFolder,
  desktopBus,
  launch,
  simulator,
  databases,
  photograph,
}) => {
  const desktop = await desktopBus.notifications();
  const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  const [ana, bilals] = await Promise.all([launch(), launch({ folder: otherFolder })]);
  const anasPage = await ana.mainWindow();
  const bilalsPage = await bilals.mainWindow();
  const both = [anasPage, bilalsPage];

  await test.step('both are set up and look at the board', async () => {
    await goThroughFirstRun(anasPage, databases);
    await linkAccount(ana, anasPage, simulator);
    await goThroughFirstRun(bilalsPage, databases, undefined, bilal);
    await bilalsPage.getByRole('button', { name: 'Do this later' }).click();
    for (const page of both) await page.keyboard.press('Control+3');
  });

  await test.step('a customer asks to buy: the lead is new on both', async () => {
    await marta.says('I want to buy twenty chairs');
    for (const page of both) await expect(cardIn(page, 'New')).toBeVisible();
  });

  await test.step('one drags it to another column: both show it there', async () => {
    await cardIn(anasPage, 'New').dragTo(column(anasPage, 'Contacted'));
    for (const page of both) await expect(cardIn(page, 'Contacted')).toBeVisible();
    await photograph(anasPage, 'contacted');
  });

  await test.step('the other gives it a value on its page: the column of both is worth that', async () => {
    await cardIn(bilalsPage, 'Contacted').click();
    const value = leadPage(bilalsPage).getByRole('textbox', { name: 'Value' });
    await value.fill('1250.50');
    await value.press('Tab');
    for (const page of both) {
      await expect(column(page, 'Contacted').locator('header')).toContainText('€1,250.50');
    }
    await photograph(bilalsPage, 'page');
  });

  await test.step('both write a note: the second is asked which is to stand, and nothing is lost unasked', async () => {
    const bilalsNotes = leadPage(bilalsPage).getByRole('textbox', { name: 'Notes' });
    await bilalsNotes.fill('She wants them in oak');
    await cardIn(anasPage, 'Contacted').click();
    const anasNotes = leadPage(anasPage).getByRole('textbox', { name: 'Notes' });
    await anasNotes.fill('She wants them in beech');
    await anasNotes.press('Tab');
    await expect(leadPage(bilalsPage).getByText(/in beech/)).toBeVisible();
    await expect(bilalsNotes).toHaveValue('She wants them in oak');
    await bilalsNotes.press('Tab');
    const question = bilalsPage.getByRole('dialog', { name: /Somebody else has changed/ });
    await expect(question).toContainText('She wants them in beech');
    await expect(question).toContainText('She wants them in oak');
    await photograph(bilalsPage, 'conflict');
    await question.getByRole('button', { name: 'Use mine' }).click();
    await expect(anasNotes).toHaveValue('She wants them in oak');
    await leadPage(anasPage).press('Escape');
  });

  await test.step('its owner is reminded of the next step at its time, on one desktop, and led to it', async () => {
    await cardIn(anasPage, 'Contacted').click();
    const step = leadPage(anasPage).getByRole('textbox', { name: 'Next step' });
    await step.fill('Send her the offer');
    await step.press('Tab');
    const moment = leadPage(anasPage).getByLabel('Reminder');
    await expect(moment).toBeEnabled();
    // A minute ago, by the clock that the field goes by.
    await moment.fill(
      await anasPage.evaluate(() => {
        const time = Date.now() - 60_000;
        const offset = new Date(time).getTimezoneOffset() * 60_000;
        return new Date(time - offset).toISOString().slice(0, 16);
      }),
    );
    await moment.blur();
    const reminders = () => desktop.shown.filter(({ title }) => title.startsWith('Next step'));
    await expect
      .poll(reminders, { timeout: 40_000 })
      .toMatchObject([{ title: 'Next step: Marta Vidal', body: 'Send her the offer' }]);
    await leadPage(anasPage).press('Escape');
    await anasPage.keyboard.press('Control+2');
    desktop.click(reminders()[0]?.id ?? 0);
    await expect(step).toHaveValue('Send her the offer');
    await leadPage(anasPage).press('Escape');
  });

  await test.step('it is carried to won with the keyboard alone: both show it there', async () => {
    await cardIn(anasPage, 'Contacted').focus();
    await anasPage.keyboard.press('Space');
    for (let step = 0; step < 3; step++) await anasPage.keyboard.press('ArrowRight');
    await expect(anasPage.getByText('Over Won.')).toBeAttached();
    await anasPage.keyboard.press('Space');
    for (const page of both) await expect(cardIn(page, 'Won')).toBeVisible();
    await expect(cardIn(anasPage, 'Won')).toBeFocused();
    const history = leadPage(bilalsPage).getByRole('region', { name: 'History' });
    await expect(history).toContainText('Ana Salas');
    await expect(history).toContainText('Stage: Contacted → Won');
    await photograph(anasPage, 'won');
  });

  await test.step('its page leads to the message, and stays beside the conversation', async () => {
    await leadPage(bilalsPage).getByRole('button', { name: 'Conversation' }).click();
    await expect(
      bilalsPage.getByRole('log').getByText('I want to buy twenty chairs'),
    ).toBeVisible();
    await expect(leadPage(bilalsPage)).toBeVisible();
    await photograph(bilalsPage, 'beside');
  });
});

function column(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

function cardIn(page: Page, name: string): Locator {
  return column(page, name).getByRole('button', { name: /^Marta Vidal/ });
}

function leadPage(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Lead', exact: true });
}
