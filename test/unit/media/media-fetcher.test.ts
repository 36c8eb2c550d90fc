import { NO_HISTORY } from '../../../src-main/domain/history-spans.ts';
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { MediaFetcher } from '../../../src-main/media/media-fetcher.ts';
import type { MediaChange, MessageMedia } from '../../../src-main/store/message-media-store.ts';
import type { WhatsAppClient } from '../../../src-main/whatsapp/whatsapp-client.ts';
import { ConversationId, MessageId, SessionId } from '../../../src-preload/contract/ids.ts';
import { Message, nothingButText } from '../../../src-preload/contract/message.ts';
import { download, FakeAccount } from '../outbox/fake-account.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

const sessionId = SessionId.parse(randomUUID());
const conversationId = ConversationId.parse(randomUUID());
const id = (number: number): MessageId => MessageId.parse(`3EB0${number}`);

let account: FakeAccount;
let client: WhatsAppClient | null;
let isAway: boolean;
/** What the messages say, oldest first; and the files. */
let known: Map<MessageId, MessageMedia>;
let files: Buffer[];
let asked: string[];
/** What recording answers before it does what is asked. */
let outcomes: ('unchanged' | 'fileGone')[];
let recorded: string[];
let released: string[];
let published: string[];
let limitMb: number;
let fetcher: MediaFetcher;

beforeEach(() => {
  account = new FakeAccount();
  client = account;
  isAway = false;
  known = new Map();
  files = [];
  asked = [];
  outcomes = [];
  recorded = [];
  released = [];
  published = [];
  limitMb = 64;
  account.onDownload = ({ messageId }) => {
    asked.push(messageId);
    return download(Buffer.from(messageId));
  };
  fetcher = newFetcher();
});

function newFetcher(): MediaFetcher {
  const ifThere = async <T>(answer: () => T): Promise<T> => {
    if (isAway) throw new AppError('database_unreachable', 'away');
    return answer();
  };
  const messageOf = (messageId: MessageId): Message =>
    Message.parse({
      messageId,
      conversationId,
      ...nothingButText,
      direction: 'incoming',
      type: 'image',
      content: known.get(messageId)?.state ?? '',
      senderName: null,
      status: 'delivered',
      statusUpdates: [],
      outbox: null,
      leadGenerated: false,
      timestamp: 0,
      sequence: 0,
    });
  const stores: ConstructorParameters<typeof MediaFetcher>[0]['stores'] = {
    messageMedia: {
      find: (_conversation, messageId) => ifThere(() => known.get(messageId) ?? null),
      record: (_conversation, messageId, change: MediaChange) =>
        ifThere(() => {
          const media = known.get(messageId);
          if (change.state === 'stored') recorded.push(change.fileId);
          if (outcomes.length > 0) return outcomes.shift() ?? 'changed';
          if (media) known.set(messageId, { ...media, ...change });
          return 'changed';
        }),
      waiting: (_session, limit) =>
        ifThere(() =>
          [...known]
            .filter(([, { state }]) => state === 'waiting')
            .map(([messageId]) => ({ conversationId, messageId }))
            .reverse()
            .slice(0, limit),
        ),
    },
    media: {
      put: async (_conversation, bytes) => {
        const content = await buffer(bytes);
        return ifThere(() => {
          files.push(content);
          return { fileId: String(files.length), size: content.length, outcome: 'stored' };
        });
      },
      release: async (_conversation, fileId) => {
        released.push(fileId);
        return 'removed';
      },
      removeUnfinished: async () => 0,
      removeUncarried: async () => 0,
    },
    messages: {
      find: async (_conversation, messageId) => messageOf(messageId),
    },
    conversations: {
      find: async () => ({
        conversationId,
        sessionId,
        accountId: '2@c.us',
        chatId: '1@c.us',
        name: 'Ana',
        isGroup: false,
        leadId: null,
        campaignId: null,
        campaignSince: null,
        businessId: null,
        history: NO_HISTORY,
      }),
    },
  };
  return new MediaFetcher({
    stores,
    clientOf: () => client,
    publish: (_name, payload) => {
      if ('messageId' in payload && 'content' in payload) {
        published.push(`${payload.messageId} ${payload.content}`);
      }
    },
    limitMb: () => limitMb,
    withOutbox: (message) => message,
    clock: systemClock,
    random: () => 0.5,
    log: silentLog(),
    timing: { retry: { first: 5, longest: 20 }, outage: { first: 5, longest: 10 } },
  });
}

