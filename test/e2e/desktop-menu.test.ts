import { type WindowCommand, windowCommands } from '../../src-preload/contract/shortcuts.ts';
import { choosePassword, unlock } from '../support/desk/sign-in.ts';
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
  const click = (command: WindowCommand): Promise<void> =>
    desk.app.evaluate(
      ({ Menu }, id) => void Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
      command,
    );
  // A new command does not compile without a line here.
  const does: Record<WindowCommand, () => Promise<void>> = {
    // First: the page is a new one afterwards.
    lock: () => unlock(page),
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
      await click('panel');
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
  // Without a password nobody could unlock it.
  await choosePassword(page);
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
      await click(command);
      await does[command]();
    });
  }

  /** What was chosen besides the window's commands. */
  const chosen = new Set<string>();
  /** Chooses a line by its label, as a click does. */
  const choose = (label: string): Promise<void> => {
    chosen.add(label);
    return desk.app.evaluate(({ BrowserWindow, Menu }, name) => {
      const window = BrowserWindow.getAllWindows()[0];
      const lines = (Menu.getApplicationMenu()?.items ?? []).flatMap(
        ({ submenu }) => submenu?.items ?? [],
      );
      lines.find((line) => line.label === name)?.click(undefined, window, window?.webContents);
    }, label);
  };
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

  await test.step('the window: minimized, in full screen, with the tools of developers', async () => {
    // A screen without a window manager does none of it: what the window is asked for is written down.
    const asked = await desk.app.evaluateHandle(({ BrowserWindow }) => {
      const seen: string[] = [];
      const window = BrowserWindow.getAllWindows()[0];
      if (window === undefined) return seen;
      window.minimize = () => void seen.push('minimize');
      window.setFullScreen = (isFull) => void seen.push(`full screen: ${String(isFull)}`);
      window.webContents.toggleDevTools = () => void seen.push('developer tools');
      return seen;
    });
    await choose('Minimize');
    await choose('Full screen');
    await choose('Developer tools');
    await expect
      .poll(() => asked.evaluate((seen) => [...seen]))
      .toEqual(['minimize', 'full screen: true', 'developer tools']);
  });

  await test.step('the window is closed to the tray', async () => {
    const isVisible = () =>
      desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await choose('Close window');
    await expect.poll(isVisible).toBe(false);
    expect(await desk.startAgain()).toBe(0);
    await expect.poll(isVisible).toBe(true);
  });

  await test.step('select all, copy, cut, paste, undo, redo', async () => {
    await click('note');
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await field.fill('Good morning to you');
    await choose('Select all');
    await choose('Copy');
    await expect
      .poll(() => desk.app.evaluate(({ clipboard }) => clipboard.readText()))
      .toBe('Good morning to you');
    await choose('Cut');
    await expect(field).toHaveValue('');
    await choose('Paste');
    await expect(field).toHaveValue('Good morning to you');
    await choose('Undo');
    await expect(field).toHaveValue('');
    await choose('Redo');
    await expect(field).toHaveValue('Good morning to you');
  });

  await test.step('there is no other line', async () => {
    const lines = await desk.app.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? [])
        .flatMap(({ submenu }) => submenu?.items ?? [])
        .filter(({ type }) => type !== 'separator')
        .map(({ id, label }) => ({ id, label })),
    );
    const isCommand = (id: string): boolean => windowCommands.some((command) => command === id);
    const others = lines.filter(({ id }) => !isCommand(id)).map(({ label }) => label);
    expect(others.sort()).toEqual([...chosen, 'Quit'].sort());
  });

  await test.step('quit', async () => {
    await choose('Quit').catch(() => {
      // The connection breaks while the app ends.
    });
    await desk.gone;
  });
});
