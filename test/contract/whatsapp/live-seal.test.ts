import { existsSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { SafeClient } from '../../../src-main/whatsapp/library/safe-client.ts';
import { libraryOn } from './support/library-on.ts';
import { TestDesk } from './support/test-desk.ts';

let desk: TestDesk;
let library: SafeClient | undefined;
afterEach(async () => {
  await library?.destroy();
  await desk.remove();
});

/** The library itself, because the test needs to run scripts in the page. Resolves when it is ready. */
async function ready(): Promise<{ codes: number }> {
  const seen = { codes: 0 };
  const client = libraryOn(desk);
  library = client;
  const isReady = new Promise<void>((resolve) => client.once('ready', () => resolve()));
  client.on('qr', (qr) => {
    seen.codes += 1;
    void desk.simulator.phone.scan(qr);
  });
  await client.initialize();
  await isReady;
  return seen;
}

/** Numbered records of 20 KB, one after the other, each on disk before the next: LevelDB begins many new files. */
const WRITE_ON_AND_ON = `void (async () => {
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open('busy', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('records');
    opening.onsuccess = () => resolve(opening.result);
  });
  for (let number = 0; ; number += 1) {
    const data = Array.from(crypto.getRandomValues(new Uint8Array(10_000))).join('').slice(0, 20_000);
    await new Promise((resolve) => {
      const writing = db.transaction('records', 'readwrite', { durability: 'strict' });
      writing.objectStore('records').put(data, number);
      writing.oncomplete = resolve;
    });
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
})()`;
const READ_NUMBERS = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('busy', 1);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const reading = opening.result.transaction('records').objectStore('records').getAllKeys();
    reading.onerror = () => reject(reading.error);
    reading.onsuccess = () => resolve(reading.result);
  };
})`;

it('a profile that is sealed in the middle of busy writing is whole: linked, and with no record missing in between', async () => {
  desk = await TestDesk.create();
  const archive = join(desk.sealedFolder, `${desk.sessionId}.sealed`);
  desk.newVault({ firstSealAfter: 4_000, sealEvery: 500 });
  await ready();
  await library?.run(WRITE_ON_AND_ON);

  const copies: Buffer[] = [];
  let last = 0;
  await desk.simulator.until(
    async () => {
      const changed = existsSync(archive) ? statSync(archive).mtimeMs : 0;
      if (changed > last) {
        last = changed;
        copies.push(await readFile(archive));
      }
      return copies.length === 4;
    },
    { timeoutMs: 45_000, description: 'four archives of a running browser' },
  );
  await library?.destroy();

  let most = 0;
  for (const copy of copies) {
    await writeFile(archive, copy);
    desk.newVault();
    expect((await ready()).codes).toBe(0);
    const numbers = await library?.run(READ_NUMBERS);
    const count = Array.isArray(numbers) ? numbers.length : 0;
    expect(numbers).toEqual(Array.from({ length: count }, (_, index) => index));
    // Each later archive holds more.
    expect(count).toBeGreaterThan(most);
    most = count;
    await library?.destroy();
  }
});
