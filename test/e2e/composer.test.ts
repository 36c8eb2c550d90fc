import type { Locator, Page } from '@playwright/test';
import { goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

const field = (page: Page): Locator => page.getByRole('textbox', { name: /^Message to/ });
const row = (page: Page, name: string): Locator =>
  page.getByRole('option').filter({ hasText: name }).first();

test('a voice note is recorded, listened to and sent, and reaches the phone as one', async ({
  launch,
  databases,
  simulator,
  photograph,
}) => {
  const desk = await launch({ arguments: ['--use-fake-device-for-media-stream'] });
  const page = await desk.mainWindow();
  await goThroughFirstRun(page, databases);
  await linkAccount(desk, page, simulator);
  await simulator.customer('+34600111222', { pushname: 'Ana' }).says('Call me, please');
  await simulator.customer('+34600333444', { pushname: 'Eva' }).says('Hello');
  await row(page, 'Ana').click();

  await test.step('nothing of the page may use the microphone but who records', async () => {
    const refused = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        (error: unknown) => (error instanceof DOMException ? error.name : 'failed'),
      ),
    );
    expect(refused).toBe('NotAllowedError');
  });

  await test.step('what was recorded stays where somebody goes elsewhere, and can be listened to', async () => {
    await page.getByRole('button', { name: 'Record a voice note' }).click();
    await expect(page.getByRole('timer', { name: 'Recorded time' })).toHaveText('0:02');
    await photograph(page, 'recording');
    await row(page, 'Eva').click();
    await expect(field(page)).toBeVisible();
    await row(page, 'Ana').click();
    await expect(page.getByRole('button', { name: 'Listen to the voice note' })).toBeVisible();
    await page.getByRole('button', { name: 'Listen to the voice note' }).click();
    await expect(page.getByRole('button', { name: 'Stop listening' })).toBeVisible();
    await photograph(page, 'listening');
    await page.getByRole('button', { name: 'Stop listening' }).click();
    await page.getByRole('button', { name: 'Do not send Voice note' }).click();
  });

  await test.step('the phone has a voice note, in the wrapping that WhatsApp takes', async () => {
    await page.getByRole('button', { name: 'Record a voice note' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Go on recording' }).click();
    await expect(page.getByRole('timer', { name: 'Recorded time' })).toHaveText('0:01');
    await page.getByRole('button', { name: 'Send the voice note' }).click();
    await expect(page.getByRole('article').getByTestId('media-audio')).toBeVisible();
    const notes = async () => {
      const { chats } = await simulator.book();
      return chats
        .flatMap(({ messages }) => messages)
        .filter(({ type, fromMe }) => type === 'ptt' && fromMe);
    };
    await expect.poll(async () => (await notes()).length).toBe(1);
    const [note] = await notes();
    const bytes = await simulator.file(note?.id ?? '');
    expect(bytes.toString('latin1', 0, 4)).toBe('OggS');
    expect(bytes.toString('latin1', 28, 36)).toBe('OpusHead');
    expect(bytes.includes('OpusTags')).toBe(true);
    expect(lengthOf(bytes)).toBeGreaterThan(0.5);
  });
});

test('what is written is sent by the key that was chosen, and a file that goes with it survives a restart', async ({
  linkedDesk: { desk, page },
  launch,
  simulator,
  photograph,
}) => {
  await simulator.customer('+34600111222', { pushname: 'Ana' }).says('Which colours are there?');
  const ours = async () => {
    const { chats } = await simulator.book();
    return chats.flatMap(({ messages }) => messages).filter(({ fromMe }) => fromMe);
  };

  await test.step('Ctrl+Enter sends at once when it is chosen, and Enter starts a line', async () => {
    await page.keyboard.press('Control+,');
    await page.getByText('Ctrl + Enter', { exact: true }).click();
    await page.keyboard.press('Control+1');
    await row(page, 'Ana').click();
    await field(page).pressSequentially('Red');
    await page.keyboard.press('Enter');
    await field(page).pressSequentially('and blue');
    await expect(field(page)).toHaveValue('Red\nand blue');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+b');
    await expect(field(page)).toHaveValue('*Red*\n*and blue*');
    await page.keyboard.press('Control+z');
    await expect(field(page)).toHaveValue('Red\nand blue');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('article').filter({ hasText: 'and blue' })).toBeVisible();
  });

  await test.step('what was sent is taken back into the field while it is held', async () => {
    await page.keyboard.press('Control+,');
    await page.getByText('10 s', { exact: true }).click();
    await page.keyboard.press('Control+1');
    await field(page).fill('Ten euro');
    await field(page).press('Control+Enter');
    const bubble = page.getByRole('article').filter({ hasText: 'Ten euro' });
    await expect(bubble).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(field(page)).toHaveValue('Ten euro');
    await expect(bubble).toBeHidden();
    await page.keyboard.press('Control+,');
    await page.getByText('Off', { exact: true }).click();
    await page.keyboard.press('Control+1');
    await field(page).fill('Ten euros');
    await field(page).press('Control+Enter');
    const written = async () => (await ours()).map(({ body }) => body);
    await expect.poll(written).toEqual(['Red\nand blue', 'Ten euros']);
  });

  await test.step('nothing is fetched to check spelling before a language is chosen', async () => {
    const languages = await desk.app.evaluate(({ session }) => {
      // In the place of Google: nobody answers there.
      session.defaultSession.setSpellCheckerDictionaryDownloadURL('http://127.0.0.1:1/');
      return session.defaultSession.getSpellCheckerLanguages();
    });
    expect(languages).toEqual([]);
    await page.keyboard.press('Control+,');
    await page.getByText('Check Spanish').scrollIntoViewIfNeeded();
    await page.getByRole('switch', { name: 'Check Spanish' }).setChecked(true, { force: true });
    await expect(page.getByText('The dictionary could not be downloaded.')).toBeVisible();
    await photograph(page, 'spelling');
    await page.getByRole('switch', { name: 'Check Spanish' }).setChecked(false, { force: true });
    await expect(page.getByRole('button', { name: 'Download again' })).toBeHidden();
    await page.keyboard.press('Control+1');
  });

  await test.step('a file is there again after the app was killed, with its caption', async () => {
    await page
      .getByLabel('Attach files', { exact: true })
      .and(page.locator('input'))
      .setInputFiles({
        name: 'colours.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.7 all colours'),
      });
    await page.getByRole('textbox', { name: 'Caption of colours.pdf' }).fill('All of them');
    await expect(page.getByRole('progressbar', { name: 'Preparing colours.pdf' })).toBeHidden();
    await photograph(page, 'file');
    // As long as it may take to be on the disk, and a little for the disk.
    await page.waitForTimeout(600);
    await desk.kill();
    const second = await launch();
    const reopened = await second.mainWindow();
    await expect(row(reopened, 'Ana')).toContainText('Draft: colours.pdf');
    await row(reopened, 'Ana').click();
    await expect(reopened.getByRole('textbox', { name: 'Caption of colours.pdf' })).toHaveValue(
      'All of them',
    );
    await reopened.getByRole('button', { name: 'Send', exact: true }).click();
    await expect
      .poll(async () => {
        const sent = (await ours()).find(({ type }) => type === 'document');
        return sent && (await simulator.file(sent.id)).toString();
      })
      .toBe('%PDF-1.7 all colours');
    await expect(reopened.getByRole('list', { name: 'Files to send' })).toBeHidden();
  });
});

/** Of an Ogg file of Opus, in seconds: what its last page says of the place of its last sample, at 48 kHz. */
function lengthOf(bytes: Buffer): number {
  const last = bytes.lastIndexOf('OggS');
  return Number(bytes.readBigInt64LE(last + 6)) / 48_000;
}
