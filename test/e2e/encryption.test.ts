import { keychainSecretStore } from '../../src-main/config/keychain-secret-store.ts';
import { keychainService } from '../../src-main/config/keychain-service.ts';
import { dataFolder } from '../support/data-folder.ts';
import { goThroughFirstRun, PASSPHRASE } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

test('a computer that lost its keychain is locked until it hears the passphrase; a colleague needs it, too', async ({
  launch,
  databases,
  folder,
  photograph,
}) => {
  const first = await launch();
  const before = await first.mainWindow();
  await goThroughFirstRun(before, databases);
  await first.quit();
  await keychainSecretStore(keychainService(folder)).delete('workspace.key');

  const desk = await launch();
  const page = await desk.mainWindow();
  const locked = page.getByTestId('locked');
  await expect(locked).toBeVisible({ timeout: 60_000 });
  await page.getByLabel('Workspace passphrase').fill('the corner shop opens at ten');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(locked.getByText('not the workspace’s passphrase')).toBeVisible({ timeout: 30_000 });
  await photograph(page, 'locked');
  await page.getByLabel('Workspace passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('button', { name: /^Settings/ })).toBeVisible({ timeout: 60_000 });

  await page.getByRole('button', { name: /^Settings/ }).click();
  const encryption = page.getByTestId('encryption');
  await expect(encryption.getByTestId('key-version')).toHaveText('Version 1');
  await encryption.getByRole('button', { name: 'Renew the key' }).click();
  await page.getByLabel('Workspace passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Renew', exact: true }).click();
  await expect(encryption.getByTestId('key-version')).toHaveText('Version 2');
  await expect(encryption.getByTestId('rotation')).toHaveAttribute('data-over', 'true');
  await photograph(page, 'renewed');
  await desk.quit();

  const elsewhere = await dataFolder();
  const colleague = await launch({ folder: elsewhere.path });
  const window = await colleague.mainWindow();
  const wizard = goThroughFirstRun(window, databases, undefined, {
    name: 'Bob Soler',
    email: 'bob@corner-shop.example',
    passphrase: 'the colleague has misheard',
  });
  await expect(window.getByText('not the workspace’s passphrase')).toBeVisible({ timeout: 60_000 });
  await photograph(window, 'misheard');
  await window.getByRole('button', { name: 'Suggest one' }).click();
  await window.getByRole('button', { name: 'Copy' }).click();
  await expect(window.getByRole('button', { name: 'Copied' })).toBeVisible();
  const suggested = await window.getByLabel('Workspace passphrase').inputValue();
  expect(suggested).toMatch(/^(?:[a-z]{5}-){5}[a-z]{5}$/);
  expect(await colleague.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(suggested);
  await window.getByLabel('Workspace passphrase').fill(PASSPHRASE);
  await window.getByRole('button', { name: 'Set up' }).click();
  await wizard;
  await colleague.quit();
  await elsewhere.remove();
});
