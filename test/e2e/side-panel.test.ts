import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { shortcuts } from '../../src-preload/contract/shortcuts.ts';
import { expect, test } from './fixtures.ts';

function picture(): Buffer {
  const png = new PNG({ width: 64, height: 48 });
  png.data.fill(200);
  return PNG.sync.write(png);
}

test('a salesperson sees beside a conversation who it is with, what was sent, and what they agreed to', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  const lia = simulator.customer('+34600111333', { pushname: 'Lia Ferrer' });
  const panel = page.getByRole('complementary', { name: /^Details of the conversation/ });
  const section = (name: string) => panel.getByRole('region', { name });
  await lia.says('I want to buy twenty chairs');
  await lia.sendsImage(picture(), { caption: 'Like this one' });
  await page.getByRole('option', { name: /Lia Ferrer/ }).click();
  const log = page.getByRole('log');
  await expect(log.getByText('I want to buy twenty chairs')).toBeVisible();

  await test.step('the panel opens with a key, and stays open', async () => {
    await page.keyboard.press(shortcuts.panel.keys[0].replace('Mod', 'Control'));
    await expect(section('Contact').getByText('Lia Ferrer')).toBeVisible();
    await expect(section('Leads').getByText('New', { exact: true })).toBeVisible();
    await expect(section('Media, files and links').getByTestId('gallery-picture')).toHaveCount(1);
    await photograph(page, 'opened');
    await page.reload();
    await page.getByRole('option', { name: /Lia Ferrer/ }).click();
    await expect(panel).toBeVisible();
  });

  await test.step('a picture opens large, and leads to its message', async () => {
    // Once it has come from WhatsApp.
    await section('Media, files and links')
      .getByRole('button', { name: /^Open Like this/ })
      .click();
    const viewer = page.getByTestId('media-viewer');
    await viewer.getByRole('button', { name: 'Show in the conversation' }).click();
    await expect(viewer).toBeHidden();
    await expect(log.getByText('Like this one')).toBeVisible();
  });

  await test.step('a message is starred, and found among what is tagged', async () => {
    await log
      .getByTestId('message')
      .filter({ hasText: 'twenty chairs' })
      .locator('xpath=..')
      .getByRole('button', { name: 'What can be done with this message' })
      .click();
    await page.getByRole('menuitem', { name: 'Star' }).click();
    await expect(log.getByRole('img', { name: 'Starred' })).toBeVisible();
    await section('Media, files and links').getByText('Tagged', { exact: true }).click();
    await expect(
      section('Media, files and links').getByRole('button', { name: /twenty chairs/ }),
    ).toBeVisible();
  });

  await test.step('what she withdraws is noted, and said above the field', async () => {
    await section('Consent').getByRole('button', { name: 'Note a consent: Advertising' }).click();
    const form = section('Consent').getByRole('form');
    await form.getByRole('combobox', { name: 'What the person said' }).selectOption('Withdrawn');
    await form
      .getByRole('combobox', { name: 'Which message' })
      .selectOption('I want to buy twenty chairs');
    await form.getByRole('button', { name: 'Note it' }).click();
    await expect(page.getByRole('note').filter({ hasText: 'No advertising' })).toBeVisible();
    await expect(section('Consent').getByText(/in a message; noted by Ana Salas/)).toBeVisible();
    await section('Consent').getByRole('button', { name: '1 note' }).click();
    await expect(
      section('Consent').getByRole('button', { name: 'Show the message' }),
    ).toBeVisible();
    await photograph(page, 'consent');
  });

  await test.step('her card shows the same, and Escape leaves the panel', async () => {
    await section('Contact').getByRole('button', { name: 'Open the contact card' }).click();
    const card = page.getByRole('dialog', { name: 'Contact' });
    await expect(
      card.getByRole('region', { name: 'Consent' }).getByText('Withdrawn'),
    ).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+1');
    await section('Contact').getByRole('button', { name: 'Open the contact card' }).focus();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(page.getByRole('button', { name: 'Show the details' })).toBeFocused();
  });
});

test('a place opens on the map only after a question, and a contact card is saved as a file', async ({
  linkedDesk: { desk, page },
  simulator,
  folder,
}) => {
  const omar = simulator.customer('+34600111444', { pushname: 'Omar Haddad' });
  await omar.shares({ kind: 'location', latitude: 41.5, longitude: 2.25, name: 'The shop' });
  await omar.shares({
    kind: 'contact',
    cards: [{ name: 'Eva Ruiz', numbers: ['+34600111555'] }],
  });
  await page.getByRole('option', { name: /Omar Haddad/ }).click();
  const place = page.getByTestId('location').getByRole('button', { name: 'Open on the map' });
  const target = join(folder, 'eva.vcf');
  await desk.app.evaluate(({ dialog, shell }, filePath) => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard, answer: 1 });
    dialog.showMessageBox = () =>
      Promise.resolve({
        response: (globalThis as unknown as { answer: number }).answer,
        checkboxChecked: false,
      });
    shell.openExternal = (address) => {
      heard.push(address);
      return Promise.resolve();
    };
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  const opened = () =>
    desk.app.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);

  await test.step('who says no opens nothing', async () => {
    await place.click();
    await page.getByTestId('contact-card').getByRole('button', { name: 'Save as a file' }).click();
    await expect.poll(() => readFile(target, 'utf8').catch(() => '')).toContain('FN:Eva Ruiz');
    expect(await opened()).toEqual([]);
  });

  await test.step('who says yes opens the place of the message', async () => {
    await desk.app.evaluate(() => Object.assign(globalThis, { answer: 0 }));
    await place.click();
    await expect
      .poll(opened)
      .toEqual([
        'https://www.openstreetmap.org/?mlat=41.50000&mlon=2.25000#map=17/41.50000/2.25000',
      ]);
  });
});
