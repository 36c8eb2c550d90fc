import { expect, test } from './fixtures.ts';

test('a salesperson resolves, snoozes and filters conversations, and whoever writes again is back', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  const lia = simulator.customer('+34600111333', { pushname: 'Lia Ferrer' });
  const omar = simulator.customer('+34600111444', { pushname: 'Omar Haddad' });
  const row = (name: RegExp) => page.getByRole('option', { name });
  const list = page.getByRole('listbox', { name: 'Conversations' });
  const show = async (view: RegExp): Promise<void> => {
    await page.getByRole('button', { name: /^View: / }).click();
    await page.getByRole('menuitem', { name: view }).click();
  };

  await test.step('two customers write and wait', async () => {
    await lia.says('Do you open on Sunday?');
    await omar.says('Is my order ready?');
    await expect(row(/Lia Ferrer.*waits less than a minute/)).toBeVisible();
    await expect(row(/Omar Haddad.*waits less than a minute/)).toBeVisible();
  });

  await test.step('an answer ends the wait, and what is resolved leaves the list of what is open', async () => {
    await row(/Lia Ferrer/).click();
    await page.getByRole('textbox', { name: /Message to Lia Ferrer/ }).fill('We do, until two.');
    await page.keyboard.press('Enter');
    await expect(row(/Lia Ferrer/)).not.toContainText('waits');
    await page.getByRole('button', { name: 'Status: Open' }).click();
    await page.getByRole('menuitem', { name: 'Resolve' }).click();
    await expect(row(/Lia Ferrer/)).toBeHidden();
    await expect(page.getByRole('button', { name: 'Status: Resolved' })).toBeVisible();
    await show(/^Resolved\s*1$/);
    await expect(row(/Lia Ferrer/)).toBeVisible();
    await expect(row(/Omar Haddad/)).toBeHidden();
    await photograph(page, 'resolved');
  });

  await test.step('what is selected with the keyboard is snoozed', async () => {
    await show(/^Waiting for an answer/);
    await expect(row(/Omar Haddad/)).toBeVisible();
    await list.focus();
    await page.keyboard.press('x');
    await expect(page.getByText('1 selected')).toBeVisible();
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Snooze' }).click();
    await page.getByRole('menuitem', { name: 'For an hour' }).click();
    await show(/^Snoozed\s*1$/);
    await expect(row(/Omar Haddad.*until/)).toBeVisible();
  });

  await test.step('a new message brings both back', async () => {
    await show(/^Open/);
    await expect(page.getByText('Nothing here')).toBeVisible();
    await lia.says('And on Monday?');
    await omar.says('I am in front of the shop.');
    await expect(row(/Lia Ferrer.*waits less than a minute/)).toBeVisible();
    await expect(row(/Omar Haddad/)).toBeVisible();
    await photograph(page, 'back');
  });

  await test.step('the menu of a row gives it a priority', async () => {
    await row(/Omar Haddad/).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Priority' }).click();
    await page.getByRole('menuitem', { name: 'High' }).click();
    await expect(row(/Omar Haddad/).getByRole('img', { name: 'High priority' })).toBeVisible();
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('combobox', { name: 'Priority' }).selectOption('High');
    await expect(row(/Lia Ferrer/)).toBeHidden();
    await expect(row(/Omar Haddad/)).toBeVisible();
  });
});
