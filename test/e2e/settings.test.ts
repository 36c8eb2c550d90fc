import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { goThroughFirstRun } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

const sections = (page: Page) =>
  page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link');
const switchOf = (page: Page, name: string) => page.getByRole('switch', { name, exact: true });
const cardOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const CONTROLS =
  '[role="switch"], select, [role="radiogroup"], input[inputmode], input[type="time"]';

/** What is set in each control of the page, by its name, in the order in which they stand. */
function valuesOn(page: Page): Promise<[name: string, value: string][]> {
  return page.locator(CONTROLS).evaluateAll((controls) =>
    controls
      .filter((control) => control.checkVisibility())
      .map((control) => {
        const name =
          control.getAttribute('aria-label') ??
          (control instanceof HTMLInputElement ? control.labels?.[0]?.textContent : '') ??
          '';
        const chosen = control.querySelector<HTMLInputElement>('input:checked');
        const isSwitch = control instanceof HTMLInputElement && control.type === 'checkbox';
        const value = isSwitch
          ? String(control.checked)
          : control instanceof HTMLInputElement || control instanceof HTMLSelectElement
            ? control.value
            : (chosen?.value ?? '');
        return [name, value] as [string, string];
      }),
  );
}

test('every section opens, and each setting explains itself and takes effect at once', async ({
  linkedDesk: { desk, page },
  simulator,
  photograph,
}) => {
  await page.keyboard.press('Control+,');

  await test.step('each section is gone to from the list of them', async () => {
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    const names = await sections(page).allTextContents();
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      await sections(page)
        .filter({ hasText: new RegExp(`^${name}$`) })
        .click();
      await expect(page.getByRole('heading', { name, exact: true, level: 2 })).toBeInViewport();
    }
  });

  await test.step('each control has a name and an explanation', async () => {
    await expect(page.getByLabel('Messages an hour, by you')).toBeVisible();
    const bare = await page.locator(CONTROLS).evaluateAll((controls) =>
      controls
        .filter((control) => control.getAttribute('type') !== 'time')
        .filter((control) => {
          const ids = (control.getAttribute('aria-describedby') ?? '').split(' ');
          const isExplained = ids.every((id) => document.getElementById(id)?.textContent);
          return control.getAttribute('aria-label') === null || !isExplained;
        })
        .map((control) => control.getAttribute('aria-label') ?? control.outerHTML),
    );
    expect(bare).toEqual([]);
  });

  await test.step('theme, in the window and in what the system draws', async () => {
    const theme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    const appearance = cardOf(page, 'Appearance');
    await appearance.getByText('Dark', { exact: true }).click();
    await expect.poll(theme).toBe('dark');
    expect(await desk.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
    await appearance.getByText('Light', { exact: true }).click();
    await expect.poll(theme).toBe('light');
  });

  await test.step('language, of the window and of every line of the menu', async () => {
    const menu = () =>
      desk.app.evaluate(({ Menu }) =>
        (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) => [
          label,
          ...(submenu?.items ?? [])
            .filter(({ type }) => type !== 'separator')
            .map((line) => line.label),
        ]),
      );
    const english = await menu();
    await page.getByText('Español', { exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Ajustes', level: 1 })).toBeVisible();
    await expect.poll(menu).toContain('&Archivo');
    const spanish = await menu();
    expect(spanish).toHaveLength(english.length);
    expect(spanish.filter((label) => label === '' || english.includes(label))).toEqual([]);
    await page.getByText('English', { exact: true }).click();
    await expect.poll(menu).toEqual(english);
  });

  await test.step('limits: what has to wait by them goes at once when they are raised', async () => {
    const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
    await marta.says('Two cakes, please.');
    const limit = page.getByLabel('Messages an hour, by you');
    await limit.fill('1');
    await limit.blur();
    await page.keyboard.press('Control+1');
    await page.getByRole('option', { name: /Marta Vidal/ }).click();
    const field = page.getByRole('textbox', { name: 'Message to Marta Vidal' });
    const article = (text: string) => page.getByRole('article').filter({ hasText: text });
    for (const text of ['With pleasure.', 'For when?']) {
      await field.fill(text);
      await field.press('Enter');
    }
    await expect(
      article('With pleasure.').getByRole('img', { name: /^(Sent|Delivered|Read)/ }),
    ).toBeVisible();
    const waits = page.getByText(/You have sent your messages of this hour/);
    await expect(waits).toBeVisible();
    await page.keyboard.press('Control+,');
    await limit.fill('120');
    await limit.blur();
    await page.keyboard.press('Control+1');
    await expect(
      article('For when?').getByRole('img', { name: /^(Sent|Delivered|Read)/ }),
    ).toBeVisible();
    await page.keyboard.press('Control+,');
  });

  await test.step('what this system does not take is not offered', async () => {
    await expect(switchOf(page, 'Announce new messages')).toBeVisible();
    await expect(
      page.getByText('Your system decides whether a notification makes one'),
    ).toBeVisible();
    await expect(switchOf(page, 'Play a sound')).toHaveCount(0);
    await photograph(page, 'settings');
  });

  await test.step('diagnostics are copied: versions and states, no name, no number, no message', async () => {
    const card = cardOf(page, 'Diagnostics');
    await card.getByRole('button', { name: 'Look again' }).click();
    await expect(card).toHaveAttribute('aria-busy', 'false');
    await card.getByRole('button', { name: 'Copy all' }).click();
    await expect(card.getByText('Copied.')).toBeVisible();
    const copied = await desk.app.evaluate(({ clipboard }) => clipboard.readText());
    const { electron } = await desk.app.evaluate(() => ({ electron: process.versions.electron }));
    expect(copied).toContain(`Electron: ${electron}`);
    for (const fact of [
      'whatsapp-web.js: 1.',
      'MongoDB: ',
      'PostgreSQL: ',
      'Account 1: connected',
    ]) {
      expect(copied).toContain(fact);
    }
    expect(copied).toContain('Alexia Desk starts');
    for (const secret of [
      'Marta',
      'Vidal',
      '600111222',
      'Two cakes',
      'With pleasure',
      'For when',
      'Ana Salas',
      'ana@',
      'mongodb://',
      'postgres://',
    ]) {
      expect(copied).not.toContain(secret);
    }
    expect(copied).not.toMatch(/\+\d{9}/);
  });

  await test.step('closing the window ends the app when it shall not go on in the tray', async () => {
    await switchOf(page, 'Keep running when the window is closed').press('Space');
    await expect(switchOf(page, 'Keep running when the window is closed')).not.toBeChecked();
    await desk.app
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
      .catch(() => {
        // The connection breaks while the app ends.
      });
    await desk.gone;
  });
});

test('what is set in any section is set still after the app was started again', async ({
  launch,
  databases,
  folder,
}) => {
  const environment = { XDG_CONFIG_HOME: join(folder, 'xdg-config') };
  const first = await launch({ environment });
  const page = await first.mainWindow();
  await goThroughFirstRun(page, databases);
  await page.getByRole('button', { name: 'Do this later' }).click();
  await expect(page.getByRole('button', { name: /^Settings/ })).toBeVisible();
  await page.evaluate(() =>
    window.alexia.invoke('label.create', { name: 'suppliers', colour: 'blue' }),
  );
  await page.keyboard.press('Control+,');
  await expect(page.getByLabel('Messages an hour, by you')).toBeVisible();
  await expect(switchOf(page, 'Announce new messages')).toBeEnabled();
  const before = new Map(await valuesOn(page));

  await test.step('everything is changed', async () => {
    for (const group of await page.getByRole('radiogroup').all()) {
      // The language comes last: the names of all others change with it.
      if ((await group.getAttribute('aria-label')) === 'Language') continue;
      // None of them stands at its last choice by itself.
      const other = group.getByRole('radio').last();
      await other.press('Space');
      await expect(other).toBeChecked();
    }
    // By their names: to choose one may bring another into the page.
    for (const [name] of before) {
      const select = page.getByRole('combobox', { name, exact: true }).and(page.locator('select'));
      if ((await select.count()) === 0) continue;
      const now = await select.inputValue();
      const values = await select
        .locator('option')
        .evaluateAll((options) =>
          options.map((option) => (option instanceof HTMLOptionElement ? option.value : '')),
        );
      await select.selectOption(values.find((value) => value !== now) ?? '');
    }
    for (const number of await page.locator('input[inputmode]').filter({ visible: true }).all()) {
      await number.fill(String(Number(await number.inputValue()) + 1));
      await number.blur();
    }
    const names = await page
      .getByRole('switch')
      .evaluateAll((switches) =>
        switches
          .filter((each) => each.checkVisibility())
          .map((each) => each.getAttribute('aria-label') ?? ''),
      );
    // Those that others hang on: first what lets them be changed, last what does not.
    const order = [
      ...names.filter((name) => name !== 'Announce new messages'),
      'Announce new messages',
    ];
    for (const name of order) {
      const one = switchOf(page, name);
      const wasChecked = await one.isChecked();
      await one.press('Space');
      await expect(one).toBeChecked({ checked: !wasChecked });
    }
    for (const [label, time] of [
      ['Quiet from', '13:30'],
      ['Quiet until', '14:45'],
    ] as const) {
      await page.getByLabel(label).fill(time);
    }
    const labels = page.getByRole('combobox', { name: 'Labels that are not announced' });
    await labels.click();
    await page.getByRole('option', { name: 'suppliers', exact: true }).click();
    await labels.press('Escape');
    const changed = new Map(await valuesOn(page));
    expect(
      [...before].filter(([name, value]) => name !== 'Language' && changed.get(name) === value),
    ).toEqual([]);
    await page.getByText('Español', { exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Ajustes', level: 1 })).toBeVisible();
  });
  const set = await valuesOn(page);
  await first.quit();

  await test.step('and stands so after a new start', async () => {
    const again = await (await launch({ environment })).mainWindow();
    await again.getByRole('button', { name: 'Ajustes' }).click();
    await expect(again.getByRole('heading', { name: 'Ajustes', level: 1 })).toBeVisible();
    await expect.poll(() => valuesOn(again)).toEqual(set);
    await expect(cardOf(again, 'Notificaciones').getByText('suppliers').first()).toBeVisible();
  });
});
