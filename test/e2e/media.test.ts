import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Binary, MongoClient } from 'mongodb';
import { PNG } from 'pngjs';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expect, test } from './fixtures.ts';

/** A picture of noise, so that it does not become small. */
function noise(width: number, height: number): Buffer {
  const png = new PNG({ width, height });
  randomBytes(width * height * 4).copy(png.data);
  return PNG.sync.write(png);
}

async function openChat(page: Page, name: string): Promise<void> {
  await page.getByRole('option', { name: new RegExp(name) }).click();
}

test('files that a customer sends are seen, heard and saved, and nothing of them lies about', async ({
  linkedDesk,
  simulator,
  folder,
  databases,
  photograph,
}) => {
  const { desk, page } = linkedDesk;
  const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  const picture = noise(800, 500);

  await test.step('a picture is drawn in the thread, and opens large', async () => {
    await marta.sendsImage(picture, { caption: 'This one, please', width: 800, height: 500 });
    await openChat(page, 'Marta Vidal');
    const image = page.getByTestId('media-image');
    await expect(image).toHaveAttribute('data-loaded', 'true', { timeout: 30_000 });
    expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(800);
    await photograph(page, 'picture');
    await page.getByRole('button', { name: 'Open: This one, please' }).click();
    const viewer = page.getByRole('dialog');
    await expect(viewer.getByText('100 %')).toBeVisible();
    await page.keyboard.press('+');
    await expect(viewer.getByText('150 %')).toBeVisible();
    await photograph(page, 'viewer');
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
  });

  await test.step('her profile picture stands in place of her initials', async () => {
    const avatar = page.getByRole('option', { name: /Marta Vidal/ }).locator('img');
    await expect
      .poll(
        () => avatar.evaluate((element: HTMLImageElement) => element.naturalWidth).catch(() => 0),
        {
          timeout: 20_000,
        },
      )
      .toBeGreaterThan(0);
  });

  await test.step('a voice note plays, and its place can be chosen', async () => {
    await marta.sendsFile(tone(3), { kind: 'ptt', mimetype: 'audio/wav', duration: 3 });
    const player = page.getByRole('group', { name: 'Voice note' });
    await player.getByRole('button', { name: 'Play' }).click();
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    const position = player.getByRole('slider', { name: 'Position' });
    await expect.poll(async () => Number(await position.inputValue())).toBeGreaterThan(0.2);
    await position.fill('2');
    const audio = page.getByTestId('media-audio');
    const time = () => audio.evaluate((element: HTMLAudioElement) => element.currentTime);
    await expect.poll(time).toBeGreaterThanOrEqual(2);
    await expect(player.getByTestId('waveform')).toBeVisible();
    await player.getByRole('button', { name: 'Speed: 1 times' }).click();
    await expect(audio).toHaveJSProperty('playbackRate', 1.5);
    await photograph(page, 'voice-note');
  });

  await test.step('a document is saved where the person says', async () => {
    const offer = Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(3_000_000)]);
    await marta.sendsDocument(offer, { filename: 'Offer 2026.pdf' });
    const target = join(folder, 'saved offer.pdf');
    await desk.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, target);
    await page.getByRole('button', { name: 'Save Offer 2026.pdf' }).click();
    await expect.poll(() => readFile(target).catch(() => null), { timeout: 20_000 }).toEqual(offer);
    await photograph(page, 'document');
  });

  await test.step('what WhatsApp no longer has is said to be gone, and is not asked for for ever', async () => {
    await marta.sendsImage(noise(20, 20), { trouble: { gone: 404 } });
    await expect(page.getByTestId('media-waiting')).toBeVisible();
  });

  await test.step('no other page and no path leads to a file', async () => {
    const answers = await page.evaluate(async () => {
      const tried = [
        'alexia-media://file/../../etc/passwd',
        'alexia-media://file/00000000-0000-4000-8000-000000000000/3EB0',
        'alexia-media://picture/x/y',
      ];
      return Promise.all(
        tried.map((url) =>
          fetch(url).then(
            () => 'read',
            () => 'refused',
          ),
        ),
      );
    });
    expect(answers).toEqual(['refused', 'refused', 'refused']);
  });

  await test.step('neither the databases nor the disk show anything of the picture', async () => {
    const mongo = await MongoClient.connect(databases.mongodbUrl);
    const needle = picture.subarray(200, 232);
    let chunks = 0;
    for await (const chunk of mongo.db().collection('media.chunks').find()) {
      const { data: sealed } = z.object({ data: z.instanceof(Binary) }).parse(chunk);
      const data = Buffer.from(sealed.buffer);
      expect(data.includes(needle)).toBe(false);
      expect(data.includes('%PDF')).toBe(false);
      chunks += 1;
    }
    expect(chunks).toBeGreaterThan(10);
    await mongo.close();
    await desk.quit();
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name === 'saved offer.pdf') continue;
      const content = await readFile(join(entry.parentPath, entry.name)).catch(() => null);
      expect(content?.includes(needle) ?? false, entry.name).toBe(false);
    }
  });
});

/** Seconds of a tone: 8 kHz, 16 bit, as WAV, which every browser plays. */
function tone(seconds: number): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(seconds * rate * 2);
  for (let index = 0; index < samples.length / 2; index++) {
    samples.writeInt16LE(
      Math.round(8000 * Math.sin((index * 440 * 2 * Math.PI) / rate)),
      index * 2,
    );
  }
  const header = Buffer.alloc(44);
  header.write('RIFF');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
