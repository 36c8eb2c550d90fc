import { expect, test } from './fixtures.ts';

test('a salesperson pins and archives conversations, and the phone shows it as well', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  const now = Math.floor(Date.now() / 1000);
  const lia = simulator.customer('+34600111333', { pushname: 'Lia Ferrer' });
  const omar = simulator.customer('+34600111444', { pushname: 'Omar Haddad' });
  const row = (name: RegExp) => page.getByRole('option', { name });
  const rows = page.getByRole('listbox', { name: 'Conversations' }).getByRole('option');
  const choose = async (name: RegExp, action: string): Promise<void> => {
    await row(name).click({ button: 'right' });
    await page.getByRole('menuitem', { name: action }).click();
  };
  const onPhone = async (name: RegExp) =>
    (await simulator.book()).chats.find((chat) => name.test(chat.name));
  await lia.says('Do you open on Sunday?', { at: now - 60 });
  await omar.says('Is my order ready?', { at: now });
  await expect(rows.first()).toContainText('Omar Haddad');

  await test.step('what is pinned stands first, here and on the phone', async () => {
    await choose(/Lia Ferrer/, 'Pin on WhatsApp');
    await expect(row(/Lia Ferrer/).getByRole('img', { name: 'Pinned' })).toBeVisible();
    await expect(rows.first()).toContainText('Lia Ferrer');
    expect(await onPhone(/Lia Ferrer/)).toMatchObject({ isPinned: true });
    await photograph(page, 'pinned');
    await simulator.phone.pins('+34600111333', false);
    await expect(rows.first()).toContainText('Omar Haddad');
  });

  await test.step('what is archived with the keyboard is in a view of its own, and comes back', async () => {
    await page.getByRole('listbox', { name: 'Conversations' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('e');
    await expect(row(/Omar Haddad/)).toBeHidden();
    expect(await onPhone(/Omar Haddad/)).toMatchObject({ isArchived: true });
    await page.getByRole('button', { name: /^View: / }).click();
    await page.getByRole('menuitem', { name: /^Archived\s*1$/ }).click();
    await expect(row(/Omar Haddad/)).toBeVisible();
    await choose(/Omar Haddad/, 'Take out of the archive');
    await expect(row(/Omar Haddad/)).toBeHidden();
    expect(await onPhone(/Omar Haddad/)).toMatchObject({ isArchived: false });
  });
});
