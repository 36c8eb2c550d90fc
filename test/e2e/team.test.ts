import type { Locator, Page } from '@playwright/test';
import { bilal, goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

test('new customers are given to the team in turn, and to nobody who is away', async ({
  // Before the desktops, so that it is removed when they have ended.
  otherFolder,
  launch,
  simulator,
  databases,
  photograph,
}) => {
  const before = simulator.customer('+34600111200', { pushname: 'Long before' });
  await before.says('Written before anybody was here', {
    at: Math.floor(Date.now() / 1000) - 86_400,
  });
  const writes = (index: number): Promise<unknown> =>
    simulator.customer(`+3460011121${index}`, { pushname: `Customer ${index}` }).says('Hello');
  const [ana, bilals] = await Promise.all([launch(), launch({ folder: otherFolder })]);
  const anasPage = await ana.mainWindow();
  const bilalsPage = await bilals.mainWindow();

  await test.step('both are set up, and the account runs on Ana’s desktop', async () => {
    await goThroughFirstRun(anasPage, databases);
    await linkAccount(ana, anasPage, simulator);
    await goThroughFirstRun(bilalsPage, databases, undefined, bilal);
    await bilalsPage.getByRole('button', { name: 'Do this later' }).click();
  });

  await test.step('Ana turns it on: everybody takes part', async () => {
    await goTo(anasPage, 'Settings');
    const team = cardOf(anasPage);
    await team.getByRole('switch', { name: /All conversations/ }).check({ force: true });
    await expect(team.getByRole('checkbox', { name: 'Ana Salas' })).toBeChecked();
    await expect(team.getByRole('checkbox', { name: bilal.name })).toBeChecked();
    await goTo(bilalsPage, 'Settings');
    await expect(cardOf(bilalsPage).getByRole('checkbox', { name: bilal.name })).toBeChecked();
    await photograph(anasPage, 'team');
  });

  await test.step('two customers write: each of them has one', async () => {
    await goTo(anasPage, 'Inbox');
    await goTo(bilalsPage, 'Inbox');
    await writes(1);
    await expect(
      rowOf(anasPage, 'Customer 1').getByRole('img', { name: lookedAfter }),
    ).toBeVisible();
    await writes(2);
    await expect(
      rowOf(anasPage, 'Customer 2').getByRole('img', { name: lookedAfter }),
    ).toBeVisible();
    for (const page of [anasPage, bilalsPage]) {
      await expect(page.getByRole('img', { name: lookedAfterBy('Ana Salas') })).toHaveCount(1);
      await expect(page.getByRole('img', { name: lookedAfterBy(bilal.name) })).toHaveCount(1);
    }
    // History gave nobody anything.
    await expect(rowOf(anasPage, 'Long before')).toBeVisible();
    await expect(
      rowOf(anasPage, 'Long before').getByRole('img', { name: lookedAfter }),
    ).toBeHidden();
  });

  await test.step('Bilal goes away: Ana sees it, and has both who write next', async () => {
    await goTo(bilalsPage, 'Settings');
    await cardOf(bilalsPage).getByRole('switch', { name: 'I am away' }).check({ force: true });
    await goTo(anasPage, 'Settings');
    const bilalsLine = cardOf(anasPage).getByRole('listitem').filter({ hasText: bilal.email });
    await expect(bilalsLine).toContainText('Away');
    await expect(bilalsLine).toContainText('1 open conversation');
    await goTo(anasPage, 'Inbox');
    await writes(3);
    await writes(4);
    await expect(anasPage.getByRole('img', { name: lookedAfterBy('Ana Salas') })).toHaveCount(3);
    await expect(anasPage.getByRole('img', { name: lookedAfterBy(bilal.name) })).toHaveCount(1);
  });
});

const lookedAfter = /^Looked after by/;

function lookedAfterBy(name: string): string {
  return `Looked after by ${name}`;
}

async function goTo(page: Page, area: 'Inbox' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: area }).click();
}

function cardOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Team', exact: true });
}

function rowOf(page: Page, name: string): Locator {
  return page.getByRole('option').filter({ hasText: name });
}
