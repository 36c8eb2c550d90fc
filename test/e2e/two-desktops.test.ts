import type { Page } from '@playwright/test';
import { bilal, goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

/** What one desktop stores the other is to show within a second; a single time may be longer on a busy machine. */
const LIVE = { timeout: 20_000 };
const WITHIN_MS = 1_000;
/** A lease lasts 20 seconds, and is asked for every 5. */
const TAKE_OVER = { timeout: 90_000 };

/** Counts the linked devices that are connected at the same time. */
class OnlineDevices {
  readonly #devices = new Set<string>();
  most = 0;

  on(deviceId: string): void {
    this.#devices.add(deviceId);
    this.most = Math.max(this.most, this.#devices.size);
  }

  off(deviceId: string): void {
    this.#devices.delete(deviceId);
  }

  /** From now on. */
  countAnew(): void {
    this.most = this.#devices.size;
  }

  get now(): number {
    return this.#devices.size;
  }
}

test('two desktops show the same, and one of them runs the account', async ({
  // Before the desktops, so that it is removed when they have ended.
  otherFolder,
  launch,
  simulator,
  databases,
  folder,
  photograph,
}) => {
  test.setTimeout(420_000);
  const devices = new OnlineDevices();
  /** From when it stands on one desktop until the other shows it, in milliseconds. */
  const delays: number[] = [];
  const live = async (what: string, wait: () => Promise<void>): Promise<void> => {
    delays.push(await timed(what, wait));
  };
  simulator.on('online', ({ deviceId }) => devices.on(deviceId));
  simulator.on('offline', ({ deviceId }) => devices.off(deviceId));

  let ana = await launch({ folder });
  let anasPage = await ana.mainWindow();
  let bilals = await launch({ folder: otherFolder });
  let bilalsPage = await bilals.mainWindow();
  const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });

  await test.step('both are set up with the team’s servers, and one links the account', async () => {
    await goThroughFirstRun(anasPage, databases);
    await linkAccount(ana, anasPage, simulator);
    await goThroughFirstRun(bilalsPage, databases, undefined, bilal);
    await bilalsPage.getByRole('button', { name: 'Do this later' }).click();
  });

  await test.step('a message that one receives is shown by the other', async () => {
    await marta.says('Hello! Do you bake for weddings?');
    await expect(rowOf(anasPage)).toBeVisible();
    await live('a message', () => expect(rowOf(bilalsPage)).toBeVisible(LIVE));
    await rowOf(anasPage).click();
    await rowOf(bilalsPage).click();
    await marta.says('For eighty people');
    await expect(thread(anasPage, 'For eighty people')).toBeVisible();
    await live('a message in an open thread', () =>
      expect(thread(bilalsPage, 'For eighty people')).toBeVisible(LIVE),
    );
  });

  await test.step('an assignment by one and a label by the other are shown by both', async () => {
    await anasPage.getByRole('button', { name: 'Assign' }).click();
    await anasPage.getByRole('menuitem', { name: bilal.name }).click();
    await expect(assigned(anasPage)).toBeVisible();
    await live('an assignment', () => expect(assigned(bilalsPage)).toBeVisible(LIVE));
    await addLabel(bilalsPage, 'wedding');
    await live('a label', () => expect(label(anasPage, 'wedding')).toBeVisible(LIVE));
    await photograph(anasPage, 'assigned-and-labelled');
  });

  await test.step('one that was killed shows what happened meanwhile', async () => {
    await bilals.kill();
    await marta.says('And could you deliver?');
    await expect(thread(anasPage, 'And could you deliver?')).toBeVisible();
    await addLabel(anasPage, 'delivery');
    bilals = await launch({ folder: otherFolder });
    bilalsPage = await bilals.mainWindow();
    await rowOf(bilalsPage).click();
    await expect(thread(bilalsPage, 'And could you deliver?')).toBeVisible();
    await expect(label(bilalsPage, 'delivery')).toBeVisible();
    await marta.says('On Saturday');
    await live('a message after the restart', () =>
      expect(thread(bilalsPage, 'On Saturday')).toBeVisible(LIVE),
    );
  });

  expect(median(delays), `of ${delays.join(', ')} ms`).toBeLessThan(WITHIN_MS);

  await test.step('the other links the account, too: it stands by', async () => {
    await bilalsPage.getByRole('button', { name: /WhatsApp accounts/ }).click();
    await linkAccount(bilals, bilalsPage, simulator);
    await expect(bilalsPage.getByText('Runs on another computer', { exact: true })).toBeVisible();
    await expect.poll(() => devices.now).toBe(1);
    await expect(anasPage.getByText('Connected', { exact: true })).toBeVisible();
    devices.countAnew();
    await photograph(bilalsPage, 'stands-by');
  });

  await test.step('the one that runs it is killed: the other takes over, and answers', async () => {
    await ana.kill();
    await timed('taking over after a crash', () =>
      expect(bilalsPage.getByText('Connected', { exact: true })).toBeVisible(TAKE_OVER),
    );
    await marta.says('Are you still there?');
    await expect(thread(bilalsPage, 'Are you still there?')).toBeVisible();
    await bilalsPage.getByRole('textbox', { name: /Message to Marta Vidal/ }).fill('We are!');
    await bilalsPage.keyboard.press('Enter');
    const answer = bilalsPage.getByRole('article').filter({ hasText: 'We are!' });
    await expect(answer.getByRole('img', { name: 'Delivered' })).toBeVisible();
    await addLabel(bilalsPage, 'answered');
  });

  await test.step('back again, it shows all of it, stands by, and takes over when asked to', async () => {
    ana = await launch({ folder });
    anasPage = await ana.mainWindow();
    await expect(anasPage.getByText('Runs on another computer', { exact: true })).toBeVisible({
      timeout: 60_000,
    });
    await rowOf(anasPage).click();
    await expect(thread(anasPage, 'We are!')).toBeVisible();
    await expect(label(anasPage, '+1')).toBeVisible();
    await anasPage.getByRole('button', { name: /Run it here/ }).click();
    await timed('taking over on request', () =>
      expect(anasPage.getByText('Connected', { exact: true })).toBeVisible(TAKE_OVER),
    );
    await expect(bilalsPage.getByText('Runs on another computer', { exact: true })).toBeVisible();
    expect(devices.most).toBe(1);
    await marta.says('See you on Saturday');
    await expect(thread(anasPage, 'See you on Saturday')).toBeVisible();
    await expect(thread(bilalsPage, 'See you on Saturday')).toBeVisible();
  });

  await ana.quit();
  await bilals.quit();
});

function rowOf(page: Page) {
  return page.getByRole('option', { name: /Marta Vidal/ });
}

function thread(page: Page, text: string) {
  return page.getByRole('log').getByText(text);
}

function assigned(page: Page) {
  return rowOf(page).getByRole('img', { name: `Looked after by ${bilal.name}` });
}

function label(page: Page, text: string) {
  return rowOf(page).getByText(text, { exact: true });
}

async function addLabel(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Labels' }).click();
  const field = page.getByPlaceholder('Enter adds a label');
  await field.fill(text);
  await field.press('Enter');
  await expect(page.getByRole('dialog').getByText(text, { exact: true })).toBeVisible();
  await field.press('Escape');
  await expect(field).toBeHidden();
}

/** Says how long it took, for whoever reads the output. */
async function timed(what: string, wait: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await wait();
  const took = Math.round(performance.now() - begin);
  console.log(`${what}: on the other desktop after ${took} ms`);
  return took;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Infinity;
}
