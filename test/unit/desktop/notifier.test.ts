import { beforeEach, describe, expect, it } from 'vitest';
import { speechOf } from '../../../src-main/desktop/desktop-words.ts';
import { type Mention, Notifier } from '../../../src-main/desktop/notifier.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import {
  defaultNotifications,
  type NotificationSettings,
} from '../../../src-preload/contract/desktop.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { NoteId } from '../../../src-preload/contract/note.ts';
import { uuid } from '../../support/preview/sample-data.ts';
import { conversation } from '../renderer/samples.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';

const START = Date.UTC(2026, 10, 28, 12);

let clock: ManualClock;
let settings: NotificationSettings;
let inView: ConversationId | null;
let isMine: boolean;
let opened: string[];
let sent: [string, string][];
let held: [string, string][];
/** What stands on the desktop. */
let shown: {
  title: string;
  body: string;
  silent: boolean;
  click: () => void;
  reply: (text: string) => void;
}[];
let notifier: Notifier;
let locale: string;

beforeEach(() => {
  clock = new ManualClock(START);
  locale = 'en';
  settings = defaultNotifications;
  inView = null;
  isMine = true;
  opened = [];
  sent = [];
  held = [];
  shown = [];
  notifier = new Notifier({
    settings: () => settings,
    words: () => speechOf(locale).words,
    time: (at) => new Date(at).toISOString().slice(11, 16),
    isMine: () => isMine,
    hasMutedLabel: ({ labels }) => labels.includes('spam'),
    inView: () => inView,
    show: (content, { onClick, onReply = () => {} }) => {
      const one = { ...content, click: onClick, reply: onReply };
      shown.push(one);
      return { close: () => (shown = shown.filter((each) => each !== one)) };
    },
    open: (conversationId) => opened.push(conversationId),
    showMain: () => opened.push('the window'),
    reply: (conversationId, text) => sent.push([conversationId, text]),
    holdReply: (conversationId, text) => held.push([conversationId, text]),
    clock,
  });
});

/** A conversation whose newest message came so many milliseconds after the start. */
function written(after: number, change: Partial<ConversationSummary> = {}): ConversationSummary {
  return conversation(1, START + after, {
    name: 'Marta',
    unreadCount: 1,
    lastMessage: {
      direction: 'incoming',
      type: 'text',
      preview: 'Hello',
      status: 'delivered',
      timestamp: START + after,
    },
    ...change,
  });
}

const stands = () => shown.map(({ title, body }) => [title, body]);

describe('a mention in a note', () => {
  const mention = (after = 1_000, note = 70): Mention => ({
    noteId: NoteId.parse(uuid(note)),
    conversation: written(-60_000, { unreadCount: 0 }),
    author: 'Luis',
    text: '@Ana, see this',
    at: START + after,
  });

  it('is announced once, whoever looks after the conversation, and opens it', () => {
    isMine = false;
    notifier.onMention(mention());
    notifier.onMention(mention());
    expect(stands()).toEqual([['Luis mentioned you in a note: Marta', '@Ana, see this']]);
    shown[0]?.click();
    expect(opened).toEqual([uuid(1)]);
    expect(shown).toEqual([]);
  });

  it('keeps to the rules of messages: text, mutes, what is in view, and what was before', () => {
    notifier.onMention(mention(-5_000, 69));
    settings = { ...settings, mutedConversations: [written(0).conversationId] };
    notifier.onMention(mention(1_000, 70));
    settings = { ...settings, mutedConversations: [], showText: false };
    inView = written(0).conversationId;
    notifier.onMention(mention(1_000, 71));
    expect(shown).toEqual([]);
    inView = null;
    // What had its chance has had it.
    notifier.onMention(mention(1_000, 71));
    expect(shown).toEqual([]);
    notifier.onMention(mention(1_000, 72));
    expect(stands()).toEqual([['Luis mentioned you in a note: Marta', 'Internal note']]);
    notifier.clear();
    expect(shown).toEqual([]);
  });
});

