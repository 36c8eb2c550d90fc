import { acceleratorOf, shortcuts, windowCommands } from '../../src-preload/contract/shortcuts.ts';
import { expect, test } from './fixtures.ts';

test('a salesperson finds people and messages, and does things, without leaving the keyboard', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  const lia = simulator.customer('+34600111333', { pushname: 'Lia Ferrer' });
  const omar = simulator.customer('+34600111444', { pushname: 'Omar Haddad' });
  const field = page.getByRole('combobox', { name: 'What to find or do' });
  const group = (name: string) => page.getByRole('group', { name, exact: true });
  const open = async (): Promise<void> => {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
  };
  await lia.says('Do you bake with almonds?');
  await omar.says('Is the parcel there?');
  await expect(page.getByRole('option', { name: /Lia Ferrer/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /Omar Haddad/ })).toBeVisible();

  await test.step('before anything is typed: who wrote lately, and what can be done', async () => {
    await open();
    await expect(group('Recent conversations').getByRole('option')).toHaveCount(2);
    await expect(
      group('What you can do').getByRole('option', { name: /Link a WhatsApp account/ }),
    ).toBeVisible();
    await photograph(page, 'opened');
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
  });

  await test.step('a conversation by the beginning of its name', async () => {
    await open();
    await page.keyboard.type('ferr');
    await expect(
      group('Conversations').getByRole('option', { name: /Lia Ferrer/ }),
    ).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Lia Ferrer' })).toBeVisible();
    const message = page.getByRole('textbox', { name: /^Message to Lia Ferrer/ });
    await expect(message).toBeFocused();
    await open();
    await page.keyboard.press('Escape');
    await expect(message).toBeFocused();
  });

  await test.step('a message by one of its words, from the end of the list', async () => {
    await open();
    await page.keyboard.type('parc');
    const hit = group('Messages').getByRole('option', { name: /Is the parcel there/ });
    await expect(hit.locator('mark')).toHaveText('parcel');
    await photograph(page, 'found');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await expect(hit).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(
      page
        .getByRole('region', { name: 'Omar Haddad' })
        .getByRole('log')
        .getByText('Is the parcel there?'),
    ).toBeVisible();
  });

  await test.step('an action on the open conversation, by its name', async () => {
    await open();
    await page.keyboard.type('resol');
    await expect(
      group('What you can do').getByRole('option', { name: /^Resolve/ }),
    ).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Status: Resolved' })).toBeVisible();
  });

  await test.step('a contact, whose card opens', async () => {
    await open();
    await page.keyboard.type('lia');
    const contact = group('Contacts').getByRole('option', { name: /Lia Ferrer/ });
    await expect(contact).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(contact).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByLabel('Company')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('whatever is found nowhere, and all messages in the search page', async () => {
    await open();
    await page.keyboard.type('almo');
    await page.keyboard.press('Control+Enter');
    await expect(
      page.getByRole('listbox', { name: 'Messages found' }).getByText('Lia Ferrer'),
    ).toBeVisible();
    await open();
    await page.keyboard.type('zeppelin');
    await expect(page.getByText('Nothing found for “zeppelin”.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
  });
});

test('the menu has all that the window does, with the keys of the table, in the language that is set', async ({
  linkedDesk: { desk, page },
  simulator,
}) => {
  const menus = () =>
    desk.app.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label),
    );
  const lines = () =>
    desk.app.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? [])
        .flatMap(({ submenu }) => submenu?.items ?? [])
        .map(({ id, label, accelerator, enabled }) => ({
          id,
          label,
          accelerator: accelerator ?? null,
          enabled,
        })),
    );
  const choose = (command: string) =>
    desk.app.evaluate(
      ({ Menu }, id) => void Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
      command,
    );
  const enabled = async () =>
    (await lines())
      .filter((line) => windowCommands.some((id) => id === line.id) && line.enabled)
      .map(({ id }) => id)
      .sort();
  // Who has no password cannot lock.
  const offered = windowCommands.filter((id) => id !== 'lock').sort();
  const always = offered.filter((id) => shortcuts[id].scope === 'window');
  await simulator.customer('+34600111333', { pushname: 'Lia Ferrer' }).says('Good morning');
  await expect(page.getByRole('option', { name: /Lia Ferrer/ })).toBeVisible();

  await test.step('every command, with its keys', async () => {
    expect(await menus()).toEqual(['&File', '&Edit', '&View', '&Conversation', '&Window', '&Help']);
    const shown = await lines();
    for (const id of windowCommands) {
      expect(shown.find((line) => line.id === id)).toMatchObject({
        accelerator: acceleratorOf(id) ?? null,
      });
    }
  });

  await test.step('what is about a conversation, only while one is open', async () => {
    expect(await enabled()).toEqual(always);
    await page.getByRole('option', { name: /Lia Ferrer/ }).click();
    await expect.poll(enabled).toEqual(offered);
    await choose('resolve');
    await expect(page.getByRole('button', { name: 'Status: Resolved' })).toBeVisible();
    await choose('contacts');
    await expect(page.getByRole('heading', { name: 'Contacts', level: 1 })).toBeVisible();
    await expect.poll(enabled).toEqual(always);
  });

  await test.step('the sheet and the palette', async () => {
    await choose('palette');
    await expect(page.getByRole('combobox', { name: 'What to find or do' })).toBeFocused();
    await choose('sheet');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'What to find or do' })).toBeHidden();
  });

  await test.step('another language', async () => {
    await page.evaluate(() => window.alexia.invoke('settings.set', { language: 'es' }));
    await expect
      .poll(menus)
      .toEqual(['&Archivo', '&Edición', '&Ver', '&Chat', 'Ve&ntana', 'A&yuda']);
    expect((await lines()).map(({ label }) => label)).toContain('Posponer hasta…');
  });
});
