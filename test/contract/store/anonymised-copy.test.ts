import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnonymisedCopies } from '../../../src-main/anonymised-copy/anonymised-copies.ts';
import { copyFileNames, type CopyLine } from '../../../src-main/anonymised-copy/copy-format.ts';
import type { NewMessage } from '../../../src-main/store/message-store.ts';
import type { CopyProgress, CopyReport } from '../../../src-preload/contract/anonymised-copy.ts';
import type { BusinessId, ConversationId } from '../../../src-preload/contract/ids.ts';
import { MessageId } from '../../../src-preload/contract/ids.ts';
import { mentionOf } from '../../../src-preload/contract/note.ts';
import { message, newChatId, openDatabases, type OpenDatabases } from './open-databases.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-03-03T10:00:00Z');
const names = [
  'María Zurbano',
  'Łukasz Wiśniewski',
  'محمد الفارسي',
  '王小明',
  'Анна Каренина',
  'Bo Li',
];
const texts = [
  'Buenas, soy María, ¿tienen zapatillas talla 38? Mi número es 600 777 888',
  'Dzień dobry, poproszę trzy pierogi na piątek',
  'مرحبا أريد كعكة الشوكولاتة',
  '我想订一个生日蛋糕，明天下午三点来取',
  'Добрый день, сколько стоит доставка?',
  'Mar\u200bzipan \u202etorte\u202c bitte 👨‍👩‍👧 https://konditorei.example.org/torte',
];

let open: OpenDatabases;
let businessId: BusinessId;
const chats: { conversationId: ConversationId; chatId: string }[] = [];
/** The bytes of the one file that is stored. */
const picture = Buffer.alloc(5_000, 'picture of somebody');

beforeAll(async () => {
  open = await openDatabases();
  const { stores, sessionId, userId } = open;
  const made = await stores.businesses.create({ name: 'Zapatería Quintana' });
  ({ businessId } = made.business);
  for (const [index, name] of names.entries()) {
    const chatId = newChatId();
    const phoneNumber = chatId.split('@')[0] ?? '';
    await open.meet({ sessionId, whatsappId: chatId, at: START });
    await stores.contacts.sync(sessionId, [
      {
        whatsappId: chatId,
        name,
        phoneNumber,
        isBusiness: false,
        isVerified: false,
        isBlocked: false,
      },
    ]);
    const { conversationId } = await open.newConversation(chatId);
    await stores.conversations.rename([{ conversationId, name }]);
    await stores.conversations.setLabels(conversationId, ['Clientela fiel']);
    const said = (change: Partial<NewMessage>): NewMessage =>
      message({ chatId, from: chatId, ...change });
    await open.store(conversationId, [
      said({ content: 'Hola buenas', timestamp: START + index * MINUTE }),
      said({ content: texts[index] ?? '', timestamp: START + (index + 1) * MINUTE }),
      said({
        ...{ fromMe: true, from: '34600000001@c.us', to: chatId },
        content: `Gracias ${name}, se lo apartamos a María Zurbano`,
        timestamp: START + (index + 3) * MINUTE,
      }),
      ...(index === 0
        ? [
            said({
              ...{ messageId: 'PICTURE0001', type: 'image', content: 'Así los quiero' },
              media: {
                ...{ mimeType: 'image/jpeg', fileName: 'familia-zurbano.jpg', fileSize: 5_000 },
                ...{ isGif: false, isViewOnce: false },
              },
              timestamp: START + 5_000 * MINUTE,
            }),
          ]
        : []),
    ]);
    chats.push({ conversationId, chatId });
  }
  const [first] = chats;
  if (!first) throw new Error('There are chats');
  const { fileId } = await stores.media.put(first.conversationId, once(picture));
  await stores.messageMedia.record(first.conversationId, MessageId.parse('PICTURE0001'), {
    ...{ state: 'stored', fileId, fileSize: 5_000 },
  });
  await stores.notes.write(first.conversationId, userId, {
    body: `Prefiere cuero trenzado ${mentionOf(userId)}`,
    mentions: [userId],
    at: START,
  });
  await stores.leads.create(
    {
      ...{ conversationId: first.conversationId, contactName: 'María Zurbano', stage: 'lost' },
      ...{ lostReason: 'Demasiado caro', ownerId: userId, businessId: null, campaignId: null },
      ...{ value: { minor: 123_456, currency: 'EUR' }, expectedClose: null, phoneNumber: null },
      ...{ nextStep: { text: 'Llamarla mañana', at: null }, notes: 'Cliente exigente' },
    },
    userId,
    START,
  );
}, 180_000);

