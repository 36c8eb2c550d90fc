import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import type { Clock } from '../../../src-main/common/clock.ts';
import { Ingest } from '../../../src-main/ingest/ingest.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import type { JournalEntry } from '../../../src-main/journal/journal-entry.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import { whatsappTranslators } from '../../../src-main/whatsapp/translators/whatsapp-translators.ts';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { appScorers } from '../../support/leads/app-scorers.ts';
import { noCampaigns } from '../../support/leads/no-campaigns.ts';
import { newChatId, openDatabases, type OpenDatabases } from '../store/open-databases.ts';

/** Called around every call of a store; what it throws, the call rejects with. */
interface Trouble {
  before?(call: string): void;
  after?(call: string): void;
}

let open: OpenDatabases;

beforeAll(async () => {
  open = await openDatabases();
});

afterAll(() => open.close());

/** Waits no longer than it must: what is due later is due now. */
const hastyClock: Clock = {
  now: () => Date.now(),
  after: (_, action) => {
    const timer = setImmediate(action);
    return () => clearImmediate(timer);
  },
};

const away = (): AppError => new AppError('database_unreachable', 'MongoDB cannot be reached');

/** An account of its own with one new customer. */
class Scene {
  readonly chatId = newChatId();
  readonly accountId = newChatId();
  readonly source = {
    sessionId: SessionId.parse(randomUUID()),
    userId: open.userId,
    accountId: this.accountId,
    linkedAt: 0,
  };
  #count = 0;

  message(body: string, change: { fromMe?: boolean; t?: number; chatId?: string } = {}): unknown {
    const { fromMe = false, t = 1_760_000_000, chatId = this.chatId } = change;
    return {
      id: { fromMe, remote: chatId, id: `3EB0${String(this.#count++).padStart(18, '0')}` },
      from: fromMe ? this.accountId : chatId,
      to: fromMe ? chatId : this.accountId,
      type: 'chat',
      body,
      t,
      ack: fromMe ? 1 : 0,
    };
  }

  event(type: 'message' | 'ack' | 'unread' | 'place', raw: unknown): JournalEntry {
    return { kind: 'event', ...this.source, type, raw, receivedAt: 1_760_000_100_000 };
  }

  ack(of: unknown, ack: number): JournalEntry {
    return this.event('ack', { id: (of as { id: unknown }).id, ack });
  }
}

/** Runs the pipeline until the journal is empty. */
async function work(entries: readonly JournalEntry[], trouble: Trouble = {}): Promise<Journal> {
  const folder = await dataFolder();
  const database = await DeviceDatabase.open(join(folder.path, 'device'), Buffer.alloc(32, 1));
  let onChanged = (): void => {};
  const journal = await Journal.open(database, () => onChanged());
  for (const entry of entries) await journal.append(entry);
  const empty = new Promise<void>((resolve) => {
    onChanged = () => {
      if (journal.waiting === 0) resolve();
    };
  });
  const ingest = new Ingest({
    journal,
    translators: whatsappTranslators,
    context: {
      stores: troubled(open.stores, trouble),
      figures: troubled(open.stores, trouble).figures,
      publish: () => {},
      scorers: appScorers,
      linkLeads: () => Promise.resolve(),
      campaigns: noCampaigns,
      expiredBefore: () => Promise.resolve(() => null),
      readers: () => open.stores.users.readers(),
      withOutbox: (message) => message,
      onNewContact: () => {},
      onIdentities: () => Promise.resolve(),
      onWaitingMedia: () => {},
    },
    clock: hastyClock,
    random: Math.random,
    log: recordedLog(),
    onOutage: () => {},
  });
  ingest.start();
  await empty;
  await ingest.stop();
  onTestFinished(async () => {
    await database.close();
    await folder.remove();
  });
  return journal;
}

function troubled(stores: Stores, trouble: Trouble): Stores {
  const wrap = <T extends object>(store: T, name: string): T =>
    new Proxy(store, {
      get(target, property) {
        const method: unknown = Reflect.get(target, property);
        if (typeof method !== 'function') return method;
        return async (...input: unknown[]): Promise<unknown> => {
          const call = `${name}.${String(property)}`;
          trouble.before?.(call);
          const answer: unknown = await Reflect.apply(method, target, input);
          trouble.after?.(call);
          return answer;
        };
      },
    });
  return {
    ...stores,
    sessions: wrap(stores.sessions, 'sessions'),
    conversations: wrap(stores.conversations, 'conversations'),
    messages: wrap(stores.messages, 'messages'),
    contacts: wrap(stores.contacts, 'contacts'),
    users: wrap(stores.users, 'users'),
    sessionLogs: wrap(stores.sessionLogs, 'sessionLogs'),
    leads: wrap(stores.leads, 'leads'),
    leadEvidence: wrap(stores.leadEvidence, 'leadEvidence'),
  };
}

