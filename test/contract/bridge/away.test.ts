import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Databases } from '../../support/databases/start-databases.ts';
import { startDatabases } from '../../support/databases/start-databases.ts';
import { FlakyProxy } from '../../support/flaky-proxy.ts';
import { type DeskWithoutWindows, deskWithoutWindows } from './desk-without-windows.ts';

const CUSTOMER = '34600111222@c.us';
const ME = '34600000001@c.us';
const account = {
  whatsappId: ME,
  phoneNumber: '34600000001',
  pushname: 'Corner Shop',
  platform: 'smba',
};

let databases: Databases;
let desk: DeskWithoutWindows;
let mongo: { proxy: FlakyProxy; url: string };
let postgres: { proxy: FlakyProxy; url: string };
let conversationId: ConversationId;

beforeAll(async () => {
  [databases, desk] = await Promise.all([startDatabases(), deskWithoutWindows()]);
  [mongo, postgres] = await Promise.all([
    FlakyProxy.before(databases.mongodbUrl),
    FlakyProxy.before(databases.postgresUrl),
  ]);
  await desk.handlers['setup.complete']({
    name: 'Ana Salas',
    email: 'ana@example.com',
    passphrase: 'the corner shop opens at nine',
    stores: {
      kind: 'servers',
      addresses: { mongodbUrl: mongo.url, postgresUrl: postgres.url },
    },
  });
  await desk.handlers['session.link']({});
  (await desk.accountStarted()).say({ kind: 'ready', account });
  receive('3EB0AAAAAAAAAAAAAAAAAA', 'before it went dark');
  ({ conversationId } = await desk.published('conversation.changed', () => true));
  await desk.published('app.healthChanged', ({ mongo: state }) => state === 'up');
});

afterAll(async () => {
  await desk.close();
  await mongo.proxy.stop();
  await postgres.proxy.stop();
  await databases.stop();
});

function receive(id: string, body: string): void {
  desk.account().say({
    kind: 'raw',
    event: {
      type: 'message',
      raw: {
        id: { fromMe: false, remote: CUSTOMER, id, _serialized: `false_${CUSTOMER}_${id}` },
        from: CUSTOMER,
        to: ME,
        type: 'chat',
        body,
        t: Math.floor(Date.now() / 1000) + 1,
        ack: 1,
        notifyName: 'María',
      },
    },
  });
}

it('while the databases are away the inbox is what this computer remembers, and writing goes on', async () => {
  // As when somebody looks at it: only what was there to be remembered can be.
  await expect
    .poll(() => desk.handlers['message.list']({ conversationId, limit: 50 }))
    .toMatchObject({ items: [{ content: 'before it went dark' }] });
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  mongo.proxy.cut();
  postgres.proxy.cut();
  await desk.published('app.healthChanged', (health) => health.mongo === 'down');
  // WhatsApp has not made up its mind yet: the message stays in the outbox.
  desk.account().onSend = () => 'pending';

  const startedAt = performance.now();
  const { items: conversations } = await desk.handlers['conversation.list']({ limit: 50 });
  expect(conversations).toMatchObject([{ conversationId, name: 'María' }]);
  const sent = await desk.handlers['message.send']({ conversationId, text: 'I am here' });
  const { items } = await desk.handlers['message.list']({ conversationId, limit: 50 });
  expect(items.map(({ content }) => content)).toEqual(['before it went dark', 'I am here']);
  expect(await desk.handlers['conversation.markRead']({ conversationId })).toBeNull();
  expect(await desk.handlers['conversation.get']({ conversationId })).toMatchObject({
    name: 'María',
  });
  // Nobody waits for a database that is known to be away.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  await expect(
    desk.handlers['message.list']({
      conversationId,
      before: { timestamp: 1, sequence: 0 },
      limit: 5,
    }),
  ).rejects.toMatchObject({ code: 'database_unreachable' });

  receive('3EB0BBBBBBBBBBBBBBBBBB', 'still here?');
  await expect.poll(async () => (await desk.handlers['app.health']({})).waiting).toBeGreaterThan(0);
  mongo.proxy.mend();
  postgres.proxy.mend();
  await desk.published('message.changed', ({ content }) => content === 'still here?');
  await expect
    .poll(async () => (await desk.handlers['app.health']({})).mongo, { timeout: 60_000 })
    .toBe('up');
  const after = await desk.handlers['message.list']({ conversationId, limit: 50 });
  expect(after.items.filter(({ messageId }) => messageId === sent.messageId)).toHaveLength(1);
  expect(after.items.filter(({ content }) => content === 'still here?')).toHaveLength(1);
});

it('other addresses are kept only when they work, and then the app goes on with them', async () => {
  const wrong = await desk.handlers['settings.changeStores']({
    postgresUrl: 'postgres://nobody:x@127.0.0.1:1/none',
  });
  expect(wrong).toMatchObject({ kept: false, test: { postgres: { ok: false } } });
  expect(await desk.handlers['app.state']({})).toMatchObject({ phase: 'ready' });

  const { mongodbUrl, postgresUrl } = databases;
  expect(await desk.handlers['settings.changeStores']({ mongodbUrl, postgresUrl })).toMatchObject({
    kept: true,
  });
  await expect
    .poll(() => desk.handlers['app.state']({}), { timeout: 60_000 })
    .toMatchObject({ phase: 'ready' });
  // The lines of before lead nowhere now, and nobody misses them.
  mongo.proxy.cut();
  postgres.proxy.cut();
  expect(await desk.handlers['settings.stores']({})).toMatchObject({
    kind: 'servers',
    mongodb: { host: new URL(mongodbUrl).host, encryption: 'plain' },
  });
  expect(await desk.handlers['settings.testStores']({})).toMatchObject({
    mongodb: { ok: true },
    postgres: { ok: true },
  });
  const { items } = await desk.handlers['conversation.list']({ limit: 50 });
  expect(items).toMatchObject([{ conversationId }]);
});
