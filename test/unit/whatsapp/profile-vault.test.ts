import { randomUUID } from 'node:crypto';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import { choosePlainFolder } from '../../../src-main/whatsapp/vault/plain-folder.ts';
import { ProfileUnreadableError } from '../../../src-main/whatsapp/vault/profile-unreadable-error.ts';
import { ProfileVault } from '../../../src-main/whatsapp/vault/profile-vault.ts';
import { ManualClock } from './support/manual-clock.ts';
import { MemorySecrets } from './support/memory-secrets.ts';
import { silentLog } from './support/silent-log.ts';

let root: string;
let secrets: MemorySecrets;
let clock: ManualClock;
const sessionId = SessionId.parse(randomUUID());

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'profile-vault-'));
  secrets = new MemorySecrets();
  clock = new ManualClock();
});
afterEach(() => rm(root, { recursive: true, force: true }));

const sealedFolder = (): string => join(root, 'sealed');
const plainFolder = (): string => join(root, 'running');
const archive = (): string => join(sealedFolder(), `${sessionId}.sealed`);

/** As after a new start of the app. */
function newVault(): ProfileVault {
  return new ProfileVault({
    sealedFolder: sealedFolder(),
    plainFolder: plainFolder(),
    secrets,
    clock,
    log: silentLog(),
    firstSealAfter: 1_000,
    sealEvery: 10_000,
  });
}

/** What a browser writes. */
async function browse(folder: string, wid: string): Promise<void> {
  await mkdir(join(folder, 'Local Storage', 'leveldb'), { recursive: true });
  await writeFile(join(folder, 'Local Storage', 'leveldb', '000003.log'), wid);
  await writeFile(join(folder, 'Local Storage', 'leveldb', 'LOCK'), '');
  await mkdir(join(folder, 'Cache'), { recursive: true });
  await writeFile(join(folder, 'Cache', 'data_0'), 'big');
}

async function widIn(folder: string): Promise<string> {
  return await readFile(join(folder, 'Local Storage', 'leveldb', '000003.log'), 'utf8');
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch(() => []);
}

async function linkAndClose(wid = 'linked'): Promise<void> {
  const profile = newVault().profile(sessionId);
  await browse(await profile.open(), wid);
  profile.keep();
  await profile.close();
}

describe('a profile', () => {
  it('lies in a private folder while it is open, and only there', async () => {
    const profile = newVault().profile(sessionId);
    const folder = await profile.open();
    expect(await profile.open()).toBe(folder);
    expect((await stat(plainFolder())).mode & 0o777).toBe(0o700);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await profile.close();
    expect(await namesIn(plainFolder())).toEqual([]);
  });

  it('is sealed when it is closed, and comes back without caches and locks', async () => {
    await linkAndClose();
    expect(await namesIn(sealedFolder())).toEqual([`${sessionId}.sealed`]);
    expect(await namesIn(plainFolder())).toEqual([]);
    expect([...secrets.values.keys()]).toEqual([`whatsapp-profile:${sessionId}`]);

    const vault = newVault();
    expect(await vault.isLinked(sessionId)).toBe(true);
    const folder = await vault.profile(sessionId).open();
    expect(await widIn(folder)).toBe('linked');
    expect(await namesIn(folder)).toEqual(['Local Storage']);
    expect(await namesIn(join(folder, 'Local Storage', 'leveldb'))).toEqual(['000003.log']);
  });

  it('that nobody has linked leaves nothing', async () => {
    const vault = newVault();
    const profile = vault.profile(sessionId);
    await browse(await profile.open(), 'unlinked');
    await profile.close();
    expect(await namesIn(sealedFolder())).toEqual([]);
    expect(await vault.isLinked(sessionId)).toBe(false);
  });

  it('that is no longer linked is not sealed again', async () => {
    const profile = newVault().profile(sessionId);
    await browse(await profile.open(), 'linked');
    profile.keep();
    profile.discard();
    await profile.close();
    expect(await namesIn(sealedFolder())).toEqual([]);
    expect(await namesIn(plainFolder())).toEqual([]);
  });

  it('is wiped with its key', async () => {
    await linkAndClose();
    const vault = newVault();
    await vault.wipe(sessionId);
    expect(await namesIn(sealedFolder())).toEqual([]);
    expect(secrets.values.size).toBe(0);
    expect(await vault.isLinked(sessionId)).toBe(false);
  });

  it('is sealed soon after the linking and then at intervals, while it is open', async () => {
    const profile = newVault().profile(sessionId);
    const folder = await profile.open();
    await browse(folder, 'first');
    profile.keep();
    await clock.advance(999);
    expect(await namesIn(sealedFolder())).toEqual([]);
    await clock.advance(1);
    await until(async () => (await namesIn(sealedFolder())).includes(`${sessionId}.sealed`));
    const first = await readFile(archive());
    await until(() => Promise.resolve(clock.waiting === 1));
    await browse(folder, 'second');
    await clock.advance(10_000);
    await until(async () => !(await readFile(archive())).equals(first));
    // As if the machine had lost power, with the plain profile in memory.
    await rm(plainFolder(), { recursive: true });
    expect(await widIn(await newVault().profile(sessionId).open())).toBe('second');
  });
});

