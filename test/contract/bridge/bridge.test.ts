import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type z } from 'zod';
import { runCommand } from '../../../src-main/bridge/run-command.ts';
import { defaultDesktop, defaultNotifications } from '../../../src-preload/contract/desktop.ts';
import {
  type CommandInput,
  type CommandName,
  commands,
  type CommandOutput,
} from '../../../src-preload/contract/contract.ts';
import { defaultPace } from '../../../src-preload/contract/pace.ts';
import { ConversationId, MessageId, SessionId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import type { ErrorCode, Result } from '../../../src-preload/contract/result.ts';
import { type Databases, startDatabases } from '../../support/databases/start-databases.ts';
import { PASSPHRASE } from '../../support/databases/test-workspace.ts';
import { download, refusal } from '../../unit/outbox/fake-account.ts';
import { type DeskWithoutWindows, deskWithoutWindows } from './desk-without-windows.ts';

const CUSTOMER = '34600111222@c.us';
const ME = '34600000001@c.us';
const SECRET_TEXT = 'I want to buy the blue chair';
/** For fields that take any text, also none. */
const FREE_TEXT = '600';

let databases: Databases;
let desk: DeskWithoutWindows;
let conversationId: ConversationId;
let sessionId: SessionId;

const names = Object.keys(commands) as CommandName[];

function call(name: unknown, input: unknown): Promise<Result<unknown>> {
  return runCommand(desk.handlers, desk.log, name, input);
}

/** The command's answer, which must be a success. */
async function succeed<N extends CommandName>(
  name: N,
  input: CommandInput<N>,
): Promise<CommandOutput<N>> {
  const result = await call(name, input);
  if (!result.ok) throw new Error(`${name} failed: ${result.error.code}`);
  return commands[name].output.parse(result.value) as CommandOutput<N>;
}

/** A failure says its code, whether to try again and where to look: nothing else. */
function expectFailure(result: Result<unknown>, code: ErrorCode): void {
  expect(result).toEqual({
    ok: false,
    error: {
      code,
      retryable: expect.any(Boolean) as boolean,
      reference: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
    },
  });
}

/** A message of ours that WhatsApp refused. */
async function refusedMessage(): Promise<MessageId> {
  desk.account().onSend = refusal;
  const { messageId } = await succeed('message.send', { conversationId, text: 'No chance' });
  await desk.published(
    'message.changed',
    (message) => message.messageId === messageId && message.outbox?.state === 'failed',
  );
  return messageId;
}

/** A message that we wrote on the phone, whose file is stored. */
async function messageWithFile(): Promise<Pick<Message, 'conversationId' | 'messageId'>> {
  desk.account().onDownload = () => download(Buffer.from('%PDF-1.7'));
  const id = `3EB0${randomUUID().replaceAll('-', '').slice(0, 18).toUpperCase()}`;
  const raw = {
    id: { fromMe: true, remote: CUSTOMER, id, _serialized: `true_${CUSTOMER}_${id}` },
    from: ME,
    to: CUSTOMER,
    type: 'document',
    mimetype: 'application/pdf',
    filename: 'offer.pdf',
    size: 8,
    t: Math.floor(Date.now() / 1000) + 2,
    ack: 1,
  };
  desk.account().say({ kind: 'raw', event: { type: 'message', raw } });
  const { conversationId: of, messageId } = await desk.published(
    'message.changed',
    (message) => message.messageId === id && message.media?.state === 'stored',
  );
  return { conversationId: of, messageId };
}

const INCOMING_ID = '3EB0AAAAAAAAAAAAAAAAAA';
const anUpload = { fileName: 'menu.pdf', mimeType: 'application/pdf', fileSize: 3 };

async function handedOverFile(): Promise<string> {
  const { uploadId } = await succeed('upload.begin', anUpload);
  await succeed('upload.append', { uploadId, offset: 0, bytes: new Uint8Array([1, 2, 3]) });
  return uploadId;
}

/** A message of ours that waits for its time. */
async function scheduledMessage(): Promise<MessageId> {
  const { messageId } = await succeed('message.send', {
    conversationId,
    text: 'Later',
    schedule: { at: Date.now() + 3_600_000, timeZone: 'Europe/Madrid' },
  });
  return messageId;
}

/** One valid call of every command, made in this order. A command without one does not compile. */
const validCalls: {
  [N in CommandName]: {
    input: () => CommandInput<N> | Promise<CommandInput<N>>;
    /** Only where an app that is set up and works must say no. */
    refusedWith?: ErrorCode;
  };
} = {
  'app.state': { input: () => ({}) },
  'app.retryStart': { input: () => ({}) },
  'app.setUpAgain': { input: () => ({}) },
  'app.health': { input: () => ({}) },
  'app.about': { input: () => ({}) },
  'desktop.view': { input: () => ({ conversationId }) },
  'desktop.takeOpenRequest': { input: () => ({}) },
  'desktop.testNotification': { input: () => ({}) },
  'settings.get': { input: () => ({}) },
  'settings.set': {
    input: () => ({
      theme: 'dark',
      archiveAfterMonths: 6,
      sleepAfterMinutes: 30,
      wakeEveryMinutes: 15,
      browserMemoryLimitMb: 1500,
      historyDays: 30,
      sweepMinutes: 15,
      notifications: defaultNotifications,
      desktop: defaultDesktop,
    }),
  },
  'settings.cache': { input: () => ({}) },
  'settings.setCache': { input: () => ({ redisUrl: null }) },
  'business.list': { input: () => ({}) },
  'business.create': { input: () => ({ name: 'Corner Shop' }) },
  'business.setHighVolume': {
    input: () => ({ businessId: '0'.repeat(24), isHighVolume: true }),
    refusedWith: 'not_found',
  },
  'business.setOfAccount': {
    input: () => ({ sessionId: randomUUID(), businessId: null }),
    refusedWith: 'not_found',
  },
  'setup.testStores': { input: () => databases },
  'settings.stores': { input: () => ({}) },
  'settings.testStores': { input: () => ({}) },
  'settings.changeStores': {
    input: () => ({ ...databases, postgresUrl: 'postgres://a:b@127.0.0.1:1/none' }),
  },
  'setup.complete': {
    input: () => ({
      name: 'Ana Salas',
      email: 'ana@example.com',
      passphrase: PASSPHRASE,
      stores: { kind: 'servers', addresses: databases },
    }),
    refusedWith: 'not_allowed',
  },
  'conversation.list': {
    input: () => ({ after: { lastMessageAt: Date.now(), conversationId }, limit: 50 }),
  },
  'conversation.get': { input: () => ({ conversationId }) },
  'conversation.history': { input: () => ({ conversationId }) },
  'conversation.readHistory': {
    input: () => ({ conversationId, gap: { from: 0, to: 1 } }),
  },
  'conversation.markRead': { input: () => ({ conversationId }) },
  'conversation.assign': { input: () => ({ conversationId, userId: null }) },
  'conversation.setLabels': {
    input: () => ({ conversationId, labels: [FREE_TEXT.slice(0, 40), 'urgent'] }),
  },
  'message.list': {
    input: () => ({ conversationId, before: { timestamp: Date.now(), sequence: 0 }, limit: 50 }),
  },
  'message.send': {
    input: async () => ({
      conversationId,
      text: FREE_TEXT,
      attachment: { kind: 'file', uploadId: await handedOverFile(), form: 'document' },
      replyTo: INCOMING_ID,
      mentions: [CUSTOMER],
      isForwarded: true,
      schedule: { at: Date.now() + 3_600_000, timeZone: 'Europe/Madrid' },
    }),
  },
  'message.edit': { input: () => ({ conversationId, messageId: INCOMING_ID, text: 'Now' }) },
  'message.revoke': { input: () => ({ conversationId, messageId: INCOMING_ID }) },
  'message.react': { input: () => ({ conversationId, messageId: INCOMING_ID, emoji: null }) },
  'message.forward': {
    input: () => ({ conversationId, messageId: INCOMING_ID, to: conversationId }),
  },
  'message.reschedule': {
    input: async () => ({
      conversationId,
      messageId: await scheduledMessage(),
      schedule: null,
    }),
  },
  'outbox.list': { input: () => ({}) },
  'outbox.retryAll': { input: () => ({}) },
  'upload.begin': { input: () => anUpload },
  'upload.append': {
    input: async () => ({
      uploadId: (await succeed('upload.begin', anUpload)).uploadId,
      offset: 0,
      bytes: new Uint8Array([1, 2, 3]),
    }),
  },
  'upload.discard': { input: () => ({ uploadId: randomUUID() }) },
  'pace.get': { input: () => ({}) },
  'pace.set': { input: () => ({ ...defaultPace, recipientPerHour: 100 }) },
  'pace.setAccount': { input: () => ({ sessionId, perHour: 1_000 }) },
  'message.retry': {
    input: async () => ({ conversationId, messageId: await refusedMessage() }),
  },
  'message.discard': {
    input: async () => ({ conversationId, messageId: await refusedMessage() }),
  },
  'message.retryMedia': {
    input: messageWithFile,
  },
  'message.saveMedia': {
    input: messageWithFile,
  },
  'message.search': {
    input: () => ({
      query: FREE_TEXT,
      conversationId,
      businessId: '0'.repeat(24),
      direction: 'incoming',
      from: 0,
      until: Date.now(),
      after: { timestamp: Date.now(), id: '0'.repeat(24) },
      limit: 50,
    }),
  },
  'contact.list': {
    input: () => ({
      search: FREE_TEXT,
      after: { name: 'A', contactId: '0'.repeat(24) },
      limit: 50,
    }),
  },
  'contact.joins': { input: () => ({ conversationId }) },
  'contact.split': { input: () => ({ conversationId }), refusedWith: 'not_found' },
  'contact.setBusiness': {
    input: () => ({ contactId: '0'.repeat(24), businessId: null }),
    refusedWith: 'not_found',
  },
  'lead.list': {
    input: () => ({
      after: { createdAt: Date.now(), leadId: '0'.repeat(24) },
      limit: 50,
    }),
  },
  'analytics.overview': { input: () => ({ days: 30 }) },
  'workspace.status': { input: () => ({}) },
  'workspace.unlock': { input: () => ({ passphrase: PASSPHRASE }), refusedWith: 'not_allowed' },
  'workspace.rotateKey': { input: () => ({ passphrase: PASSPHRASE }) },
  'workspace.changePassphrase': {
    input: () => ({ current: PASSPHRASE, next: 'another passphrase' }),
  },
  'user.list': { input: () => ({}) },
  'session.list': { input: () => ({}) },
  'session.link': { input: () => ({ sessionId }) },
  'session.beingLinked': { input: () => ({}) },
  // It is connected: nothing waits for a code.
  'session.linkByCode': {
    input: () => ({ sessionId, phoneNumber: '+34 600 000 001' }),
    refusedWith: 'not_ready',
  },
  'session.browsers': { input: () => ({}) },
  'session.linkInWindow': { input: () => ({ sessionId, browser: 'own' }) },
  'session.setAutoReconnect': { input: () => ({ sessionId, autoReconnect: false }) },
  'session.usage': { input: () => ({}) },
  'session.retry': { input: () => ({ sessionId }) },
  'session.takeOver': { input: () => ({ sessionId }), refusedWith: 'not_found' },
  'session.cancelLink': { input: () => ({ sessionId }) },
  'session.logout': { input: () => ({ sessionId }) },
};

beforeAll(async () => {
  [databases, desk] = await Promise.all([startDatabases(), deskWithoutWindows()]);
});

afterAll(async () => {
  await desk.close();
  await databases.stop();
});

describe('before the first run has ended', () => {
  it.each(names)('%s has a handler', (name) => {
    expect(desk.handlers[name]).toBeTypeOf('function');
  });

  it('there is no handler for what the contract does not name', () => {
    expect(Object.keys(desk.handlers).sort()).toEqual([...names].sort());
  });

  it('what needs the databases is not ready, and says that trying later may help', async () => {
    const needed = names.filter(
      (name) => !/^(app|settings|setup)\.|^workspace\.unlock$/.test(name),
    );
    for (const name of needed) {
      const input =
        name === 'message.send'
          ? { conversationId: randomUUID(), text: 'x' }
          : {
              conversationId: randomUUID(),
              sessionId: randomUUID(),
              messageId: 'x',
              query: 'x',
              limit: 1,
              days: 1,
              passphrase: 'x',
              current: 'x',
              next: 'another passphrase',
              userId: null,
              labels: [],
              name: 'x',
              businessId: '0'.repeat(24),
              isHighVolume: true,
              text: 'x',
              emoji: null,
              to: randomUUID(),
              schedule: null,
              uploadId: randomUUID(),
              offset: 0,
              bytes: new Uint8Array([1]),
              fileName: 'x',
              mimeType: 'text/plain',
              fileSize: 1,
              perHour: 1,
              contactId: '0'.repeat(24),
              phoneNumber: '+34600111222',
              browser: 'own',
              autoReconnect: true,
            };
      const result = await call(name, input);
      expectFailure(result, 'not_ready');
      expect(result).toMatchObject({ error: { retryable: true } });
    }
  });

  it('a passphrase that is too short is refused before anything is opened', async () => {
    const result = await call('setup.complete', {
      name: 'Ana',
      email: 'ana@example.com',
      passphrase: 'only eleven',
      stores: { kind: 'servers', addresses: databases },
    });
    expectFailure(result, 'bad_input');
  });

  it('a database that cannot be opened leaves the app in its first run', async () => {
    const result = await call('setup.complete', {
      name: 'Ana',
      email: 'ana@example.com',
      passphrase: PASSPHRASE,
      stores: { kind: 'servers', addresses: { ...databases, mongodbUrl: 'nonsense' } },
    });
    expectFailure(result, 'database_address_invalid');
    expect(await succeed('app.state', {})).toEqual({ phase: 'first_run' });
  });

  it('addresses are tested one by one, and nothing that is in them comes back', async () => {
    const wrong = { ...databases, postgresUrl: databases.postgresUrl.replace(/:[^:@]+@/, ':no@') };
    const result = await succeed('setup.testStores', wrong);
    expect(result).toMatchObject({
      mongodb: { ok: true },
      postgres: { ok: false, code: 'database_refused_login' },
    });
    expect(JSON.stringify(result)).not.toContain(':no@');
  });
});

describe('when the app works', () => {
  beforeAll(async () => {
    await succeed('setup.complete', {
      name: 'Ana Salas',
      email: 'ana@example.com',
      passphrase: PASSPHRASE,
      stores: { kind: 'servers', addresses: databases },
    });
    ({ sessionId } = await succeed('session.link', {}));
    desk.account().say({
      kind: 'ready',
      account: {
        whatsappId: ME,
        phoneNumber: '34600000001',
        pushname: 'Corner Shop',
        platform: 'smba',
      },
    });
    const id = INCOMING_ID;
    desk.account().say({
      kind: 'raw',
      event: {
        type: 'message',
        raw: {
          id: { fromMe: false, remote: CUSTOMER, id, _serialized: `false_${CUSTOMER}_${id}` },
          from: CUSTOMER,
          to: ME,
          type: 'chat',
          body: SECRET_TEXT,
          t: Math.floor(Date.now() / 1000) + 1,
          ack: 1,
          notifyName: 'María',
        },
      },
    });
    ({ conversationId } = await desk.published('conversation.changed', () => true));
  });

  it.each(names)('%s refuses what is not its input', async (name) => {
    const shapeless = [undefined, null, 42, Number.NaN, 'x', true, [], [{}], () => {}];
    for (const input of shapeless) expectFailure(await call(name, input), 'bad_input');

    const fields: Record<string, z.ZodType> = commands[name].input.shape;
    const required = Object.keys(fields).filter(
      (field) => fields[field]?.safeParse(undefined).success === false,
    );
    if (required.length > 0) expectFailure(await call(name, { unexpected: 'shape' }), 'bad_input');
  });

  it.each(names)('%s refuses a wrong value in any of its fields', async (name) => {
    const fields: Record<string, z.ZodType> = commands[name].input.shape;
    const valid: Record<string, unknown> = { ...(await inputFor(name)) };
    for (const [field, shape] of Object.entries(fields)) {
      for (const wrong of wrongValuesFor(valid[field])) {
        // What may be null is not refused for being it.
        if (wrong === null && shape.safeParse(null).success) continue;
        expectFailure(await call(name, { ...valid, [field]: wrong }), 'bad_input');
      }
      if (shape.safeParse(undefined).success) continue;
      const { [field]: _, ...without } = valid;
      expectFailure(await call(name, without), 'bad_input');
    }
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'app.nope',
    '',
    7,
    null,
    undefined,
    {},
    ['app.state'],
  ])('the command %s is refused, for there is none', async (name) => {
    expectFailure(await call(name, {}), 'bad_input');
  });

  it('a conversation is given to a colleague who exists, and every window hears of it', async () => {
    const [colleague] = await succeed('user.list', {});
    const userId = colleague?.userId ?? null;
    const taken = await succeed('conversation.assign', { conversationId, userId });
    expect(taken).toMatchObject({ conversationId, assigneeId: userId });
    await desk.published('conversation.changed', ({ assigneeId }) => assigneeId === userId);
    const nobody = await call('conversation.assign', { conversationId, userId: 'f'.repeat(24) });
    expectFailure(nobody, 'not_found');
    await succeed('conversation.assign', { conversationId, userId: null });
  });

  it('labels are trimmed, and the same one twice counts once', async () => {
    const labels = [' urgent ', 'wedding', 'urgent'];
    const labelled = await succeed('conversation.setLabels', { conversationId, labels });
    expect(labelled.labels).toEqual(['urgent', 'wedding']);
    const tooMany = Array.from({ length: 21 }, (_, index) => `label ${index}`);
    for (const refused of [tooMany, ['x'.repeat(41)], [' ']]) {
      const answer = await call('conversation.setLabels', { conversationId, labels: refused });
      expectFailure(answer, 'bad_input');
    }
  });

  it('a message is found only in its own conversation', async () => {
    const messageId = await refusedMessage();
    const elsewhere = ConversationId.parse(randomUUID());
    for (const name of ['message.retry', 'message.discard'] as const) {
      expectFailure(await call(name, { conversationId: elsewhere, messageId }), 'not_found');
    }
    await succeed('message.discard', { conversationId, messageId });
  });

  it.each(Object.keys(validCalls) as CommandName[])(
    '%s answers a valid call as the contract says',
    async (name) => {
      const { refusedWith } = validCalls[name];
      const result = await call(name, await inputFor(name));
      if (refusedWith) expectFailure(result, refusedWith);
      else {
        expect(result).toMatchObject({ ok: true });
        if (result.ok) expect(commands[name].output.parse(result.value)).toEqual(result.value);
      }
    },
  );

  it('the lists begin with the newest, and hold what came from WhatsApp', async () => {
    const { items: conversations } = await succeed('conversation.list', { limit: 10 });
    expect(conversations).toMatchObject([
      { conversationId, name: 'María', phoneNumber: '+34600111222' },
    ]);
    const { items: contacts } = await succeed('contact.list', { limit: 10 });
    expect(contacts).toMatchObject([{ name: 'María', leadCount: 1, conversationId }]);
    const { items: leads } = await succeed('lead.list', { limit: 10 });
    expect(leads).toMatchObject([{ conversationId, excerpt: SECRET_TEXT, stage: 'new' }]);
  });

  it('a message is found by the beginnings of its words, and the hits in it are marked', async () => {
    const { items, next } = await succeed('message.search', { query: 'CHAI blu', limit: 10 });
    expect(next).toBeNull();
    expect(items).toMatchObject([
      { message: { conversationId, content: SECRET_TEXT }, conversationName: 'María' },
    ]);
    const marked = items[0]?.highlights.map(({ start, end }) => SECRET_TEXT.slice(start, end));
    expect(marked).toEqual([expect.stringMatching(/^blu/), expect.stringMatching(/^chai/)]);
    for (const query of ['hair', '', '?!']) {
      expect(await succeed('message.search', { query, limit: 10 })).toEqual({
        items: [],
        next: null,
      });
    }
  });

  it('the newest page of a thread ends with what waits to be sent', async () => {
    const { items } = await succeed('message.list', { conversationId, limit: 50 });
    expect(items[0]).toMatchObject({ content: SECRET_TEXT, leadGenerated: true, outbox: null });
    expect(items.slice(1).every((message) => message.direction === 'outgoing')).toBe(true);
  });

  it('what does not exist is not found', async () => {
    const nowhere = ConversationId.parse(randomUUID());
    const nothing = MessageId.parse('3EB0FFFFFFFFFFFFFFFFFF');
    const somebody = SessionId.parse(randomUUID());
    expectFailure(await call('conversation.get', { conversationId: nowhere }), 'not_found');
    expectFailure(await call('conversation.markRead', { conversationId: nowhere }), 'not_found');
    expectFailure(await call('message.list', { conversationId: nowhere, limit: 5 }), 'not_found');
    expectFailure(await call('message.send', { conversationId: nowhere, text: 'x' }), 'not_found');
    for (const name of ['message.retry', 'message.discard'] as const) {
      expectFailure(await call(name, { conversationId, messageId: nothing }), 'not_found');
    }
    for (const name of ['session.retry', 'session.cancelLink', 'session.logout'] as const) {
      expectFailure(await call(name, { sessionId: somebody }), 'not_found');
    }
  });

  it('what was refused is in the log by its reference, without what was in it', async () => {
    const result = await call('message.send', { conversationId: 'x', text: { to: CUSTOMER } });
    expectFailure(result, 'bad_input');
    const line = desk.log.lines.at(-1);
    expect(line?.fields).toMatchObject({ reference: result.ok ? '' : result.error.reference });
    expect(String(line?.fields.error)).not.toContain(CUSTOMER);
  });
});

function inputFor<N extends CommandName>(name: N): Promise<CommandInput<N>> {
  return Promise.resolve(validCalls[name].input());
}

function wrongValuesFor(valid: unknown): unknown[] {
  if (typeof valid === 'string') {
    return [null, 42, {}, [valid], ''].filter((value) => value !== '' || valid !== FREE_TEXT);
  }
  if (typeof valid === 'number') {
    return [null, String(valid), 1.5, -1, Number.POSITIVE_INFINITY, Number.MAX_VALUE];
  }
  if (Array.isArray(valid)) return [null, 42, 'x', [42], [{}], { unexpected: true }];
  // What may be null is not refused for being it.
  return [null, 42, 'x', [], { unexpected: true }].filter((value) => value !== valid);
}
