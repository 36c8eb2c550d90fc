import { beforeAll, expect, it } from 'vitest';
import { ContactId } from '../../../src-preload/contract/ids.ts';
import { bridgeDesk, SECRET_TEXT } from './bridge-desk.ts';

const bridge = bridgeDesk();

beforeAll(() => bridge.setUp());

const logged = async () => (await bridge.succeed('accessLog.list', { limit: 200 })).items;

it('says who did what to whom, with the names of today', async () => {
  const { conversationId } = bridge;
  await bridge.succeed('message.list', { conversationId, limit: 20 });
  await bridge.succeed('message.list', { conversationId, limit: 20 });
  await bridge.succeed('conversation.setPriority', { conversationId, priority: 'high' });
  const card = await bridge.succeed('contact.ofConversation', { conversationId });
  const contactId = ContactId.parse(card?.contactId);
  await bridge.succeed('message.search', { query: SECRET_TEXT, limit: 5 });
  expect((await bridge.call('conversation.assign', { conversationId })).ok).toBe(false);
  expect(
    (await bridge.call('workspace.changePassphrase', { current: 'wrong', next: 'long enough 1' }))
      .ok,
  ).toBe(false);

  const rows = await logged();
  const of = (command: string) => rows.filter((row) => row.command === command);
  expect(of('message.list')).toMatchObject([
    {
      ...{ action: 'opened', subjectKind: 'conversation', subjectId: conversationId },
      ...{ subjectName: 'María', isSubjectGone: false, outcome: 'done', userName: 'Ana Salas' },
    },
  ]);
  expect(of('conversation.setPriority')).toMatchObject([{ action: 'changed', outcome: 'done' }]);
  expect(of('contact.ofConversation')).toMatchObject([
    { action: 'opened', subjectKind: 'contact', subjectId: contactId, subjectName: 'María' },
  ]);
  expect(of('message.search')).toMatchObject([{ action: 'searched', subjectId: null, count: 1 }]);
  expect(of('conversation.assign')).toMatchObject([{ outcome: 'refused', subjectId: null }]);
  expect(of('workspace.changePassphrase')).toMatchObject([
    { outcome: 'refused', subjectKind: 'keys' },
  ]);
  expect(of('app.start')).toMatchObject([{ action: 'signedIn', userName: 'Ana Salas' }]);

  // Who saw this person's data, under every id.
  const own = (await bridge.succeed('accessLog.ofContact', { contactId, limit: 50 })).items;
  expect(own.map(({ command }) => command).sort()).toEqual(
    expect.arrayContaining(['contact.ofConversation', 'conversation.setPriority', 'message.list']),
  );
  expect(
    own.every(({ subjectId }) => subjectId === conversationId || subjectId === contactId),
  ).toBe(true);
});

it('holds nothing that anybody wrote, is called or looked for', async () => {
  await logged();
  const { stores } = bridge.desk.device.settings.get();
  expect(stores?.kind).toBe('servers');
  const { default: pg } = await import('pg');
  const raw = new pg.Client({ connectionString: bridge.databases.postgresUrl });
  await raw.connect();
  const { rows } = await raw.query<{ row: string }>(
    `SELECT row_to_json(access_log)::text AS row FROM access_log`,
  );
  await raw.end();
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.map(({ row }) => row).join('\n')).not.toMatch(/chair|blue|Mar.a|Salas|34600|Corner/i);
});

it('is whole after all of that, and after the app was ended and begun again', async () => {
  await bridge.desk.quit();
  const { deskWithoutWindows } = await import('./desk-without-windows.ts');
  bridge.desk = await deskWithoutWindows(bridge.desk.device);
  const report = await bridge.succeed('accessLog.verify', {});
  expect(report.chains).toMatchObject([{ break: null }]);
  const commands = (await logged()).map(({ command }) => command);
  expect(commands.filter((command) => command.startsWith('app.'))).toEqual([
    'app.start',
    'app.quit',
    'app.start',
  ]);
  expect(await bridge.succeed('accessLog.devices', {})).toMatchObject([{ isHere: true }]);
});

it('shows a subject that is not there any more as gone, and a colleague that nobody knows without a name', async () => {
  const nobody = ContactId.parse('e'.repeat(24));
  bridge.desk.accessRecorder.noteCommand({
    name: 'contact.get',
    input: { contactId: nobody },
    end: { output: {} },
  });
  expect((await logged()).find(({ subjectId }) => subjectId === nobody)).toMatchObject({
    subjectName: null,
    isSubjectGone: true,
  });
});
