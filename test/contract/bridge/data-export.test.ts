import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ContactId } from '../../../src-preload/contract/ids.ts';
import { recordsIn } from '../data-export/export-desk.ts';
import { bridgeDesk, CUSTOMER, expectFailure, SECRET_TEXT } from './bridge-desk.ts';

const run = promisify(execFile);
const PASSWORD = 'ten characters, or more';

const bridge = bridgeDesk();
let contactId: ContactId;
let folder: string;

beforeAll(async () => {
  await bridge.setUp();
  const { conversationId } = bridge;
  const card = await bridge.succeed('contact.ofConversation', { conversationId });
  contactId = ContactId.parse(card?.contactId);
  folder = bridge.desk.device.folder.path;
});

describe('the export of a person, by command', () => {
  it('writes where the person says, tells its progress and is in the log of accesses', async () => {
    bridge.desk.files.savePath = join(folder, 'person.zip');
    const result = await bridge.succeed('export.person', { contactId, media: true });
    expect(result).toMatchObject({ fileName: 'person.zip', missingFiles: 0 });
    expect(result?.counts).toMatchObject({ contact: 1, conversation: 1, message: 1 });
    expect(await bridge.succeed('export.running', {})).toBeNull();
    await bridge.desk.published('export.progress', ({ phase }) => phase === 'ended');
    const { records } = await recordsIn(join(folder, 'person.zip'));
    expect(JSON.stringify(records.get('message'))).toContain(SECRET_TEXT);
    // Who has looked at them is part of it.
    expect(JSON.stringify(records.get('access'))).toContain('contact.ofConversation');
    const { items } = await bridge.succeed('accessLog.list', {
      filter: { action: 'exported' },
      limit: 10,
    });
    expect(items).toMatchObject([
      { command: 'export.person', subjectKind: 'contact', subjectId: contactId, outcome: 'done' },
    ]);
  });

  it('is not written where the person thinks better of it', async () => {
    bridge.desk.files.savePath = null;
    const before = await readdir(folder);
    expect(await bridge.succeed('export.person', { contactId, media: true })).toBeNull();
    expect(await readdir(folder)).toEqual(before);
  });

  it('takes no password that is too short, and keeps none that it takes', async () => {
    bridge.desk.files.savePath = join(folder, 'sealed.zip');
    expectFailure(
      await bridge.call('export.person', { contactId, media: true, password: 'too short' }),
      'bad_input',
    );
    await bridge.succeed('export.person', { contactId, media: true, password: PASSWORD });
    const raw = await readFile(join(folder, 'sealed.zip'));
    for (const word of [SECRET_TEXT, CUSTOMER, 'María', PASSWORD]) {
      expect(raw.includes(word)).toBe(false);
    }
    expect(JSON.stringify(bridge.desk.log.lines)).not.toContain(PASSWORD);
    const { records } = await recordsIn(join(folder, 'sealed.zip'), PASSWORD);
    expect(records.get('contact')).toHaveLength(1);
  });

  it('with a password opens with 7-Zip', async ({ skip }) => {
    const program = await run('sh', ['-c', 'command -v 7zz || command -v 7z || true']);
    const sevenZip = program.stdout.trim();
    skip(sevenZip === '', '7-Zip is not installed here');
    const path = join(folder, 'sealed.zip');
    const listed = await run(sevenZip, ['l', '-slt', path]);
    expect(listed.stdout).toContain('AES-256');
    await run(sevenZip, ['t', `-p${PASSWORD}`, path]);
    await expect(run(sevenZip, ['t', '-pnot this one', path])).rejects.toThrow();
    const { stdout } = await run(sevenZip, ['x', '-so', `-p${PASSWORD}`, path, 'data.json']);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'alexia-desk-export' });
  });
});

describe('an import, by command', () => {
  it('says of a chosen file whether it takes a password, and what is wrong with another', async () => {
    const { files } = bridge.desk;
    files.openPath = null;
    expect(await bridge.succeed('export.chooseArchive', {})).toBeNull();
    files.openPath = join(folder, 'sealed.zip');
    const chosen = await bridge.succeed('export.chooseArchive', {});
    expect(chosen).toMatchObject({ fileName: 'sealed.zip', isEncrypted: true });
    const exportId = chosen?.exportId ?? '';
    expectFailure(await bridge.call('export.import', { exportId }), 'archive_password_wrong');
    const password = PASSWORD;
    // Only customers of the archive are here, so that it can be taken up: nothing of it is new.
    const report = await bridge.succeed('export.import', { exportId, password });
    expect(report).toMatchObject({ imported: {}, refused: 0 });
    expect(report?.alreadyThere).toMatchObject({ contact: 1, message: 1 });
  });
});
