import type { Locator, Page } from '@playwright/test';
import type { NotificationServer } from '../support/desktop-bus/notification-server.ts';
import { bilal, goThroughFirstRun } from '../support/desk/new-user.ts';
import { makeManager } from '../support/desk/sign-in.ts';
import { expect, test } from './fixtures.ts';

const MINUTE = 60;

test('a wait that is about to break the target is marked for all, and told to whoever looks after it', async ({
  // Before the desktops, so that it is removed when they have ended.
  otherFolder,
  desktopBus,
  linkedDesk: { page },
  launch,
  simulator,
  databases,
  photograph,
}) => {
  const desktop = await desktopBus.notifications();
  const bilals = await (await launch({ folder: otherFolder })).mainWindow();
  await goThroughFirstRun(bilals, databases, undefined, bilal);
  await bilals.getByRole('button', { name: 'Do this later' }).click();
  // The hours are the team's: an agent does not set them.
  await makeManager(page, bilal.email);
  const minutesAgo = (minutes: number) => Math.floor(Date.now() / 1000) - minutes * MINUTE;

  await test.step('three customers wait; without hours and a target that is all that is said', async () => {
    const says = (number: number, name: string, minutes: number): Promise<unknown> =>
      simulator
        .customer(`+3460011122${number}`, { pushname: name })
        .says('Is anybody there?', { at: minutesAgo(minutes) });
    await says(1, 'Carla', 40);
    await says(2, 'Diego', 100);
    await says(3, 'Elena', 200);
    await expect(rowOf(page, 'Carla')).toContainText(/waits 4\d min/);
    await expect(rowOf(page, 'Elena')).toContainText('waits 3 h');
    await goTo(page, 'Settings');
    await expect(hoursOf(page)).toContainText('Always open: no hours are set');
    await expect(hoursOf(page)).toContainText('Without a target no wait is marked');
  });

  await test.step('a target of two hours is set: at once Diego is soon too late, and Elena is', async () => {
    const target = hoursOf(page).getByRole('textbox', { name: 'Response-time target in minutes' });
    await target.fill('120');
    await target.press('Enter');
    await expect(hoursOf(page)).toContainText('with a target of 120 minutes is due');
    await expect(hoursOf(page)).toContainText('Changed by Ana Salas');
    for (const each of [page, bilals]) {
      await goTo(each, 'Inbox');
      await expect(rowOf(each, 'Carla')).toContainText(/waits 4\d min/);
      await expect(rowOf(each, 'Diego')).toContainText('Soon too late: due');
      await expect(rowOf(each, 'Elena')).toContainText(/overdue 1 h/);
    }
    await photograph(page, 'due');
  });

  await test.step('nobody looks after Diego: the desktop of each says that he still waits, and of nobody else', async () => {
    await expect
      .poll(() => waitsTold(desktop))
      .toEqual(['Diego still waits for an answer', 'Diego still waits for an answer']);
  });

  await test.step('Ana answers him: it leaves the desktops, and his row', async () => {
    await rowOf(page, 'Diego').click();
    await page.getByRole('textbox', { name: 'Message' }).fill('Here I am.');
    await page.keyboard.press('Enter');
    await expect.poll(() => waitsTold(desktop)).toEqual([]);
    await expect(rowOf(bilals, 'Diego')).not.toContainText('due');
  });

  await test.step('Bilal sets hours by which it is never open but on Mondays: Ana’s list marks nobody', async () => {
    await goTo(bilals, 'Settings');
    await hoursOf(bilals).getByRole('switch', { name: 'Has business hours' }).press('Space');
    const day = (name: string): Locator => hoursOf(bilals).getByRole('group', { name });
    await expect(day('Friday')).toContainText('–');
    for (const name of ['Tuesday', 'Wednesday', 'Thursday', 'Friday']) {
      await day(name)
        .getByRole('button', { name: /remove hours 1/ })
        .press('Enter');
      await expect(day(name)).toContainText('Closed');
    }
    await day('Monday').getByLabel('Monday, hours 1: to').fill('08:00');
    await day('Monday').getByLabel('Monday, hours 1: to').press('Enter');
    await expect(day('Monday').getByRole('alert')).toContainText('Not kept yet');
    await day('Monday').getByLabel('Monday, hours 1: from').fill('07:00');
    await day('Monday').getByLabel('Monday, hours 1: from').press('Enter');
    await expect(day('Monday').getByRole('alert')).toBeHidden();
    await photograph(bilals, 'hours');
    // However early on a Monday this is run: an hour ago is a holiday.
    const holidays = hoursOf(bilals).getByRole('group', { name: 'Holidays' });
    for (const day of [yesterdayToTomorrow(-1), yesterdayToTomorrow(0), yesterdayToTomorrow(1)]) {
      await holidays.getByLabel('A day that is closed').fill(day);
      await holidays.getByRole('button', { name: 'Add holiday' }).press('Enter');
      await expect(
        holidays.getByRole('listitem').filter({ has: bilals.locator(`time[datetime="${day}"]`) }),
      ).toBeVisible();
    }
    await expect(hoursOf(bilals)).toContainText(/Closed now; opens on .+ at 07:00/);
    await expect(rowOf(page, 'Elena')).toContainText('waits 3 h');
    await expect(rowOf(page, 'Elena')).not.toContainText('overdue');
  });
});

/** `YYYY-MM-DD` so many days from today. */
function yesterdayToTomorrow(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

function waitsTold(desktop: NotificationServer): string[] {
  return desktop.shown.map(({ title }) => title).filter((title) => title.includes('still waits'));
}

async function goTo(page: Page, area: 'Inbox' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: area }).click();
}

function hoursOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Business hours' });
}

function rowOf(page: Page, name: string): Locator {
  return page.getByRole('option').filter({ hasText: name });
}