describe('a message', () => {
  it('is announced with who wrote it and what, once', () => {
    notifier.onConversation(written(1_000));
    notifier.onConversation(written(1_000));
    notifier.onConversation(written(1_000, { labels: ['new'] }));
    expect(stands()).toEqual([['Marta', 'Hello']]);
  });

  it('takes the place of the one before it in the conversation', () => {
    notifier.onConversation(written(1_000));
    notifier.onConversation(written(2_000, { unreadCount: 2 }));
    expect(stands()).toEqual([['Marta (2)', 'Hello']]);
  });

  it('of the same second as the one before is announced, too', () => {
    notifier.onConversation(written(1_000));
    notifier.onConversation(written(1_000, { unreadCount: 2 }));
    expect(stands()).toEqual([['Marta (2)', 'Hello']]);
  });

  it('leaves the desktop when it is read, or answered', () => {
    notifier.onConversation(written(1_000));
    notifier.onConversation(written(1_000, { unreadCount: 0 }));
    expect(shown).toEqual([]);
    notifier.onConversation(written(2_000));
    const { lastMessage } = written(3_000);
    notifier.onConversation(
      written(3_000, { lastMessage: lastMessage && { ...lastMessage, direction: 'outgoing' } }),
    );
    expect(shown).toEqual([]);
  });

  it('of before the start is not announced, one of the second of the start is', () => {
    notifier.onConversation(written(-1_000));
    expect(shown).toEqual([]);
    notifier.onConversation(written(0));
    expect(shown).toHaveLength(1);
  });

  it('opens its conversation when it is clicked, and goes', () => {
    notifier.onConversation(written(1_000));
    shown[0]?.click();
    expect(opened).toEqual([uuid(1)]);
    expect(shown).toEqual([]);
  });

  it('that has no words of its own is counted', () => {
    const { lastMessage } = written(1_000);
    notifier.onConversation(
      written(1_000, { lastMessage: lastMessage && { ...lastMessage, preview: '' } }),
    );
    expect(stands()).toEqual([['Marta', 'New message']]);
  });

  it('is counted in the language that is set when it comes', () => {
    locale = 'es';
    settings = { ...settings, showText: false };
    notifier.onConversation(written(1_000, { unreadCount: 2 }));
    expect(stands()).toEqual([['Marta', '2 mensajes nuevos']]);
  });

  it('shows nothing of what was written when that is not wanted, and makes no sound', () => {
    settings = { ...settings, showText: false, sound: false };
    notifier.onConversation(written(1_000, { unreadCount: 3 }));
    expect(stands()).toEqual([['Marta', '3 new messages']]);
    expect(shown[0]?.silent).toBe(true);
  });
});

describe('what was not announced when it came', () => {
  it.each<[string, () => void, () => unknown]>([
    [
      'in a pause',
      () => (settings = { ...settings, pausedUntil: START + 60_000 }),
      () => clock.advance(60_000),
    ],
    [
      'while it was turned off',
      () => (settings = { ...settings, enabled: false }),
      () => (settings = { ...settings, enabled: true }),
    ],
    [
      'while its conversation was muted',
      () => (settings = { ...settings, mutedConversations: [uuid(1) as ConversationId] }),
      () => (settings = { ...settings, mutedConversations: [] }),
    ],
    ['while it was in view', () => (inView = uuid(1) as ConversationId), () => (inView = null)],
  ])(
    '%s is announced by no later change of its conversation; the next message is',
    async (_, arrange, end) => {
      arrange();
      notifier.onConversation(written(1_000));
      notifier.onConversation(written(2_000, { unreadCount: 2 }));
      await end();
      notifier.onConversation(written(2_000, { unreadCount: 2, labels: ['new'] }));
      notifier.onConversation(written(2_000, { unreadCount: 2, isPinned: true }));
      expect(shown).toEqual([]);
      notifier.onConversation(written(62_000, { unreadCount: 3 }));
      expect(stands()).toEqual([['Marta (3)', 'Hello']]);
    },
  );

  it('in a burst is not announced when its conversation is given a label', async () => {
    for (let number = 2; number <= 11; number++) {
      notifier.onConversation({
        ...written(1_000),
        conversationId: uuid(number) as ConversationId,
      });
    }
    notifier.onConversation(written(1_000));
    expect(shown).toHaveLength(10);
    await clock.advance(10_000);
    notifier.onConversation(written(1_000, { labels: ['new'] }));
    expect(shown).toHaveLength(10);
  });

  it('because somebody else looked after it is announced to who is given the conversation', () => {
    isMine = false;
    notifier.onConversation(written(1_000));
    isMine = true;
    notifier.onConversation(written(1_000));
    expect(stands()).toEqual([['Marta', 'Hello']]);
  });

  it('because it had been read is no news when it is marked as unread', () => {
    notifier.onConversation(written(1_000));
    notifier.onConversation(written(1_000, { unreadCount: 0 }));
    notifier.onConversation(written(1_000, { unreadCount: 1 }));
    expect(shown).toEqual([]);
    const { lastMessage } = written(1_000);
    notifier.onConversation(
      written(1_000, { lastMessage: lastMessage && { ...lastMessage, preview: 'And this' } }),
    );
    expect(shown).toEqual([]);
    notifier.onConversation(written(2_000));
    expect(stands()).toEqual([['Marta', 'Hello']]);
  });

  it('because it is of before the start is not, however it comes in', () => {
    notifier.onConversation(written(-60_000, { unreadCount: 0 }));
    notifier.onConversation(written(-30_000, { unreadCount: 1 }));
    notifier.onConversation(written(-20_000, { unreadCount: 2 }));
    expect(shown).toEqual([]);
  });

  it('was read within the second in which the next one came, which is announced', () => {
    notifier.onConversation(written(1_000));
    notifier.onConversation(written(1_000, { unreadCount: 0 }));
    const { lastMessage } = written(1_000);
    notifier.onConversation(
      written(1_000, { lastMessage: lastMessage && { ...lastMessage, preview: 'And this' } }),
    );
    expect(stands()).toEqual([['Marta', 'And this']]);
  });
});