describe('what a crash left behind', () => {
  it('is sealed, wins over the archive, and is wiped, also for sessions that do not start', async () => {
    await linkAndClose('old');
    const profile = newVault().profile(sessionId);
    await browse(await profile.open(), 'newer');
    profile.keep();

    const vault = newVault();
    await vault.recover();
    expect(await namesIn(plainFolder())).toEqual([]);
    expect(await widIn(await vault.profile(sessionId).open())).toBe('newer');
  });

  it('is found by the session itself, too', async () => {
    const profile = newVault().profile(sessionId);
    await browse(await profile.open(), 'left');
    profile.keep();
    await until(async () => (await namesIn(join(plainFolder(), sessionId))).includes('linked'));
    const vault = newVault();
    expect(await vault.isLinked(sessionId)).toBe(true);
    expect(await widIn(await vault.profile(sessionId).open())).toBe('left');
  });

  it('is only wiped when it was never linked, or is none of ours', async () => {
    await browse(await newVault().profile(sessionId).open(), 'unlinked');
    await mkdir(join(plainFolder(), 'something else'));
    await newVault().recover();
    expect(await namesIn(plainFolder())).toEqual([]);
    expect(await namesIn(sealedFolder())).toEqual([]);
  });

  it('stays where it is while there is no keychain', async () => {
    const profile = newVault().profile(sessionId);
    await browse(await profile.open(), 'left');
    profile.keep();
    await until(async () => (await namesIn(join(plainFolder(), sessionId))).includes('linked'));
    secrets.available = false;
    await expect(newVault().recover()).rejects.toMatchObject({ code: 'keychain_unavailable' });
    secrets.available = true;
    await newVault().recover();
    expect(await widIn(await newVault().profile(sessionId).open())).toBe('left');
  });

  it('stays when it could not be sealed at the end, for the next start', async () => {
    const profile = newVault().profile(sessionId);
    await browse(await profile.open(), 'kept');
    profile.keep();
    // A folder in the way of the archive's file.
    await mkdir(`${archive()}.new`, { recursive: true });
    await profile.close();
    expect(await namesIn(plainFolder())).toEqual([sessionId]);
    await rm(`${archive()}.new`, { recursive: true });
    expect(await widIn(await newVault().profile(sessionId).open())).toBe('kept');
  });
});

describe('an archive that does not open', () => {
  const expectPutAside = async (): Promise<void> => {
    const profile = newVault().profile(sessionId);
    await expect(profile.open()).rejects.toBeInstanceOf(ProfileUnreadableError);
    expect(await namesIn(plainFolder())).toEqual([]);
    expect(await namesIn(sealedFolder())).toEqual([
      `${sessionId}.sealed.unreadable-${clock.now()}`,
    ]);
    // The next one starts empty, to be linked again.
    expect(await namesIn(await profile.open())).toEqual([]);
  };

  it('is put aside when it was damaged', async () => {
    await linkAndClose();
    await writeFile(archive(), (await readFile(archive())).subarray(0, -5));
    await expectPutAside();
  });

  it('is put aside when its key is gone', async () => {
    await linkAndClose();
    secrets.values.clear();
    await expectPutAside();
  });

  it('is put aside when its key is another', async () => {
    await linkAndClose();
    secrets.values.set(`whatsapp-profile:${sessionId}`, Buffer.alloc(32, 1).toString('base64'));
    await expectPutAside();
  });

  it('that belongs to another session is put aside', async () => {
    await linkAndClose();
    const other = SessionId.parse(randomUUID());
    const key = secrets.values.get(`whatsapp-profile:${sessionId}`) ?? '';
    secrets.values.set(`whatsapp-profile:${other}`, key);
    await cp(archive(), join(sealedFolder(), `${other}.sealed`));
    await expect(newVault().profile(other).open()).rejects.toBeInstanceOf(ProfileUnreadableError);
  });

  it('stays where it is when something else is the matter', async () => {
    await linkAndClose();
    const sealed = await readFile(archive());
    await rm(archive());
    await mkdir(archive());
    await expect(newVault().profile(sessionId).open()).rejects.toThrow('EISDIR');
    expect(await namesIn(plainFolder())).toEqual([]);
    await rm(archive(), { recursive: true });
    await writeFile(archive(), sealed);
    expect(await widIn(await newVault().profile(sessionId).open())).toBe('linked');
  });

  it('stays untouched while there is no keychain', async () => {
    await linkAndClose();
    secrets.available = false;
    await expect(newVault().profile(sessionId).open()).rejects.toMatchObject({
      code: 'keychain_unavailable',
    });
    expect(await namesIn(sealedFolder())).toEqual([`${sessionId}.sealed`]);
  });
});

describe('without a keychain', () => {
  it('nothing is written', async () => {
    secrets.available = false;
    const vault = newVault();
    expect(await vault.isAvailable()).toBe(false);
    await expect(vault.profile(sessionId).open()).rejects.toMatchObject({
      code: 'keychain_unavailable',
    });
    expect(await readdir(root)).toEqual([]);
  });
});

describe('the folder for running profiles', () => {
  it('is not used when others can read in it', async () => {
    await mkdir(plainFolder());
    await chmod(plainFolder(), 0o755);
    await expect(newVault().profile(sessionId).open()).rejects.toThrow('open to other users');
    expect(await namesIn(plainFolder())).toEqual([]);
  });

  it('is the data folder’s own where there is no memory to keep it in', async () => {
    const folder = await choosePlainFolder({
      dataFolder: root,
      platform: 'darwin',
      environment: {},
    });
    expect(folder).toBe(join(root, 'whatsapp-running'));
  });

  it('is in memory on Linux, each data folder its own, and stays where something was left', async () => {
    const choose = (dataFolder: string): Promise<string> =>
      choosePlainFolder({
        dataFolder,
        platform: 'linux',
        environment: { XDG_RUNTIME_DIR: join(root, 'not there') },
      });
    expect(await choose(root)).not.toBe(await choose(join(root, 'other')));
    await mkdir(join(root, 'whatsapp-running', 'left'), { recursive: true });
    expect(await choose(root)).toBe(join(root, 'whatsapp-running'));
  });
});

async function until(look: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error(`Not in time: ${look.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
