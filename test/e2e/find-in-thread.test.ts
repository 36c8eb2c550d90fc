import type { Locator, Page } from '@playwright/test';
import { goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

const messageOf = (page: Page, id: string | undefined): Locator =>
  page.locator(`article[data-message-id="${id}"]`);

/** Noon so many days ago: none of this depends on the time of the day. */
function noon(daysAgo: number): Date {
  const today = new Date();
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - daysAgo, 12);
}

/** As a date field takes it. */
function dateValue(date: Date): string {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

test('words and days are found in a long thread, and messages go on to several people', async ({
  launch,
  databases,
  simulator,
  photograph,
}) => {
  const ana = simulator.customer('34600111222', { name: 'Ana García', pushname: 'Ana' });
  const ids = new Map<string, string>();
  // Six a day for a month; on days 10 to 14 she is silent.
  for (let day = 30; day >= 1; day--) {
    if (day >= 10 && day <= 14) continue;
    for (let turn = 0; turn < 6; turn++) {
      const isAboutLamps = turn === 2 && [28, 16, 3].includes(day);
      const text = isAboutLamps ? `The lamps of day ${day}` : `Day ${day}, turn ${turn}`;
      const at = Math.floor(noon(day).getTime() / 1000) + turn * 60;
      ids.set(`${day} ${turn}`, await ana.says(text, { at }));
    }
  }
  for (const [number, name] of [
    ['34600333444', 'Eva Roca'],
    ['34600555666', 'Luis Gil'],
  ] as const) {
    await simulator
      .customer(number, { name, pushname: name })
      .says('Hello', { at: Math.floor(noon(40).getTime() / 1000) });
  }
  const desk = await launch();
  const page = await desk.mainWindow();
  await goThroughFirstRun(page, databases);
  await linkAccount(desk, page, simulator);
  await page.evaluate(() => window.alexia.invoke('pace.set', { shortestGap: 0, longestGap: 0 }));
  await page.getByRole('option', { name: /Ana García/ }).click();
  await expect(messageOf(page, ids.get('1 5'))).toBeVisible();
  const bar = page.getByRole('search', { name: 'Find in this conversation' });

  await test.step('Ctrl+F finds words, Enter leads back through the months and Shift+Enter on again', async () => {
    await page.keyboard.press('Control+f');
    const field = bar.getByRole('textbox');
    await expect(field).toBeFocused();
    // What the phone has not handed over yet cannot be found.
    await expect(async () => {
      await field.fill('');
      await field.fill('lamp');
      await expect(bar.getByRole('status')).toHaveText('1 of 3', { timeout: 2_000 });
    }).toPass();
    const hit = (day: number): Locator => messageOf(page, ids.get(`${day} 2`));
    await expect(hit(3)).toBeInViewport();
    await expect(hit(3).locator('mark')).toHaveText('lamps');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(bar.getByRole('status')).toHaveText('3 of 3');
    await expect(hit(28)).toBeInViewport();
    await expect(hit(28)).toHaveAttribute('data-found', 'true');
    await expect(hit(3)).toHaveCount(0);
    await photograph(page, 'found');
    await page.keyboard.press('Shift+Enter');
    await expect(bar.getByRole('status')).toHaveText('2 of 3');
    await expect(hit(16)).toBeInViewport();
    await page.keyboard.press('F3');
    await expect(hit(28)).toBeInViewport();
    await field.fill('zeppelin');
    await expect(bar.getByRole('status')).toHaveText(/^Nothing found/);
    await page.keyboard.press('Escape');
    await expect(bar).toBeHidden();
    await expect(page.getByRole('textbox', { name: /^Message to/ })).toBeFocused();
  });

  await test.step('a day is shown from its first message on, or what came next', async () => {
    await page.keyboard.press('Control+f');
    await bar.getByRole('button', { name: 'Go to a day' }).click();
    const dialog = page.getByRole('dialog', { name: 'Go to a day' });
    await dialog.getByLabel('Day').fill(dateValue(noon(20)));
    await dialog.getByRole('button', { name: 'Go', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(messageOf(page, ids.get('20 0'))).toBeInViewport();
    await expect(messageOf(page, ids.get('1 5'))).toHaveCount(0);
    await bar.getByRole('button', { name: 'Go to a day' }).click();
    await dialog.getByLabel('Day').fill(dateValue(noon(13)));
    await page.keyboard.press('Enter');
    await expect(dialog.getByText(/^Nothing was written on .* What came next/)).toBeVisible();
    await photograph(page, 'silent-day');
    await page.keyboard.press('Escape');
    await expect(messageOf(page, ids.get('9 0'))).toBeInViewport();
  });

  await test.step('scrolling leads on from there, up to the newest message', async () => {
    await expect(async () => {
      await page.getByRole('log').evaluate((log) => log.scrollTo(0, log.scrollHeight));
      await expect(messageOf(page, ids.get('1 5'))).toBeInViewport({ timeout: 500 });
    }).toPass();
    await expect(page.getByRole('button', { name: 'Go to the newest messages' })).toHaveCount(0);
  });

  await test.step('several messages are copied as lines, and forwarded to two people', async () => {
    await messageOf(page, ids.get('1 3')).click({ modifiers: ['Control'] });
    await messageOf(page, ids.get('1 5')).click({ modifiers: ['Shift'] });
    const tools = page.getByRole('toolbar', { name: /selected messages/ });
    await expect(tools.getByRole('status')).toHaveText('3 messages selected');
    await tools.getByRole('button', { name: 'Copy' }).click();
    await expect
      .poll(() => desk.app.evaluate(({ clipboard }) => clipboard.readText()))
      .toMatch(/^\[.+\] Ana García: Day 1, turn 3\n.*turn 4\n.*turn 5$/);
    const box = page.getByRole('checkbox', { name: /Day 1, turn 4/ });
    await box.focus();
    await page.keyboard.press('Space');
    await expect(box).not.toBeChecked();
    await tools.getByRole('button', { name: 'Forward' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forward 2 messages' });
    for (const name of ['eva', 'luis']) {
      await dialog.getByLabel('To whom?').fill(name);
      await expect(dialog.getByRole('checkbox')).toHaveCount(1);
      await dialog.getByLabel('To whom?').press('Enter');
    }
    await photograph(page, 'forward');
    await dialog.getByRole('button', { name: 'Forward to 2 conversations' }).click();
    await expect(page.getByText('Forwarded to 2 conversations.')).toBeVisible();
    await expect(tools).toBeHidden();
    for (const name of ['Eva Roca', 'Luis Gil']) {
      await page.getByRole('option', { name: new RegExp(name) }).click();
      for (const turn of [3, 5]) {
        const passedOn = page.getByRole('article').filter({ hasText: `Day 1, turn ${turn}` });
        await expect(passedOn).toContainText('Forwarded');
      }
      await expect(page.getByRole('article').filter({ hasText: 'turn 4' })).toHaveCount(0);
    }
  });
});