it('shows ten of a burst, and more when it is over', async () => {
  const from = (number: number): ConversationSummary => ({
    ...written(1_000),
    conversationId: uuid(number) as ConversationId,
  });
  for (let number = 1; number <= 200; number++) notifier.onConversation(from(number));
  expect(shown).toHaveLength(10);
  await clock.advance(10_000);
  notifier.onConversation(from(201));
  expect(shown).toHaveLength(11);
});

describe('nothing is announced', () => {
  it.each<[string, () => void, Partial<ConversationSummary>]>([
    ['when it is turned off', () => (settings = { ...settings, enabled: false }), {}],
    ['during a pause', () => (settings = { ...settings, pausedUntil: START + 60_000 }), {}],
    ['of what is in view', () => (inView = uuid(1) as ConversationId), {}],
    ['of what others look after', () => (isMine = false), {}],
    ['of the archive', () => {}, { isArchived: true }],
    [
      'of a muted conversation',
      () => (settings = { ...settings, mutedConversations: [uuid(1) as ConversationId] }),
      {},
    ],
    ['of a muted label', () => {}, { labels: ['new', 'spam'] }],
  ])('%s', (_when, arrange, change) => {
    arrange();
    notifier.onConversation(written(1_000, change));
    expect(shown).toEqual([]);
  });

  it('of what came in the meantime, once it is in order again', async () => {
    notifier.onConversation(written(1_000));
    await clock.advance(10_000);
    notifier.clear();
    expect(shown).toEqual([]);
    notifier.onConversation(written(5_000));
    expect(shown).toEqual([]);
    notifier.onConversation(written(11_000));
    expect(shown).toHaveLength(1);
  });
});

describe('an answer that is written into a notification', () => {
  it('is sent to its conversation, and the notification goes', () => {
    notifier.onConversation(written(1_000));
    shown[0]?.reply('On our way!');
    expect([sent, held, shown]).toEqual([[[uuid(1), 'On our way!']], [], []]);
  });

  it('that is blank is not sent', () => {
    notifier.onConversation(written(1_000));
    shown[0]?.reply('  ');
    expect([sent, held, shown]).toEqual([[], [], []]);
  });

  it('waits in the field when somebody else has answered meanwhile', () => {
    notifier.onConversation(written(1_000));
    const reply = shown[0]?.reply;
    const { lastMessage } = written(2_000);
    notifier.onConversation(
      written(2_000, { lastMessage: lastMessage && { ...lastMessage, direction: 'outgoing' } }),
    );
    reply?.('On our way!');
    expect([sent, held]).toEqual([[], [[uuid(1), 'On our way!']]]);
  });

  it('is sent when a colleague has only read it', () => {
    notifier.onConversation(written(1_000));
    const reply = shown[0]?.reply;
    notifier.onConversation(written(1_000, { unreadCount: 0 }));
    reply?.('On our way!');
    expect(sent).toHaveLength(1);
  });
});

