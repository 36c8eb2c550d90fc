import { NotificationServer } from '../support/desktop-bus/notification-server.ts';
import { expect, test } from './fixtures.ts';

test('each setting explains itself, and takes effect at once', async ({
  linkedDesk: { desk, page },
  simulator,
}) => {
  const desktop = await NotificationServer.start();
  const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  const bruno = simulator.customer('+34600333444', { pushname: 'Bruno' });
  await marta.says('Hello');
  await bruno.says('Hello');
  await expect.poll(() => desktop.shown).toHaveLength(2);
  const switchOf = (name: string) => page.getByRole('switch', { name });
  const choose = (name: string) => page.getByText(name, { exact: true }).click();
  /** When it has gone through: the newest message of Bruno's is in the notification. */
  const announced = async (text: string) => {
    await bruno.says(text);
    await expect.poll(() => desktop.shown.at(-1)?.body).toBe(text);
    return desktop.shown.at(-1);
  };
  await page.keyboard.press('Control+,');

  await test.step('each switch and each choice has an explanation', async () => {
    await expect(switchOf('Keep running when the window is closed')).toBeVisible();
    const bare = await page.getByRole('switch').evaluateAll((switches) =>
      switches
        .filter((one) => {
          const ids = (one.getAttribute('aria-describedby') ?? '').split(' ');
          return !ids.every((id) => document.getElementById(id)?.textContent);
        })
        .map((one) => one.getAttribute('aria-label')),
    );
    expect(bare).toEqual([]);
  });

  await test.step('theme', async () => {
    const theme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    await choose('Dark');
    await expect.poll(theme).toBe('dark');
    expect(await desk.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
    await choose('Light');
    await expect.poll(theme).toBe('light');
  });

  await test.step('language, of the window and of the menu', async () => {
    await choose('Español');
    await expect(page.getByRole('heading', { name: 'Ajustes', level: 1 })).toBeVisible();
    const menu = () =>
      desk.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.label ?? '');
    await expect.poll(menu).toBe('&Archivo');
    await choose('English');
    await expect.poll(menu).toBe('&File');
  });

  await test.step('sound: with it and without', async () => {
    expect(await announced('With a sound')).toMatchObject({ isSilent: false });
    await switchOf('Play a sound').press('Space');
    await expect(switchOf('Play a sound')).not.toBeChecked();
    expect(await announced('Without')).toMatchObject({ isSilent: true });
  });

  await test.step('quiet hours: nothing is announced, until they are over', async () => {
    const before = desktop.shown;
    await switchOf('Quiet hours').press('Space');
    const now = new Date();
    const time = (minutes: number): string =>
      new Date(now.getTime() + minutes * 60_000).toTimeString().slice(0, 5);
    await page.getByLabel('Quiet from').fill(time(-60));
    await page.getByLabel('Quiet until').fill(time(60));
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const answer = await window.alexia.invoke('settings.get', {});
          return answer.ok ? answer.value.notifications.quietHours : null;
        }),
      )
      .toEqual({ from: time(-60), to: time(60) });
    await bruno.says('In the night');
    await page.keyboard.press('Control+1');
    await expect(page.getByRole('option', { name: /In the night/ })).toBeVisible();
    expect(desktop.shown).toEqual(before);
    await page.keyboard.press('Control+,');
    await switchOf('Quiet hours').press('Space');
    await expect(switchOf('Quiet hours')).not.toBeChecked();
    await announced('In the morning');
  });

  await test.step('a muted conversation, and announced again', async () => {
    await page.keyboard.press('Control+1');
    await page.getByRole('option', { name: /Bruno/ }).click();
    await page.getByRole('button', { name: 'Mute this conversation' }).click();
    await expect(
      page.getByRole('button', { name: 'Announce this conversation again' }),
    ).toBeVisible();
    await page.getByRole('option', { name: /Marta Vidal/ }).click();
    await expect.poll(() => desktop.shown).toEqual([]);
    await bruno.says('Do you hear me?');
    await expect(page.getByRole('option', { name: /Do you hear me/ })).toBeVisible();
    expect(desktop.shown).toEqual([]);
    await page.keyboard.press('Control+,');
    await expect(page.getByText('1 conversation is muted.')).toBeVisible();
    await page.getByRole('button', { name: 'Announce them again' }).click();
    await announced('And now?');
  });

  await test.step('turned off altogether, the others have nothing to say', async () => {
    await switchOf('Announce new messages').press('Space');
    await expect(switchOf('Play a sound')).toBeDisabled();
    await switchOf('Announce new messages').press('Space');
    await expect(switchOf('Play a sound')).toBeEnabled();
  });

  await test.step('diagnostics are copied, without a name, a number or a message', async () => {
    await page.getByRole('button', { name: 'Copy all' }).click();
    await expect(page.getByText('Copied.')).toBeVisible();
    const copied = await desk.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toContain('whatsapp-web.js');
    expect(copied).toContain('Alexia Desk starts');
    for (const secret of [
      'Marta',
      'Bruno',
      '600111222',
      '600333444',
      'Do you hear me',
      'Ana Salas',
    ]) {
      expect(copied).not.toContain(secret);
    }
  });

  await test.step('closing the window ends the app when it shall not go on in the tray', async () => {
    await switchOf('Keep running when the window is closed').press('Space');
    await expect(switchOf('Keep running when the window is closed')).not.toBeChecked();
    await desk.app
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
      .catch(() => {
        // The connection breaks while the app ends.
      });
    await desk.gone;
  });
  desktop.stop();
});
