import { type WindowCommand, windowCommands } from '../../src-preload/contract/shortcuts.ts';
import { expect, test } from './fixtures.ts';

test('every line of the menu does what it says', async ({
  linkedDesk: { desk, page },
  simulator,
}) => {
  await simulator.customer('+34600111333', { pushname: 'Lia Ferrer' }).says('Good morning');
  const row = page.getByRole('option', { name: /Lia Ferrer/ });
  await expect(row).toBeVisible();
  const shows = (name: string) => async () => {
    await expect(page.getByRole('heading', { name, exact: true, level: 1 })).toBeVisible();
  };
  const opens = (name: string) => async () => {
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name })).toBeHidden();
  };
  const textSize = () => page.evaluate(() => window.devicePixelRatio);
  const usualSize = await textSize();
  // A new command does not compile without a line here.
  const does: Record<WindowCommand, () => Promise<void>> = {
    contacts: shows('Contacts'),
    leads: shows('Leads'),
    analytics: shows('Analytics'),
    settings: shows('Settings'),
    search: async () => expect(page.getByRole('combobox', { name: /^Search/ })).toBeFocused(),
    inbox: async () => {
      await row.click();
      await expect(page.getByRole('region', { name: 'Lia Ferrer' })).toBeVisible();
    },
    palette: async () => {
      const field = page.getByRole('combobox', { name: 'What to find or do' });
      await expect(field).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(field).toBeHidden();
    },
    sheet: opens('Keyboard'),
    find: async () => {
      const bar = page.getByRole('search', { name: 'Find in this conversation' });
      await expect(bar).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(bar).toBeHidden();
    },
    note: async () => expect(page.getByRole('textbox', { name: /^Note about/ })).toBeVisible(),
    assignToMe: async () =>
      expect(page.getByRole('button', { name: 'Looked after by Ana Salas' })).toBeVisible(),
    snooze: opens('Snooze until'),
    resolve: async () =>
      expect(page.getByRole('button', { name: 'Status: Resolved' })).toBeVisible(),
    panel: async () => {
      const panel = page.getByRole('complementary', { name: /^Details of the conversation/ });
      await expect(panel).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(panel).toBeHidden();
    },
    // One after the other, from the usual size to the usual size.
    textLarger: async () => expect.poll(textSize).toBeGreaterThan(usualSize),
    textUsual: async () => expect.poll(textSize).toBe(usualSize),
    textSmaller: async () => expect.poll(textSize).toBeLessThan(usualSize),
    linkAccount: async () => {
      await (await desk.pairingWindow()).close();
      await expect.poll(() => desk.hasPairingWindow).toBe(false);
    },
  };
  // Areas first, the inbox last of them: then a conversation is open for the others.
  const order = Object.keys(does) as WindowCommand[];
  expect([...order].sort()).toEqual([...windowCommands].sort());
  for (const command of order) {
    await test.step(command, async () => {
      const isEnabled = () =>
        desk.app.evaluate(
          ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.enabled,
          command,
        );
      await expect.poll(isEnabled).toBe(true);
      await desk.app.evaluate(
        ({ Menu }, id) => void Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
        command,
      );
      await does[command]();
    });
  }

  /** Chooses a line by its label, as a click does. */
  const choose = (label: string): Promise<void> =>
    desk.app.evaluate(({ BrowserWindow, Menu }, name) => {
      const window = BrowserWindow.getAllWindows()[0];
      const lines = (Menu.getApplicationMenu()?.items ?? []).flatMap(
        ({ submenu }) => submenu?.items ?? [],
      );
      lines.find((line) => line.label === name)?.click(undefined, window, window?.webContents);
    }, label);
  await test.step('the folder with the log, and what the app is', async () => {
    // The machine that tests has no file manager: what it is asked for is written down.
    const asked = await desk.app.evaluateHandle(({ app, shell }) => {
      const seen: string[] = [];
      shell.openPath = (path) => {
        seen.push(path);
        return Promise.resolve('');
      };
      app.showAboutPanel = () => void seen.push('about');
      return seen;
    });
    await choose('Open the folder with the log');
    await choose('About Alexia Desk');
    await expect
      .poll(() => asked.evaluate((seen) => [...seen]))
      .toEqual([expect.stringMatching(/logs$/), 'about']);
  });

  await test.step('select all, cut, paste', async () => {
    await desk.app.evaluate(
      ({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('note')?.click(),
    );
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await field.fill('Good morning to you');
    await choose('Select all');
    await choose('Cut');
    await expect(field).toHaveValue('');
    await choose('Paste');
    await expect(field).toHaveValue('Good morning to you');
    await choose('Undo');
    await expect(field).toHaveValue('');
  });

  await test.step('quit', async () => {
    await choose('Quit').catch(() => {
      // The connection breaks while the app ends.
    });
    await desk.gone;
  });
});