describe('what came while the computer slept', () => {
  const HOUR = 3_600_000;
  const from = (number: number, after: number, unreadCount = 1): ConversationSummary => ({
    ...written(after, { unreadCount, name: `Customer ${number}` }),
    conversationId: uuid(number) as ConversationId,
  });
  const night = async (): Promise<void> => {
    notifier.sleep();
    clock.sleep(10 * HOUR);
    notifier.wake();
    await clock.advance(1_000);
  };

  it('is announced all at once, when it has come in', async () => {
    await night();
    for (let number = 1; number <= 50; number++) {
      notifier.onConversation(from(number, HOUR + number * 1_000));
      await clock.advance(100);
    }
    expect(shown).toEqual([]);
    await clock.advance(5_000);
    expect(stands()).toEqual([
      [
        'While this computer slept: 50 conversations',
        'Customer 1, Customer 2, Customer 3 and 47 more',
      ],
    ]);
    shown[0]?.click();
    expect([opened, shown]).toEqual([['the window'], []]);
    notifier.onConversation({ ...from(7, HOUR + 7_000), labels: ['new'] });
    await clock.advance(60_000);
    expect(shown).toEqual([]);
  });

  it('is announced as ever where it is one conversation alone', async () => {
    await night();
    notifier.onConversation(written(HOUR, { unreadCount: 2 }));
    await clock.advance(5_000);
    expect(stands()).toEqual([['Marta (2)', 'Hello']]);
    shown[0]?.click();
    expect(opened).toEqual([uuid(1)]);
  });

  it('is announced within half a minute while more and more comes in, and then without a sound', async () => {
    await night();
    for (let number = 1; number <= 10; number++) {
      notifier.onConversation(from(number, HOUR));
      await clock.advance(4_000);
    }
    expect(shown).toHaveLength(1);
    expect(shown[0]?.silent).toBe(false);
    await clock.advance(5_000);
    expect(shown).toMatchObject([
      { title: 'While this computer slept: 10 conversations', silent: true },
    ]);
  });

  it('leaves out what was read or answered before it could be told, and goes when nothing is left', async () => {
    await night();
    notifier.onConversation(from(1, HOUR));
    notifier.onConversation(from(2, HOUR));
    notifier.onConversation(from(3, HOUR));
    notifier.onConversation(from(3, HOUR, 0));
    await clock.advance(5_000);
    expect(stands()).toEqual([
      ['While this computer slept: 2 conversations', 'Customer 1, Customer 2'],
    ]);
    notifier.onConversation(from(1, HOUR, 0));
    notifier.onConversation(from(2, HOUR, 0));
    expect(shown).toEqual([]);
  });

  it('is not announced in quiet hours, by the clock of after the sleep', async () => {
    const time = (at: number): string => {
      const date = new Date(at);
      return [date.getHours(), date.getMinutes()]
        .map((part) => String(part).padStart(2, '0'))
        .join(':');
    };
    const wakes = START + 10 * HOUR;
    settings = { ...settings, quietHours: { from: time(wakes - HOUR), to: time(wakes + HOUR) } };
    await night();
    notifier.onConversation(from(1, HOUR));
    await clock.advance(5_000);
    expect(shown).toEqual([]);
    settings = { ...settings, quietHours: { from: time(START - HOUR), to: time(START + HOUR) } };
    notifier.onConversation(from(1, HOUR, 2));
    await clock.advance(5_000);
    expect(shown).toHaveLength(1);
  });

  it('is not announced with what comes later when quiet hours had begun before it could be told', async () => {
    await night();
    notifier.onConversation(from(1, HOUR));
    settings = { ...settings, pausedUntil: clock.now() + 10_000 };
    await clock.advance(5_000);
    expect(shown).toEqual([]);
    await clock.advance(10_000);
    notifier.onConversation(from(2, HOUR));
    await clock.advance(5_000);
    expect(stands()).toEqual([['Customer 2', 'Hello']]);
  });

  it('does not hold back what is written after it', async () => {
    await night();
    notifier.onConversation(from(1, HOUR));
    notifier.onConversation(from(1, 10 * HOUR + 1_000, 2));
    expect(stands()).toEqual([['Customer 1 (2)', 'Hello']]);
    await clock.advance(60_000);
    expect(shown).toHaveLength(1);
  });

  it('takes the place of what stood there of the same conversation', async () => {
    notifier.onConversation(from(1, 1_000));
    await night();
    notifier.onConversation(from(1, HOUR, 2));
    expect(shown).toEqual([]);
    await clock.advance(5_000);
    expect(shown).toHaveLength(1);
  });
});