function waitingMessage(number: number, change: Partial<MessageMedia> = {}): MessageId {
  const messageId = id(number);
  known.set(messageId, {
    conversationId,
    state: 'waiting',
    fileId: null,
    fileName: '',
    fileSize: 0,
    mimeType: 'image/jpeg',
    thumbnail: null,
    attempts: 0,
    fromMe: false,
    author: null,
    ...change,
  });
  return messageId;
}

const stateOf = (messageId: MessageId): string | undefined => known.get(messageId)?.state;

describe('fetching files', () => {
  it('stores what WhatsApp gives, and tells the windows', async () => {
    const messageId = waitingMessage(1);
    fetcher.add(sessionId, { conversationId, messageId });
    await vi.waitFor(() => expect(published).toEqual([`${messageId} stored`]));
    expect(known.get(messageId)).toMatchObject({ state: 'stored', fileId: '1', fileSize: 5 });
  });

  it('takes up everything that waits when the account is connected, the newest first', async () => {
    client = null;
    for (let number = 1; number <= 120; number++) {
      const messageId = waitingMessage(number);
      if (number > 100) fetcher.add(sessionId, { conversationId, messageId });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toEqual([]);
    client = account;
    fetcher.wake(sessionId);
    await vi.waitFor(() => expect(files).toHaveLength(120));
    expect(asked.slice(0, 3)).toEqual([id(120), id(119), id(118)]);
    expect(new Set(asked).size).toBe(120);
  });

  it('has a few under way at a time, and what a person asks for comes next', async () => {
    const release: (() => void)[] = [];
    account.onDownload = async ({ messageId }) => {
      asked.push(messageId);
      await new Promise<void>((resolve) => release.push(resolve));
      return download(Buffer.from(messageId));
    };
    for (let number = 1; number <= 6; number++) {
      fetcher.add(sessionId, { conversationId, messageId: waitingMessage(number) });
    }
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    await fetcher.want(conversationId, id(3));
    release.shift()?.();
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    expect(asked[2]).toBe(id(3));
    account.onDownload = ({ messageId }) => download(Buffer.from(messageId));
    for (const each of release) each();
    await vi.waitFor(() => expect(files).toHaveLength(6));
  });

  it.each([
    ['failed', () => Promise.reject(new AppError('whatsapp_failed', 'no'))],
    ['expired', () => Promise.resolve({ state: 'gone' } as const)],
  ])('is tried a few times before it is %s; then a person can ask again', async (end, answer) => {
    const messageId = waitingMessage(1);
    account.onDownload = ({ messageId: each }) => {
      asked.push(each);
      return answer();
    };
    fetcher.add(sessionId, { conversationId, messageId });
    await vi.waitFor(() => expect(stateOf(messageId)).toBe(end));
    expect(known.get(messageId)?.attempts).toBe(4);
    expect(asked).toHaveLength(4);
    expect(published).toEqual([`${messageId} ${end}`]);

    account.onDownload = () => download(Buffer.from('at last'));
    const message = await fetcher.want(conversationId, messageId);
    expect(message.content).toBe('waiting');
    await vi.waitFor(() => expect(stateOf(messageId)).toBe('stored'));
  });

  it('does not fetch what is too large, and says so', async () => {
    const announced = waitingMessage(1, { fileSize: 65 * 1024 * 1024 });
    const silent = waitingMessage(2);
    account.onDownload = ({ messageId }) => {
      asked.push(messageId);
      return { state: 'too_large', size: 1 };
    };
    fetcher.wake(sessionId);
    await vi.waitFor(() => expect(stateOf(announced)).toBe('too_large'));
    await vi.waitFor(() => expect(stateOf(silent)).toBe('too_large'));
    expect(asked).toEqual([silent]);
  });

  it('leaves what is larger than the limit until a person asks, also over failures, and the limit takes effect at once', async () => {
    const megabyte = 1024 * 1024;
    limitMb = 5;
    const large = waitingMessage(1, { fileSize: 6 * megabyte });
    const larger = waitingMessage(2, { fileSize: 20 * megabyte });
    const small = waitingMessage(3, { fileSize: 5 * megabyte });
    fetcher.wake(sessionId);
    await vi.waitFor(() => expect(stateOf(small)).toBe('stored'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(asked).toEqual([small]);

    let failures = 2;
    account.onDownload = ({ messageId }) => {
      asked.push(messageId);
      failures -= 1;
      if (failures === 1) throw new AppError('whatsapp_not_connected', 'down');
      if (failures === 0) throw new AppError('whatsapp_failed', 'no');
      return download(Buffer.from(messageId));
    };
    await fetcher.want(conversationId, larger);
    await vi.waitFor(() => expect(stateOf(larger)).toBe('stored'));
    expect(asked).toEqual([small, larger, larger, larger]);

    expect(stateOf(large)).toBe('waiting');
    limitMb = 6;
    fetcher.limitChanged();
    await vi.waitFor(() => expect(stateOf(large)).toBe('stored'));
  });

  it('fetches nothing by itself where nothing is to come, whatever WhatsApp says of its size', async () => {
    limitMb = 0;
    const silent = waitingMessage(1, { fileSize: 0 });
    fetcher.add(sessionId, { conversationId, messageId: silent });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(asked).toEqual([]);
    await fetcher.want(conversationId, silent);
    await vi.waitFor(() => expect(stateOf(silent)).toBe('stored'));
  });

  it('does not count it when the line is down, and goes on', async () => {
    const messageId = waitingMessage(1);
    let calls = 0;
    account.onDownload = () => {
      calls += 1;
      if (calls < 8) throw new AppError('whatsapp_not_connected', 'down');
      return download(Buffer.from('x'));
    };
    fetcher.wake(sessionId);
    await vi.waitFor(() => expect(stateOf(messageId)).toBe('stored'));
    expect(calls).toBe(8);
  });

  it('waits while the database is away, and loses nothing', async () => {
    isAway = true;
    const messageId = waitingMessage(1);
    fetcher.add(sessionId, { conversationId, messageId });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(known.get(messageId)).toMatchObject({ state: 'waiting', attempts: 0 });
    isAway = false;
    await vi.waitFor(() => expect(stateOf(messageId)).toBe('stored'));
  });

  it('goes on with the attempts of the app that ran before', async () => {
    const messageId = waitingMessage(1, { attempts: 3 });
    account.onDownload = () => ({ state: 'gone' });
    await fetcher.stop();
    fetcher = newFetcher();
    fetcher.wake(sessionId);
    await vi.waitFor(() => expect(stateOf(messageId)).toBe('expired'));
  });

  it('gives back the file of a message that was revoked meanwhile, and shows nothing', async () => {
    const messageId = waitingMessage(1);
    outcomes = ['unchanged'];
    fetcher.add(sessionId, { conversationId, messageId });
    await vi.waitFor(() => expect(released).toEqual(['1']));
    await fetcher.stop();
    expect(published).toEqual([]);
  });

  it('fetches again what another message gave up at the same moment', async () => {
    const messageId = waitingMessage(1);
    outcomes = ['fileGone'];
    fetcher.add(sessionId, { conversationId, messageId });
    await vi.waitFor(() => expect(published).toEqual([`${messageId} stored`]));
    expect(recorded).toEqual(['1', '2']);
    expect(released).toEqual([]);
  });

  it('knows nothing of a message without a file', async () => {
    await expect(fetcher.want(conversationId, id(99))).rejects.toMatchObject({ code: 'not_found' });
  });
});