async function conversationOf({ chatId, source }: Scene) {
  const [found] = await open.stores.conversations.findOrCreate([
    { chatId, ...source, name: '', at: 0 },
  ]);
  if (!found) throw new Error('One was asked for');
  return found.conversation.conversationId;
}

/** What both databases hold of a scene, without what differs from run to run. */
async function endState(scene: Scene): Promise<unknown> {
  const { stores, raw } = open;
  const conversationId = await conversationOf(scene);
  const summary = await stores.conversations.summary(conversationId);
  const { items } = await stores.messages.page({ conversationId, limit: 200 });
  const contacts = await stores.contacts.page({ search: scene.chatId.slice(0, 11), limit: 5 });
  const leads = (await stores.leads.page({ limit: 200 })).items.filter(
    (lead) => lead.conversationId === conversationId,
  );
  const logs = await raw.postgres.query(
    'SELECT event_type FROM whatsapp_session_logs WHERE session_id = $1',
    [scene.source.sessionId],
  );
  const session = await raw.mongo
    .collection('whatsapp_sessions')
    .findOne({ sessionId: scene.source.sessionId });
  return {
    summary: {
      messageCount: summary?.messageCount,
      unreadCount: summary?.unreadCount,
      lastMessage: summary?.lastMessage,
      isPinned: summary?.isPinned,
      name: summary?.name,
      hasLead: summary?.leadId !== null,
    },
    spans: (await stores.conversations.histories(scene.accountId)).get(scene.chatId)?.history.spans,
    messages: items.map(({ content, status, statusUpdates, leadGenerated, sequence }) => ({
      ...{ content, status, statusUpdates, leadGenerated, sequence },
    })),
    contacts: contacts.items.map(({ leadCount, lastInteractionAt }) => [
      leadCount,
      lastInteractionAt,
    ]),
    leads: leads.map(({ reasons, excerpt, stage }) => ({ reasons, excerpt, stage })),
    logs: logs.rows,
    session: [session?.status, session?.errorCount],
  };
}

