import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrayMenuLine } from '../support/desktop-bus/tray-host.ts';
import { goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

const labels = (lines: readonly TrayMenuLine[]): string[] => lines.map(({ label }) => label);

test('what customers write is announced on the desktop, counted in the tray, and opened from there', async ({
  desktopBus,
  launch,
  simulator,
  databases,
  folder,
}) => {
  const desktop = await desktopBus.notifications();
  const tray = await desktopBus.tray();
  const config = join(folder, 'xdg-config');
  const desk = await launch({ environment: { XDG_CONFIG_HOME: config } });
  const page = await desk.mainWindow();
  await goThroughFirstRun(page, databases);
  await linkAccount(desk, page, simulator);
  await expect(page.getByText('Connected')).toBeVisible();
  const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  const bruno = simulator.customer('+34600333444', { pushname: 'Bruno' });
  const line = async (start: string): Promise<TrayMenuLine> => {
    const find = async () => (await tray.menu()).find(({ label }) => label.startsWith(start));
    await expect.poll(find).toBeDefined();
    const found = await find();
    if (!found) throw new Error('It was there a moment ago');
    return found;
  };
  const read = await tray.icon();

  await test.step('a message is announced with its sender and text, the next one in its place', async () => {
    await marta.says('Do you have almond cake?');
    await expect
      .poll(() => desktop.shown)
      .toMatchObject([{ title: 'Marta Vidal', body: 'Do you have almond cake?', isSilent: false }]);
    await marta.says('For eight people.');
    await expect
      .poll(() => desktop.shown)
      .toMatchObject([{ title: 'Marta Vidal (2)', body: 'For eight people.' }]);
  });

  await test.step('the tray tells of it: icon, tool tip and menu, with the account', async () => {
    await expect.poll(() => tray.toolTip()).toBe('Alexia Desk: 1 unread conversation');
    expect(await tray.icon()).not.toBe(read);
    const menu = labels(await tray.menu());
    expect(menu).toEqual([
      'Open Alexia Desk',
      '1 unread conversation',
      '',
      expect.stringMatching(/: connected$/),
      'Link WhatsApp account…',
      '',
      'Pause notifications',
      '',
      'Quit',
    ]);
  });

  await test.step('a click opens the conversation; what is read leaves the desktop', async () => {
    await page
      .getByRole('link', { name: 'Leads' })
      .or(page.getByRole('button', { name: 'Leads' }))
      .click();
    const [shown] = desktop.shown;
    desktop.click(shown?.id ?? 0);
    await expect(page.getByRole('region', { name: 'Marta Vidal' })).toBeVisible();
    await expect(page.getByRole('log').getByText('For eight people.')).toBeVisible();
    await expect.poll(() => desktop.shown).toEqual([]);
    await expect.poll(() => tray.toolTip()).toBe('Alexia Desk');
    expect(await tray.icon()).toBe(read);
  });

  await test.step('what is in view is not announced; another conversation is', async () => {
    await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
    await marta.says('With candles, please.');
    await expect(page.getByRole('log').getByText('With candles, please.')).toBeVisible();
    await bruno.says('Hello?');
    await expect.poll(() => desktop.shown).toMatchObject([{ title: 'Bruno' }]);
  });

  await test.step('without its text, when others may see the screen', async () => {
    await page.keyboard.press('Control+,');
    await page.getByRole('switch', { name: 'Show what was written' }).press('Space');
    await bruno.says('My card is 4111.');
    await expect
      .poll(() => desktop.shown)
      .toMatchObject([{ title: 'Bruno', body: '2 new messages' }]);
  });

  await test.step('paused from the tray: nothing is announced, until it is resumed', async () => {
    const pause = await line('Pause notifications');
    expect(labels(pause.children)).toEqual(['For an hour', 'Until tomorrow']);
    const [forAnHour] = pause.children;
    if (forAnHour) await tray.click(forAnHour);
    await expect(page.getByText(/^Paused until/)).toBeVisible();
    await marta.says('Is anybody there?');
    await expect(page.getByRole('status').getByText(/Paused until/)).toBeVisible();
    await expect.poll(() => tray.toolTip()).toBe('Alexia Desk: 2 unread conversations');
    expect(desktop.shown).toHaveLength(1);
    await tray.click(await line('Resume notifications'));
    await marta.says('Hello?');
    await expect.poll(() => desktop.shown).toHaveLength(2);
  });

  await test.step('a test notification, and starting at login', async () => {
    await page.getByRole('button', { name: 'Show a test notification' }).click();
    await expect(page.getByText('Your system has shown one.')).toBeVisible();
    const entry = join(config, 'autostart', 'alexia-desk.desktop');
    await page.getByRole('switch', { name: 'Start when I log in to this computer' }).press('Space');
    await expect.poll(() => readFile(entry, 'utf8').catch(() => '')).toContain('"--hidden"');
    await page.getByRole('switch', { name: 'Start when I log in to this computer' }).press('Space');
    await expect
      .poll(() =>
        access(entry).then(
          () => true,
          () => false,
        ),
      )
      .toBe(false);
  });

  await test.step('a link opens a conversation in the app that runs', async () => {
    const { conversationId } = await page.evaluate(async () => {
      const answer = await window.alexia.invoke('conversation.list', { limit: 10 });
      const items = answer.ok ? answer.value.items : [];
      return { conversationId: items.find(({ name }) => name === 'Bruno')?.conversationId ?? '' };
    });
    await desk.app.evaluate(
      ({ app }, link) => void app.emit('second-instance', {}, ['alexia-desk', link]),
      `alexia-desk://conversation/${conversationId}`,
    );
    await expect(page.getByRole('region', { name: 'Bruno' })).toBeVisible();
  });

  await test.step('the account’s line in the tray tells that its connection is lost, and that it is back', async () => {
    const accountLine = async () =>
      labels(await tray.menu()).find((label) => label.includes(': conn'));
    await simulator.network.drop();
    await expect.poll(accountLine, { timeout: 30_000 }).toMatch(/: connecting again$/);
    await simulator.network.restore();
    await expect.poll(accountLine, { timeout: 30_000 }).toMatch(/: connected$/);
  });

  await desk.quit();
  expect(desktop.shown.filter(({ title }) => title !== 'Alexia Desk')).toEqual([]);
});

test('without a service for notifications the app says so by itself, and goes on until there is one', async ({
  desktopBus,
  linkedDesk: { page },
  simulator,
}) => {
  const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  await marta.says('Hello');
  await expect(page.getByRole('option', { name: /Marta Vidal/ })).toBeVisible();
  const missing = page.getByRole('alert').filter({ hasText: 'Your system shows no notifications' });
  const state = page.getByRole('region', { name: 'Diagnostics' });
  const tryOne = page.getByRole('button', { name: 'Show a test notification' });
  await test.step('the settings and the diagnostics say it', async () => {
    await page.keyboard.press('Control+,');
    await expect(missing).toBeVisible();
    await expect(state.getByText('not shown by this system')).toBeVisible();
    await tryOne.click();
    await expect(page.getByText('It was not shown.')).toBeVisible();
  });
  await test.step('and no longer when a service has begun to show them', async () => {
    const desktop = await desktopBus.notifications();
    await tryOne.click();
    await expect(page.getByText('Your system has shown one.')).toBeVisible();
    await expect(missing).toBeHidden();
    await marta.says('Are you there?');
    await expect.poll(() => desktop.shown.at(-1)?.body).toBe('Are you there?');
  });
});
