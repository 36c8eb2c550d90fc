import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { ProfileUnreadableError } from '../../../src-main/whatsapp/vault/profile-unreadable-error.ts';
import { browserPidsOn, TestDesk } from './support/test-desk.ts';

let desk: TestDesk;
afterEach(() => desk.remove());

function archive(): string {
  return join(desk.sealedFolder, `${desk.sessionId}.sealed`);
}

async function expectRestored(): Promise<void> {
  const again = await desk.ready();
  expect(again.all('qr')).toEqual([]);
  await desk.simulator.customer('34600111222').says('restored');
  await again.message('restored');
  await again.client.stop();
}

describe('a linked profile', () => {
  it('is one sealed file when the client has stopped, and needs no code after a new start', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    expect(desk.plainProfiles()).toEqual([desk.sessionId]);
    expect(statSync(desk.plainFolder).mode & 0o777).toBe(0o700);
    await recorded.client.stop();
    expect(desk.plainProfiles()).toEqual([]);
    expect(readdirSync(desk.sealedFolder)).toEqual([`${desk.sessionId}.sealed`]);
    // WhatsApp's own names do not show through.
    const sealed = readFileSync(archive());
    for (const word of ['last-wid', 'whatsapp', 'IndexedDB'])
      expect(sealed.includes(word)).toBe(false);

    desk.newVault();
    await expectRestored();
    await expectRestored();
    expect(desk.plainProfiles()).toEqual([]);
  });

  it('can be sealed while the browser runs, and that copy needs no code either', async () => {
    desk = await TestDesk.create();
    desk.newVault({ firstSealAfter: 2_500, sealEvery: 700 });
    const recorded = await desk.ready();
    await desk.simulator.until(() => existsSync(archive()), { timeoutMs: 20_000 });
    const first = statSync(archive()).mtimeMs;
    await desk.simulator.until(() => statSync(archive()).mtimeMs > first, { timeoutMs: 20_000 });
    const copy = await readFile(archive());
    await recorded.client.stop();
    // What the stopping has sealed is replaced by what was sealed while the browser was running.
    await writeFile(archive(), copy);
    desk.newVault();
    await expectRestored();
  });

  it('that a crash left in the plain is sealed at the next start, wins over the archive, and is wiped', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const left = join(desk.folder, 'left');
    await cp(desk.plainFolder, left, { recursive: true });
    await recorded.client.stop();
    await cp(left, desk.plainFolder, { recursive: true, mode: 0 });
    await writeFile(archive(), 'an older archive');

    const vault = desk.newVault();
    await vault.recover();
    expect(desk.plainProfiles()).toEqual([]);
    expect(await vault.isLinked(desk.sessionId)).toBe(true);
    await expectRestored();
  });

  it('that was tampered with is put aside, and the account can be linked again', async () => {
    desk = await TestDesk.create();
    await (await desk.ready()).client.stop();
    const bytes = await readFile(archive());
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    await writeFile(archive(), bytes);

    await expect(desk.newClient().start()).rejects.toBeInstanceOf(ProfileUnreadableError);
    expect(desk.plainProfiles()).toEqual([]);
    expect(readdirSync(desk.sealedFolder)).toEqual([
      expect.stringMatching(new RegExp(`^${desk.sessionId}\\.sealed\\.unreadable-\\d+$`)),
    ]);
    const again = await desk.ready();
    expect(again.all('qr')).toHaveLength(1);
    await again.client.stop();
    await expectRestored();
  });

  it('is not kept when nobody has linked it', async () => {
    desk = await TestDesk.create();
    const recorded = desk.recorded();
    await recorded.client.start();
    await recorded.next('qr');
    await recorded.client.stop();
    expect(desk.plainProfiles()).toEqual([]);
    expect(await desk.vault.isLinked(desk.sessionId)).toBe(false);
  });

  it('is not even begun without a keychain', async () => {
    desk = await TestDesk.create();
    desk.secrets.available = false;
    await expect(desk.newClient().start()).rejects.toMatchObject({ code: 'keychain_unavailable' });
    expect(readdirSync(desk.folder)).toEqual([]);
    expect(desk.browserPids()).toEqual([]);
  });
});

describe('the browser', () => {
  it('ends when the app that drives it is killed', async () => {
    desk = await TestDesk.create();
    const profile = join(desk.folder, 'running', 'orphan');
    const driver = fileURLToPath(new URL('support/driver-process.ts', import.meta.url));
    const { executablePath, args } = desk.launch;
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', driver, JSON.stringify({ executablePath, args, profile })],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    expect(browserPidsOn(profile)).toHaveLength(1);
    child.kill('SIGKILL');
    await desk.simulator.until(() => browserPidsOn(profile).length === 0, {
      description: 'the browser has ended',
    });
  });
});