describe('the pipeline from the journal to both databases', () => {
  /** Something for every step: a lead, an ack, history, a chat, a change of session, a count that is our own. */
  function everything(): { scene: Scene; rounds: JournalEntry[][] } {
    const scene = new Scene();
    const ours = scene.message('It is 20 euros', { fromMe: true });
    return {
      scene,
      rounds: [
        [
          {
            kind: 'session',
            ...scene.source,
            eventId: randomUUID(),
            at: 5000,
            status: 'disconnected',
            eventType: 'error',
            severity: 'error',
            message: 'Could not be started',
            eventData: {},
            error: 'Could not be started',
          },
          scene.event('message', scene.message('Hello')),
          scene.event('message', scene.message('How much is the chair?')),
        ],
        [
          scene.event('message', ours),
          scene.ack(ours, 3),
          {
            kind: 'chat',
            ...scene.source,
            chat: {
              chatId: scene.chatId,
              name: 'Ana from the market',
              isGroup: false,
              isArchived: false,
              isPinned: true,
            },
          },
          {
            kind: 'history',
            ...scene.source,
            chatId: scene.chatId,
            messages: [scene.message('Years ago', { t: 1_500_000_000 })],
            report: { stretch: { from: 1_759_000_000_000, to: 1_760_000_000_000 } },
          },
        ],
      ],
    };
  }

  async function playThrough(trouble: Trouble = {}): Promise<unknown> {
    const { scene, rounds } = everything();
    for (const entries of rounds) {
      const journal = await work(entries, trouble);
      expect(journal.setAsideCount).toBe(0);
    }
    return endState(scene);
  }

  it('ends the same wherever a database goes away once, before or after a call had its effect', async () => {
    const calls: string[] = [];
    const expected = await playThrough({ before: (call) => calls.push(call) });
    expect(expected).toMatchObject({
      summary: { messageCount: 4, unreadCount: 2, hasLead: true, name: 'Ana from the market' },
      spans: [{ from: 1_759_000_000_000, to: 1_760_000_000_000, count: 3 }],
      contacts: [[1, 1_760_000_000_000]],
      logs: [{ event_type: 'error' }],
      session: ['disconnected', 1],
    });
    for (const moment of ['before', 'after'] as const) {
      for (let failing = 0; failing < calls.length; failing++) {
        let count = 0;
        const end = await playThrough({
          [moment]: () => {
            if (count++ === failing) throw away();
          },
        });
        expect(end, `${moment} ${calls[failing]} (call ${failing})`).toEqual(expected);
      }
    }
  }, 180_000);

  it.each(['database_unreachable', 'database_refused_login', 'database_address_invalid'] as const)(
    'skips nothing while the databases answer with %s, and keeps the order',
    async (code) => {
      const scene = new Scene();
      const texts = Array.from({ length: 30 }, (_, index) => `m${index}`);
      let refusals = 0;
      const journal = await work(
        texts.map((text) => scene.event('message', scene.message(text))),
        {
          before: () => {
            if (refusals++ < 5) throw new AppError(code, 'Not now');
          },
        },
      );
      expect(journal.setAsideCount).toBe(0);
      const { items } = await open.stores.messages.page({
        conversationId: await conversationOf(scene),
        limit: 200,
      });
      expect(items.map((each) => each.content)).toEqual(texts);
    },
  );

  it('sets aside the one entry that cannot be stored, and stores the others of its chat', async () => {
    const scene = new Scene();
    const poison = {
      ...(scene.message('poison') as object),
      id: `false_${scene.chatId}_not an id`,
    };
    const journal = await work([
      scene.event('message', scene.message('before')),
      scene.event('message', poison),
      scene.event('message', scene.message('after')),
    ]);
    expect(journal.setAsideCount).toBe(1);
    const { items } = await open.stores.messages.page({
      conversationId: await conversationOf(scene),
      limit: 200,
    });
    expect(items.map((each) => each.content)).toEqual(['before', 'after']);
  });

  it('sets aside what cannot be understood once, also when storing the rest takes several tries', async () => {
    const scene = new Scene();
    let refusals = 0;
    const journal = await work(
      [
        scene.event('message', 'not a message'),
        {
          kind: 'history',
          ...scene.source,
          chatId: scene.chatId,
          messages: [scene.message('good'), { type: 'chat' }],
          report: {},
        },
      ],
      {
        before: () => {
          if (refusals++ < 4) throw away();
        },
      },
    );
    expect(journal.setAsideCount).toBe(2);
    expect(await endState(scene)).toMatchObject({ messages: [{ content: 'good' }] });
  });

  it('opens no lead for what was written before the account was linked', async () => {
    const scene = new Scene();
    const old = scene.event('message', scene.message('I want to buy', { t: 1_500_000_000 }));
    if (old.kind !== 'event') throw new Error('An event was made');
    await work([{ ...old, linkedAt: 1_600_000_000_000 }]);
    expect(await endState(scene)).toMatchObject({ leads: [], summary: { hasLead: false } });
  });

  it('passes by status posts, channels and the notices of WhatsApp', async () => {
    const scene = new Scene();
    const notice = { ...(scene.message('') as object), type: 'e2e_notification' };
    const journal = await work([
      scene.event('message', scene.message('story', { chatId: 'status@broadcast' })),
      scene.event('message', scene.message('news', { chatId: '123@newsletter' })),
      scene.event('message', notice),
    ]);
    expect(journal.setAsideCount).toBe(0);
    expect(await endState(scene)).toMatchObject({ messages: [] });
  });

  it('counts as unread what WhatsApp says, where it says it', async () => {
    const scene = new Scene();
    await work([
      scene.event('message', scene.message('one')),
      scene.event('message', scene.message('two')),
      scene.event('unread', { chatId: scene.chatId, unreadCount: 1 }),
    ]);
    expect(await endState(scene)).toMatchObject({ summary: { unreadCount: 1, messageCount: 2 } });
  });

  it('takes a chat for pinned or archived as WhatsApp said last, and leaves it where it says nothing', async () => {
    const scene = new Scene();
    const { chatId } = scene;
    await work([
      scene.event('message', scene.message('one')),
      scene.event('place', { chatId, isArchived: false, isPinned: true }),
      // Asked for earlier, and overtaken: it says nothing of the place.
      { kind: 'chat', ...scene.source, chat: { chatId, name: 'Ana', isGroup: false } },
    ]);
    expect(await endState(scene)).toMatchObject({ summary: { isPinned: true } });
    await work([scene.event('place', { chatId, isArchived: true, isPinned: false })]);
    expect(await endState(scene)).toMatchObject({ summary: { isPinned: false } });
  });

  it('calls a chat by its customer when WhatsApp gives it an empty name', async () => {
    const scene = new Scene();
    const chat = { chatId: scene.chatId, isGroup: false, isArchived: false, isPinned: false };
    await work([
      scene.event('message', scene.message('hello')),
      { kind: 'chat', ...scene.source, chat: { ...chat, name: '' } },
    ]);
    expect(await endState(scene)).toMatchObject({
      summary: { name: `+${scene.chatId.slice(0, 11)}` },
    });
  });
});