afterAll(() => open.close());

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alexia-desk-copies-'));
});
afterEach(() => rm(folder, { recursive: true }));

function copy(
  change: {
    businessId?: BusinessId | null;
    k?: number;
    copies?: AnonymisedCopies;
    onProgress?: (progress: CopyProgress | null) => void;
    beforeCheck?: (folder: string) => Promise<void>;
  } = {},
): Promise<CopyReport> {
  const { copies = new AnonymisedCopies(), k = 3, onProgress = () => {}, beforeCheck } = change;
  return copies.write({
    request: { businessId: change.businessId ?? null, k },
    path: join(folder, 'copy'),
    stores: open.stores,
    viewer: { userId: open.userId, now: START },
    onProgress,
    ...(beforeCheck && { beforeCheck }),
  });
}

type Lines = { [Name in (typeof copyFileNames)[number]]: CopyLine<Name>[] };

async function read(): Promise<Lines> {
  const entries = copyFileNames.map(async (name) => {
    const text = await readFile(join(folder, 'copy', `${name}.ndjson`), 'utf8');
    const lines = text.split('\n').filter((line) => line !== '');
    return [name, lines.map((line) => JSON.parse(line) as unknown)];
  });
  return Object.fromEntries(await Promise.all(entries)) as Lines;
}

describe('a copy', () => {
  it('has everything, nobody, and the same pseudonym for one person throughout', async () => {
    const report = await copy();
    expect(report).toMatchObject({
      outcome: 'written',
      counts: { conversations: 6, messages: 19, leads: 1, notes: 1, files: 1, team: 1 },
    });
    const lines = await read();
    expect(lines.people.length).toBeGreaterThanOrEqual(6);
    const raw = JSON.stringify(lines);
    for (const word of [
      ...['María', 'Zurbano', 'Wiśniewski', 'الفارسي', '王小明', '小明', 'Каренина', 'zapatillas'],
      ...['pierogi', 'الشوكولاتة', '生日蛋糕', 'доставка', 'konditorei', 'Quintana', 'trenzado'],
      ...['exigente', 'familia', 'PICTURE0001', 'Clientela', '600 777 888', '34611', '123456'],
      ...[open.userId, open.sessionId, ...chats.map(({ conversationId }) => conversationId)],
    ]) {
      expect([word, raw.toLowerCase().includes(word.toLowerCase())]).toEqual([word, false]);
    }
    for (const conversation of lines.conversations) {
      const person = lines.people.find(({ personId }) => personId === conversation.personId);
      expect(conversation.name).toBe(person?.name);
      // Six people have a Spanish number, and six the label.
      expect(person?.phoneNumber).toMatch(/^\+340001\d{7}$/);
      expect(conversation.labels).toEqual(lines.conversations[0]?.labels);
      expect(conversation.labels).toHaveLength(1);
      const messages = lines.messages.filter(
        ({ conversationId }) => conversationId === conversation.conversationId,
      );
      expect(messages.map(({ place }) => place)).toEqual(messages.map((_, place) => place));
      const [hello, wish, answer] = messages;
      expect([hello?.personId, wish?.personId]).toEqual([person?.personId, person?.personId]);
      // Who is called by name is called by the pseudonym.
      if (!/\p{scx=Han}/u.test(person?.name ?? '')) {
        expect(answer?.text).toContain(person?.name.split(' ')[0]);
      }
    }
    // What six people say is the same word with all, and in the hour in which all wrote there are six.
    const hellos = lines.messages.filter(({ place }) => place === 0);
    expect(new Set(hellos.map(({ text }) => text)).size).toBe(1);
    for (const { sentAt } of hellos) expect(sentAt).toMatchObject({ unit: 'hour' });
    // All were answered after three minutes; one alone has sent a picture, days later.
    const answers = lines.messages.filter(({ direction }) => direction === 'outgoing');
    expect(answers.map(({ responseClass }) => responseClass)).toEqual(answers.map(() => 5));
    const [photo] = lines.messages.filter(({ type }) => type === 'image');
    expect(photo).toMatchObject({ sentAt: null, file: { kind: 'image', upTo: 10_000 } });
    // One person alone has a lead.
    expect(lines.leads).toMatchObject([{ stage: 'lost', value: null, createdAt: null }]);
  });

  it('has nothing in common with another copy', async () => {
    await copy();
    const one = JSON.stringify(await read());
    await rm(join(folder, 'copy'), { recursive: true });
    await copy();
    const ids = new Set(one.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g));
    const other = JSON.stringify(await read()).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
    expect(ids.size).toBeGreaterThan(20);
    expect(other.filter((id) => ids.has(id))).toEqual([]);
  });

  it('of a business has nothing of others', async () => {
    expect(await copy({ businessId })).toMatchObject({
      outcome: 'written',
      counts: { conversations: 0, messages: 0, people: 0, leads: 0 },
    });
  });

  it('tells how far it is, can be cancelled, and leaves nothing then', async () => {
    const stages: (string | undefined)[] = [];
    expect(await copy({ onProgress: (progress) => stages.push(progress?.stage) })).toMatchObject({
      outcome: 'written',
    });
    expect([...new Set(stages)]).toEqual(['reading', 'writing', 'checking', undefined]);
    await rm(join(folder, 'copy'), { recursive: true });
    for (const stage of ['reading', 'writing', 'checking']) {
      const copies = new AnonymisedCopies();
      const report = await copy({
        copies,
        onProgress: (progress) => {
          if (progress?.stage === stage) copies.cancel();
        },
      });
      expect([stage, report, copies.progress]).toEqual([stage, { outcome: 'cancelled' }, null]);
      expect(await readdir(folder)).toEqual([]);
    }
  });

  it('is not written twice at a time, nor over what is there', async () => {
    const copies = new AnonymisedCopies();
    const first = copy({ copies });
    expect(await copy({ copies })).toEqual({ outcome: 'running' });
    expect(await first).toMatchObject({ outcome: 'written' });
    await expect(copy()).rejects.toMatchObject({ code: 'file_not_written' });
  });
});

