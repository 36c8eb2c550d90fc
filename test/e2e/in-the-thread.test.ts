import type { Locator, Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import type { Desk } from '../support/desk/launch-desk.ts';
import { goThroughFirstRun } from '../support/desk/new-user.ts';
import { realFile } from '../support/media-files.ts';
import { expect, test } from './fixtures.ts';

const DAY = 24 * 60 * 60;
const ANA = '34600111222@c.us';

const messageWith = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('article').filter({ hasText: text });
const messageOf = (page: Page, id: string): Locator =>
  page.locator(`article[data-message-id="${id}"]`);
const openChat = (page: Page, name: string): Promise<void> =>
  page.getByRole('option').filter({ hasText: name }).first().click();

async function write(page: Page, text: string): Promise<Locator> {
  const composer = page.getByRole('textbox', { name: /^Message to/ });
  await composer.fill(text);
  await composer.press('Enter');
  return messageWith(page, text);
}

/** The menu of a message, and one entry of it. */
async function choose(message: Locator, entry: string): Promise<void> {
  await message.hover();
  await message
    .locator('..')
    .getByRole('button', { name: 'What can be done with this message' })
    .click();
  await message.page().getByRole('menuitem', { name: entry }).click();
}

test('what can be done and seen in a thread works in the window', async ({
  launch,
  databases,
  simulator,
  photograph,
}) => {
  const start = Math.floor(Date.now() / 1000);
  const ana = simulator.customer('34600111222', { name: 'Ana García', pushname: 'Ana' });
  const eva = simulator.customer('34600333444', { pushname: 'Eva' });
  const longAgo = await ana.says('Long ago', { at: start - 40 * DAY });
  const origin = await ana.says('Which lamp was it?', { at: start - 2 * DAY });
  for (let index = 1; index <= 25; index++) {
    await ana.says(`Line ${index}`, { at: start - DAY + index });
  }
  await eva.says('Hello', { at: start - 5 * DAY });
  let desk: Desk = await launch();
  let page = await desk.mainWindow();
  await goThroughFirstRun(page, databases);

  await test.step('the first linking asks how far back to read, and reads no further', async () => {
    await page.getByRole('button', { name: 'Link your WhatsApp' }).click();
    const pairing = await desk.pairingWindow();
    const choice = pairing.getByRole('combobox', { name: 'Messages to fetch' });
    await expect(choice).toHaveValue('90', { timeout: 60_000 });
    await choice.selectOption('Of the last 7 days');
    await photograph(pairing, 'how-far-back');
    const closed = pairing.waitForEvent('close', { timeout: 60_000 });
    await simulator.phone.scan();
    await closed;
    await openChat(page, 'Ana García');
    await expect(messageWith(page, 'Line 25')).toBeVisible();
    await page.getByRole('log').evaluate((log) => log.scrollTo(0, 0));
    await expect(messageWith(page, 'Which lamp was it?')).toBeVisible();
    await expect(messageWith(page, 'Long ago')).toBeHidden();
  });

  await test.step('older messages come when they are asked for', async () => {
    await page.getByRole('button', { name: 'Look for older messages on WhatsApp' }).click();
    await expect(messageWith(page, 'Long ago')).toHaveCount(1);
    await page.getByRole('log').evaluate((log) => log.scrollTo(0, log.scrollHeight));
  });

  await test.step('a quote leads to what it answers', async () => {
    const answer = await ana.says('That one again, please', { quotes: origin });
    await expect(messageOf(page, origin)).not.toBeInViewport();
    await messageOf(page, answer).getByTestId('quote').click();
    await expect(messageOf(page, origin)).toBeInViewport();
    await expect(messageOf(page, origin)).toHaveAttribute('data-marked', 'true');
    // With the wheel, as a person does: what nobody scrolled away from is kept in view while others come in.
    await page.getByRole('log').hover();
    await page.mouse.wheel(0, 100_000);
    await expect(messageOf(page, answer)).toBeInViewport();
  });

  await test.step('a video plays, and its place can be chosen', async () => {
    const data = await realFile('video/mp4');
    const id = await ana.sendsFile(data, { mimetype: 'video/mp4', width: 320, height: 180 });
    const video = messageOf(page, id).getByTestId('media-video');
    await expect(video).toHaveJSProperty('videoWidth', 320);
    await video.evaluate((element: HTMLVideoElement) => {
      element.muted = true;
      return element.play();
    });
    const time = (): Promise<number> =>
      video.evaluate((element: HTMLVideoElement) => element.currentTime);
    await expect.poll(time).toBeGreaterThan(0.2);
    await video.evaluate((element: HTMLVideoElement) => {
      element.pause();
      element.currentTime = 6;
    });
    await expect(video).toHaveJSProperty('seeking', false);
    expect(await time()).toBeCloseTo(6, 1);
  });

  await test.step('the small picture stands there until the whole one has come', async () => {
    const id = await ana.sendsFile(await realFile('image/jpeg'), {
      mimetype: 'image/jpeg',
      width: 640,
      height: 480,
      thumbnail: (await realFile('image/x-thumbnail')).toString('base64'),
      trouble: { slowMs: 2_500 },
    });
    const message = messageOf(page, id);
    await expect(message.getByTestId('media-waiting')).toBeVisible();
    await expect(message.locator('img').first()).toHaveJSProperty('naturalWidth', 48);
    await expect(message.getByTestId('media-image')).toHaveJSProperty('naturalWidth', 640);
  });

  await test.step('a file that failed, is gone or is too large says so, and can be tried again', async () => {
    const data = await realFile('image/jpeg');
    const large = await ana.sendsImage(data, { announcedSize: 70 * 1024 * 1024 });
    await expect(messageOf(page, large).getByTestId('media-too_large')).toBeVisible();
    await expect(messageOf(page, large).getByRole('button', { name: 'Try again' })).toHaveCount(0);
    const client = await MongoClient.connect(databases.mongodbUrl);
    const db = client.db();
    for (const state of ['failed', 'expired'] as const) {
      const id = await ana.sendsImage(data, { trouble: { isCorrupt: true } });
      await expect(messageOf(page, id).getByTestId('media-waiting')).toBeVisible();
      // As after the last attempt, some minutes later; one that is under way meanwhile writes over it.
      const change = { 'media.state': state, updatedAt: new Date(), updatedBy: 'another desk' };
      const filter = { messageId: id, 'media.attempts': { $gte: 1 }, 'media.state': 'waiting' };
      const months = await db.listCollections({ name: /^messages_/ }).toArray();
      await expect(async () => {
        await Promise.all(
          months.map(({ name }) => db.collection(name).updateOne(filter, { $set: change })),
        );
        await expect(messageOf(page, id).getByTestId(`media-${state}`)).toBeVisible({
          timeout: 2_000,
        });
      }).toPass();
      await photograph(page, `file-${state}`);
      await simulator.media.trouble(id, { isCorrupt: false });
      await messageOf(page, id).getByRole('button', { name: 'Try again' }).click();
      await expect(messageOf(page, id).getByTestId('media-image')).toHaveAttribute(
        'data-loaded',
        'true',
      );
    }
    await client.close();
  });

  await test.step('edits, revocations, reactions and votes of others are seen as such', async () => {
    const edited = await ana.says('Twelve chairs');
    await expect(messageOf(page, edited)).toBeVisible();
    await ana.edits(edited, 'Fourteen chairs');
    await expect(messageOf(page, edited)).toContainText('Fourteen chairs');
    await expect(messageOf(page, edited)).toContainText('Edited');
    const revoked = await ana.says('A secret');
    await expect(messageOf(page, revoked)).toBeVisible();
    await ana.revokes(revoked);
    await expect(messageOf(page, revoked)).toContainText('This message was deleted');
    await ana.reacts(edited, '🎉');
    const reactions = messageOf(page, edited).locator('../..').getByTestId('reactions');
    await expect(reactions.getByRole('listitem', { name: '🎉 Ana García' })).toBeVisible();
    const poll = await simulator.phone.shares(ANA, {
      kind: 'poll',
      question: 'When?',
      options: ['Today', 'Tomorrow'],
    });
    await ana.votes(poll, ['Tomorrow']);
    await expect(messageOf(page, poll).getByRole('listitem').nth(1)).toContainText('Tomorrow1');
  });

  await test.step('the window changes, deletes, copies, forwards and reacts', async () => {
    const own = await write(page, 'See you at nine');
    await expect(own).toHaveAttribute('data-status', 'delivered');
    const id = (await own.getAttribute('data-message-id')) ?? '';
    await choose(own, 'Copy the text');
    await expect
      .poll(() => desk.app.evaluate(({ clipboard }) => clipboard.readText()))
      .toBe('See you at nine');
    await choose(own, 'React with 👍');
    const reactions = messageOf(page, id).locator('../..').getByTestId('reactions');
    await expect(reactions.getByRole('listitem', { name: '👍 You' })).toBeVisible();
    await choose(own, 'Change the text');
    const composer = page.getByRole('textbox', { name: /^Message to/ });
    await expect(composer).toHaveValue('See you at nine');
    await composer.fill('See you at ten');
    await composer.press('Enter');
    await expect(messageOf(page, id)).toContainText('See you at ten');
    await expect.poll(async () => (await simulator.message(id)).body).toBe('See you at ten');
    await choose(messageOf(page, id), 'Delete for everybody');
    await expect(messageOf(page, id)).toContainText('This message was deleted');
  });

  await test.step('a file that is dropped, or chosen, arrives whole', async () => {
    // Several pieces of a megabyte, the last of them short.
    const bytes = randomBytes(2_300_000);
    const dropped = await page.evaluateHandle((base64) => {
      const data = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([data], 'dropped.bin', { type: 'application/zip' }));
      return transfer;
    }, bytes.toString('base64'));
    await page
      .getByRole('textbox', { name: /^Message to/ })
      .dispatchEvent('drop', { dataTransfer: dropped });
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Attach files' }).click();
    const chosen = { name: 'chosen.pdf', mimeType: 'application/pdf', buffer: bytes };
    await (await chooser).setFiles(chosen);
    await expect(
      page.getByRole('list', { name: 'Files to send' }).getByRole('listitem'),
    ).toHaveCount(2);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    for (const name of ['dropped.bin', 'chosen.pdf']) {
      const message = messageWith(page, name);
      await expect(message).toHaveAttribute('data-status', 'delivered');
      const id = (await message.getAttribute('data-message-id')) ?? '';
      expect((await simulator.file(id)).equals(bytes), name).toBe(true);
    }
  });

  await test.step('a message waits for its time, and can be taken back into the field', async () => {
    await page.getByRole('textbox', { name: /^Message to/ }).fill('Good morning, tomorrow');
    await page.getByRole('button', { name: 'Send later' }).click();
    await page.getByRole('menuitem', { name: 'Tomorrow at 9:00' }).click();
    await expect(messageWith(page, 'Good morning, tomorrow')).toBeVisible();
    await expect(page.getByRole('log').getByText(/^Goes .*9:00/)).toBeVisible();
    await page.getByRole('log').getByRole('button', { name: 'Take back' }).click();
    await expect(messageWith(page, 'Good morning, tomorrow')).toHaveCount(0);
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await expect(field).toHaveValue('Good morning, tomorrow');
    await field.fill('');
  });

  await test.step('what the pace holds back says why, and when it goes', async () => {
    await page.evaluate(() => window.alexia.invoke('pace.set', { recipientPerHour: 1 }));
    await write(page, 'One too many');
    await expect(
      // After midnight it says the day before the time.
      page.getByRole('log').getByText(/got many messages within an hour: goes about .*\d/),
    ).toBeVisible();
    await photograph(page, 'pace');
    await page.getByRole('button', { name: '1 message waits' }).click();
    const list = page.getByRole('dialog', { name: 'Waiting to be sent' });
    await expect(list.getByText('One too many')).toBeVisible();
    await list.getByRole('button', { name: 'Take back' }).click();
    await expect(list.getByText('Nothing waits.')).toBeVisible();
    await page.keyboard.press('Escape');
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await expect(field).toHaveValue('One too many');
    await field.fill('');
    await page.evaluate(() => window.alexia.invoke('pace.set', { recipientPerHour: 1_000 }));
  });

  await test.step('what gave up is listed, and sent again or thrown away, all at once', async () => {
    await page.evaluate(() => window.alexia.invoke('pace.set', { shortestGap: 0, longestGap: 0 }));
    await simulator.quirks.set({ sendFails: 'refused' });
    await write(page, 'Refused once');
    await write(page, 'Refused twice');
    const button = page.getByRole('button', { name: '2 gave up' });
    await button.click();
    const list = page.getByRole('dialog', { name: 'Waiting to be sent' });
    await photograph(page, 'gave-up');
    await simulator.quirks.clear();
    await list.getByRole('button', { name: 'Send all again that gave up' }).click();
    await expect(list.getByText('Nothing waits.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(messageWith(page, 'Refused twice')).toHaveAttribute('data-status', 'delivered');
    await simulator.quirks.set({ sendFails: 'refused' });
    await write(page, 'Never mind');
    await write(page, 'Never mind that, either');
    await button.click();
    await list.getByRole('button', { name: 'Discard all that gave up' }).click();
    await list.getByRole('button', { name: 'Really discard 2 messages' }).click();
    await expect(list.getByText('Nothing waits.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(messageWith(page, 'Never mind')).toHaveCount(0);
    await simulator.quirks.clear();
  });

  await test.step('after a time away, a gap is shown as one, and one person under two ids as one', async () => {
    const mia = simulator.customer('34600777888', { pushname: 'Mia', hidesNumber: true });
    await mia.says('under the number');
    await expect(page.getByRole('option').filter({ hasText: 'under the number' })).toBeVisible();
    const hidden = simulator.customer('34600777888', { addressing: 'lid' });
    await hidden.says('under the LID');
    await expect(page.getByRole('option').filter({ hasText: 'under the LID' })).toBeVisible();
    await desk.quit();
    await simulator.customer('34600777888', { hidesNumber: false }).meets();
    await eva.says('Never seen', { at: start - 3 * DAY });
    await eva.says('After the gap', { at: start - 100 });
    await simulator.phone.forgets('34600333444@c.us', start - DAY);
    desk = await launch();
    page = await desk.mainWindow();
    await openChat(page, 'After the gap');
    await expect(
      page.getByText(/^Messages between .* could not be read from WhatsApp/),
    ).toBeVisible({ timeout: 60_000 });
    await photograph(page, 'gap');
    await page.keyboard.press('Control+2');
    await page.getByRole('button', { name: 'Why Mia is one person' }).click();
    await expect(page.getByText('WhatsApp’s contact has both ids.')).toBeVisible();
    await photograph(page, 'two-ids');
    await page.getByRole('button', { name: 'Take apart' }).click();
    await expect(page.getByText('Mia', { exact: true })).toHaveCount(2);
    await page.keyboard.press('Control+1');
  });

  await test.step('a quote leads to what it answers months back, and what is newest is one click away', async () => {
    for (let index = 1; index <= 120; index++) await ana.says(`More ${index}`);
    const answer = await ana.says('As I said back then', { quotes: longAgo });
    await openChat(page, 'As I said back then');
    await expect(messageOf(page, answer)).toBeInViewport();
    await messageOf(page, answer).getByTestId('quote').click();
    await expect(messageOf(page, longAgo)).toBeInViewport();
    await expect(messageOf(page, longAgo)).toHaveAttribute('data-marked', 'true');
    await expect(messageOf(page, answer)).toHaveCount(0);
    await page.getByRole('button', { name: 'Go to the newest messages' }).click();
    await expect(messageOf(page, answer)).toBeInViewport();
  });

  await test.step('an account that the phone unlinked says so where one reads and writes', async () => {
    await openChat(page, 'Ana García');
    await simulator.phone.unlinks();
    const notice = page.getByRole('status').filter({ hasText: 'removed this computer' });
    await expect(notice).toBeVisible();
    await expect(notice.getByRole('button', { name: /^Link again/ })).toBeVisible();
    await expect(page.getByText(/^Nothing can be sent: this account is not linked/)).toBeVisible();
    await photograph(page, 'unlinked');
    await notice.getByRole('button', { name: /^Hide what is said about/ }).click();
    await expect(notice).toBeHidden();
  });
});
