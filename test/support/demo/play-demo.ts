import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import type { SimulatorControl } from '../../simulator/control/simulator-control.ts';
import type { Desk } from '../desk/launch-desk.ts';
import { openLocalDatabases } from '../desk/local-databases.ts';
import { SealedWorkspace } from '../databases/sealed-workspace.ts';
import { goThroughFirstRun, linkAccount, PASSPHRASE } from '../desk/new-user.ts';

const SEEN_MS = 20_000;
const QUESTION = 'Hello! How much is a birthday cake for twelve people? 🎂';
const ANSWER = 'Hi Marta! From 45 €, and tomorrow at ten is still free.';

/**
 * The main job, played by itself: first run, QR, scan, history, a customer writes, an answer, blue ticks, and all of
 * it still there after a restart. Prints one line at the end; true only when every step was seen in the window and in
 * both databases.
 */
export async function playDemo(input: {
  launch(): Promise<Desk>;
  simulator: SimulatorControl;
  /** The app's data folder. */
  folder: string;
  /** Where the screenshots go. */
  pictures: string;
}): Promise<boolean> {
  const { launch, simulator, folder, pictures } = input;
  await mkdir(pictures, { recursive: true });
  let number = 0;
  const photograph = async (page: Page, name: string): Promise<void> => {
    number++;
    await page.screenshot({
      path: join(pictures, `${String(number).padStart(2, '0')}-${name}.png`),
    });
  };

  let desk = await launch();
  try {
    let page = await desk.mainWindow();
    await goThroughFirstRun(page, 'local', photograph);
    await linkAccount(desk, page, simulator, photograph);
    const conversations = page.getByRole('listbox').getByRole('option');
    // They come one by one: a list that is full is worth a picture.
    await expect(conversations.nth(9)).toBeVisible({ timeout: SEEN_MS });
    await photograph(page, 'history');

    const customer = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
    await customer.says(QUESTION);
    await page.getByRole('option', { name: /Marta Vidal/ }).click({ timeout: SEEN_MS });
    await expect(page.getByRole('log').getByText(QUESTION)).toBeVisible({ timeout: SEEN_MS });
    await photograph(page, 'customer-writes');

    const composer = page.getByRole('textbox', { name: /Message to Marta Vidal/ });
    await composer.fill(ANSWER);
    await composer.press('Enter');
    const answer = page.getByRole('article').filter({ hasText: ANSWER });
    await expect(answer.getByRole('img', { name: 'Delivered' })).toBeVisible({ timeout: SEEN_MS });
    await photograph(page, 'answered');

    await customer.reads();
    await expect(answer.getByRole('img', { name: 'Read' })).toBeVisible({ timeout: SEEN_MS });
    await photograph(page, 'blue-ticks');
    for (const area of ['Contacts', 'Leads', 'Analytics']) {
      await page
        .getByRole('button', { name: area })
        .or(page.getByRole('link', { name: area }))
        .first()
        .click();
      // Away from the button, whose tooltip would cover the area.
      await page.mouse.move(640, 760);
      await page.waitForTimeout(800);
      await photograph(page, area.toLowerCase());
    }

    const found = await lookIntoDatabases(folder);
    await desk.quit();
    desk = await launch();
    page = await desk.mainWindow();
    await page.getByRole('option', { name: /Marta Vidal/ }).click({ timeout: 60_000 });
    await expect(page.getByRole('log').getByText(ANSWER)).toBeVisible({ timeout: SEEN_MS });
    // By its whole name: the composer's hint says “connected” too, while nothing is.
    const account = page.getByRole('button', { name: /^WhatsApp accounts: .*, Connected$/ });
    await expect(account).toBeVisible({ timeout: 60_000 });
    await photograph(page, 'after-restart');
    await desk.quit();

    const book = await simulator.book();
    const sent = book.chats.reduce((sum, chat) => sum + chat.messages.length, 0);
    const isAllThere =
      found.messages === sent &&
      found.answerStatus === 'read' &&
      found.leads === 1 &&
      found.users === 1;
    console.log(
      `${isAllThere ? 'The demo worked' : 'The demo FAILED'}: sent ${sent}, stored ${found.messages}, ` +
        `answered 1, read ${found.answerStatus === 'read' ? 1 : 0}, leads ${found.leads}, ` +
        `still linked after a restart; ${number} screenshots in out/demo`,
    );
    return isAllThere;
  } catch (error) {
    for (const page of desk.app.windows())
      await photograph(page, 'failed').catch(() => {
        // A window that is gone cannot be photographed; the error below says what happened.
      });
    console.error('The demo FAILED:', error);
    console.error(await desk.logTail());
    // In good order if it can: an app that is killed leaves its databases running.
    await Promise.race([desk.quit(), sleep(SEEN_MS)]);
    await desk.kill();
    return false;
  }
}

async function lookIntoDatabases(folder: string): Promise<{
  messages: number;
  answerStatus: string;
  leads: number;
  users: number;
}> {
  const databases = await openLocalDatabases(folder);
  try {
    const workspace = await SealedWorkspace.open(databases.mongo.db('alexia'), PASSPHRASE);
    const messages = await workspace.messages();
    const answer = messages.find(({ content }) => content === ANSWER);
    const count = async (table: 'leads' | 'users'): Promise<number> => {
      const { rows } = await databases.postgres.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table}`,
      );
      return rows[0]?.n ?? 0;
    };
    return {
      messages: messages.length,
      answerStatus: String(answer?.document.status ?? 'missing'),
      leads: await count('leads'),
      users: await count('users'),
    };
  } finally {
    await databases.close();
  }
}