describe('the check', () => {
  const note = { noteId: '', conversationId: '', authorId: '', text: '', writtenAt: null };
  const id = '6b1f4a52-6a0e-4c8e-9d61-0f6e3c7f1a11';
  const planted = { ...note, noteId: id, conversationId: id, authorId: id };

  it.each<[what: string, plant: (copy: string) => Promise<void>, found: object]>([
    [
      'one word',
      (copy) => plantLine(copy, { ...planted, text: 'Sabela zurbano' }),
      { words: 1, numbers: 0 },
    ],
    [
      'one word in an unspaced script',
      (copy) => plantLine(copy, { ...planted, text: '山川生日蛋糕木' }),
      { words: 1 },
    ],
    ['one number', (copy) => plantLine(copy, { ...planted, text: '600-777-888' }), { numbers: 1 }],
    [
      'one id',
      (copy) => plantLine(copy, { ...planted, conversationId: chats[0]?.conversationId }),
      { ids: 1 },
    ],
    [
      'a field that does not belong there',
      (copy) => plantLine(copy, { ...planted, more: 'Zurbano' }),
      // The line that was added, and that there is one more.
      { lines: 2 },
    ],
    [
      'an original file',
      async (copy) => {
        const [name = ''] = await readdir(join(copy, 'media'));
        await writeFile(join(copy, 'media', name), picture);
      },
      // It is no placeholder, and it is an original.
      { files: 2 },
    ],
    ['a file more', (copy) => writeFile(join(copy, 'familia-zurbano.jpg'), 'x'), { files: 1 }],
  ])('finds %s, and the copy is gone', async (_, plant, found) => {
    const report = await copy({ beforeCheck: plant });
    expect(report).toMatchObject({ outcome: 'not_anonymous', found });
    // How many, never which.
    expect(JSON.stringify(report)).not.toMatch(/zurbano|[^\w]600/i);
    expect(await readdir(folder)).toEqual([]);
  });

  async function plantLine(copy: string, line: object): Promise<void> {
    await appendFile(join(copy, 'notes.ndjson'), `${JSON.stringify(line)}\n`);
  }
});
