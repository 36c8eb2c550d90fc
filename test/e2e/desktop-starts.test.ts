import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from '../support/desk/launch-desk.ts';
import { goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import type { TrayMenuLine } from '../support/desktop-bus/tray-host.ts';
import { expect, test } from './fixtures.ts';

/** The app's windows that can be seen. */
const visibleWindows = (desk: Desk): Promise<number> =>
  desk.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((one) => one.isVisible()).length,
  );

test('the app starts once, hidden if it is told to, and is brought back by a second start, a link, and its tray', async ({
  desktopBus,
  launch,
  simulator,
  databases,
}) => {
  const tray = await desktopBus.tray();
  const first = await launch();
  const setUp = await first.mainWindow();
  await goThroughFirstRun(setUp, databases);
  await linkAccount(first, setUp, simulator);
  await simulator.customer('+34600333444', { pushname: 'Bruno' }).says('Hello?');
  await expect(setUp.getByRole('option', { name: /Bruno/ })).toBeVisible();
  const conversationId = await setUp.evaluate(async () => {
    const answer = await window.alexia.invoke('conversation.list', { limit: 10 });
    return answer.ok ? answer.value.items[0]?.conversationId : undefined;
  });
  await first.quit();

  const desk = await launch({ arguments: ['--hidden'] });
  const choose = async (...path: string[]): Promise<void> => {
    const find = async (): Promise<TrayMenuLine | undefined> => {
      let lines = await tray.menu();
      let found: TrayMenuLine | undefined;
      for (const start of path) {
        found = lines.find(({ label }) => label.startsWith(start));
        lines = found?.children ?? [];
      }
      return found;
    };
    await expect.poll(find).toBeDefined();
    const line = await find();
    if (line) await tray.click(line);
  };

  await test.step('started hidden it is in the tray, connects its account, and shows no window', async () => {
    await expect
      .poll(async () => (await tray.menu()).map(({ label }) => label))
      .toContainEqual(expect.stringMatching(/: connected$/));
    expect(await visibleWindows(desk)).toBe(0);
  });

  await test.step('a second start ends at once and shows the window of the first', async () => {
    expect(await desk.startAgain()).toBe(0);
    await expect.poll(() => visibleWindows(desk)).toBe(1);
  });
  const page = await desk.mainWindow();

  await test.step('a link that is given to a second start opens its conversation in the first', async () => {
    await expect(page.getByRole('option', { name: /Bruno/ })).toBeVisible();
    await page.keyboard.press('Control+,');
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    expect(await desk.startAgain(`alexia-desk://conversation/${conversationId}`)).toBe(0);
    await expect(page.getByRole('region', { name: 'Bruno' })).toBeVisible();
    expect(desk.app.windows()).toHaveLength(1);
  });

  await test.step('closed to the tray, its menu opens it again', async () => {
    await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => visibleWindows(desk)).toBe(0);
    await choose('Open Alexia Desk');
    await expect.poll(() => visibleWindows(desk)).toBe(1);
  });

  await test.step('its menu pauses notifications until tomorrow, resumes them, and links an account', async () => {
    await choose('Pause notifications', 'Until tomorrow');
    const resume = async () =>
      (await tray.menu()).find(({ label }) => label.startsWith('Resume notifications'))?.label;
    await expect.poll(resume).toMatch(/paused until \w+.*08:00/);
    await choose('Resume notifications');
    await choose('Link WhatsApp account');
    const pairing = await desk.pairingWindow();
    await pairing.close();
    await expect.poll(() => desk.hasPairingWindow).toBe(false);
  });

  await test.step('its menu ends it', async () => {
    await choose('Quit');
    await desk.gone;
  });
});

test('a window whose screen is gone comes back where all of it is seen, with its size', async ({
  launch,
  folder,
}) => {
  await mkdir(folder, { recursive: true });
  const stored = { window: { x: 4000, y: -900, width: 1100, height: 720 } };
  await writeFile(join(folder, 'settings.json'), JSON.stringify(stored));
  const desk = await launch();
  await desk.mainWindow();
  const seen = () =>
    desk.app.evaluate(({ BrowserWindow, screen }) => ({
      window: BrowserWindow.getAllWindows()[0]?.getBounds(),
      screen: screen.getPrimaryDisplay().workArea,
    }));
  const { screen } = await seen();
  await expect
    .poll(async () => (await seen()).window)
    .toEqual({
      x: screen.x + Math.floor((screen.width - 1100) / 2),
      y: screen.y + Math.floor((screen.height - 720) / 2),
      width: 1100,
      height: 720,
    });
  await test.step('a screen is taken away while it is in the tray', async () => {
    await desk.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.hide();
      window?.setBounds({ x: -3000, y: 100, width: 1100, height: 720 });
    });
    // The system moves it in its own time: not after it was brought back.
    await expect.poll(async () => (await seen()).window?.x).toBe(-3000);
    expect(await desk.startAgain()).toBe(0);
    await expect.poll(async () => ((await seen()).window?.x ?? -1) >= screen.x).toBe(true);
  });
});
