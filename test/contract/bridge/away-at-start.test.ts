import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Session } from '../../../src-preload/contract/session.ts';
import { type Databases, startDatabases } from '../../support/databases/start-databases.ts';
import { FlakyProxy } from '../../support/flaky-proxy.ts';
import { type DeskWithoutWindows, deskWithoutWindows } from './desk-without-windows.ts';

const account = {
  whatsappId: '34600000001@c.us',
  phoneNumber: '34600000001',
  pushname: 'Corner Shop',
  platform: 'smba',
};
const CUSTOMER = '34600111222@c.us';
const ID = '3EB0AAAAAAAAAAAAAAAAAA';
const PATIENCE = { timeout: 60_000 };

let databases: Databases;
let desk: DeskWithoutWindows;
let lines: { proxy: FlakyProxy; url: string }[];

beforeAll(async () => {
  [databases, desk] = await Promise.all([startDatabases(), deskWithoutWindows()]);
  lines = await Promise.all(
    [databases.mongodbUrl, databases.postgresUrl].map((url) => FlakyProxy.before(url)),
  );
  const [mongodbUrl = '', postgresUrl = ''] = lines.map(({ url }) => url);
  await desk.handlers['setup.complete']({
    name: 'Ana Salas',
    email: 'ana@example.com',
    passphrase: 'the corner shop opens at nine',
    stores: { kind: 'servers', addresses: { mongodbUrl, postgresUrl } },
  });
  const { sessionId } = await desk.handlers['session.link']({});
  desk.device.linked.add(sessionId);
  (await desk.accountStarted()).say({ kind: 'ready', account });
  // It is remembered once it has been taken over, which is when messages are taken.
  desk.account().say({
    kind: 'raw',
    event: {
      type: 'message',
      raw: {
        id: { fromMe: false, remote: CUSTOMER, id: ID, _serialized: `false_${CUSTOMER}_${ID}` },
        from: CUSTOMER,
        to: account.whatsappId,
        type: 'chat',
        body: 'Hello',
        t: Math.floor(Date.now() / 1000),
        ack: 1,
        notifyName: 'María',
      },
    },
  });
  await desk.published('conversation.changed', () => true);
});

afterAll(async () => {
  await desk.close();
  for (const { proxy } of lines) await proxy.stop();
  await databases.stop();
});

async function session(): Promise<Session> {
  const [only] = await desk.handlers['session.list']({});
  if (only === undefined) throw new Error('There is no account');
  return only;
}

/** The app ends, and starts again while no database can be reached. */
async function startInTheDark(): Promise<void> {
  await desk.quit();
  for (const { proxy } of lines) proxy.cut();
  desk = await deskWithoutWindows(desk.device);
  expect(await desk.handlers['app.health']({})).toMatchObject({ remembered: true });
  await connect();
}

/** Whether the account may run here is asked for a while before this computer goes by what it remembers. */
async function connect(): Promise<void> {
  await expect.poll(session, PATIENCE).toMatchObject({ state: { kind: 'starting' } });
  (await desk.accountStarted()).say({ kind: 'ready', account });
  await expect.poll(session).toMatchObject({ state: { kind: 'connected' } });
}

async function letThereBeLight(): Promise<void> {
  for (const { proxy } of lines) proxy.mend();
  await expect
    .poll(() => desk.handlers['app.health']({}), PATIENCE)
    .toEqual(expect.objectContaining({ mongo: 'up', postgres: 'up', keychain: 'up' }));
  expect(await desk.handlers['app.health']({})).not.toHaveProperty('remembered');
}

it('whether an account reconnects by itself holds when the app starts without the databases, off and on again', async () => {
  await expect.poll(session).toMatchObject({ state: { kind: 'connected' } });
  const { sessionId } = await session();
  await desk.handlers['session.setAutoReconnect']({ sessionId, autoReconnect: false });
  await startInTheDark();
  expect(await session()).toMatchObject({ sessionId, autoReconnect: false });
  desk.account().say({ kind: 'dead', why: 'the page has crashed' });
  await expect
    .poll(session)
    .toMatchObject({ state: { kind: 'disconnected', reason: 'line_lost' } });

  await letThereBeLight();
  expect(await session()).toMatchObject({ autoReconnect: false });
  await desk.handlers['session.setAutoReconnect']({ sessionId, autoReconnect: true });
  await desk.handlers['session.retry']({ sessionId });
  await connect();
  await startInTheDark();
  expect(await session()).toMatchObject({ sessionId, autoReconnect: true });
  desk.account().say({ kind: 'dead', why: 'the page has crashed' });
  await expect.poll(session).toMatchObject({ state: { kind: 'reconnecting' } });
  await letThereBeLight();
});
