import { expect, type Page } from '@playwright/test';

const PASSWORD = 'nine loaves a day';

/** Chooses a password for whoever works there, in the settings, and goes back to the inbox. */
export async function choosePassword(page: Page, password: string = PASSWORD): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Choose a password…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose a password…' });
  await dialog.getByLabel('New password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByRole('button', { name: 'Change password…' })).toBeVisible();
  await goTo(page, 'Inbox');
}

/** Says the password on the lock screen, which is waited for. */
export async function unlock(page: Page, password: string = PASSWORD): Promise<void> {
  await expect(page.getByTestId('lock')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByTestId('lock')).toBeHidden();
}

export async function goTo(page: Page, area: 'Inbox' | 'Contacts' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: area }).click();
}

/** Has the owner at `page` make a colleague a manager. */
export async function makeManager(page: Page, email: string): Promise<void> {
  const result = await page.evaluate(async (wanted) => {
    const members = await window.alexia.invoke('member.list', {});
    const member = members.ok ? members.value.find((each) => each.email === wanted) : undefined;
    if (!member) throw new Error('There is no such colleague');
    return window.alexia.invoke('member.setRole', { userId: member.userId, role: 'manager' });
  }, email);
  expect(result.ok).toBe(true);
}
