import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordKind } from '../../../src-preload/contract/data-export.ts';
import { recordKinds } from '../../../src-preload/contract/data-export.ts';
import { message, openDatabases, type OpenDatabases } from '../store/open-databases.ts';
import {
  emptyWorkspace,
  type EmptyWorkspace,
  type ExportDesk,
  exportDesk,
  mergedPerson,
  NOW,
  type OddPerson,
  oddPerson,
  ODD_TEXT,
  recordsIn,
} from './export-desk.ts';

const run = promisify(execFile);
const PASSWORD = 'pässwörd of ten';

let open: OpenDatabases;
let desk: ExportDesk;
let nuria: OddPerson;
let second: OddPerson;
let stranger: OddPerson;

beforeAll(async () => {
  [open, desk] = await Promise.all([openDatabases(), exportDesk()]);
  nuria = await oddPerson(open);
  second = await mergedPerson(open, nuria.contactId);
  stranger = await oddPerson(open, 'Somebody else');
});
afterAll(async () => {
  await open.close();
  await desk.remove();
});

const personOf = async ({ contactId }: OddPerson) =>
  open.stores.documentRecords.scopeOfPerson(contactId);

/** The files of an archive, as another program unpacks them. */
async function unpacked(path: string, name: string): Promise<string> {
  const { stdout } = await run('unzip', ['-p', path, name], { maxBuffer: 100_000_000 });
  return stdout;
}

describe('the export of a person', () => {
  it('has everything of them under all their ids, and nothing of anybody else', async () => {
    const { path, counts } = await desk.export(open.stores, await personOf(nuria));
    const { records } = await recordsIn(path);
    expect(counts).toMatchObject({
      ...{ contact: 2, conversation: 2, message: 10, note: 2, file: 2, picture: 2, merge: 1 },
      ...{ lead: 2, lead_change: 2, lead_message: 2, lead_judgement: 2, consent: 4, label: 2 },
      ...{ account: 1, colleague: 1 },
    });
    expect(counts.hold).toBeUndefined();
    const all = JSON.stringify([...records]);
    for (const { chatId, contactId, conversationId } of [nuria, second]) {
      for (const id of [chatId, contactId, conversationId]) expect(all).toContain(id);
    }
    for (const id of [stranger.chatId, stranger.contactId, stranger.conversationId]) {
      expect(all).not.toContain(id);
    }
    expect(all).not.toContain('Somebody else');
  });

  it('has of groups what they wrote and did there, nothing of the others', async () => {
    const chatId = '120363000000000001@g.us';
    const other = '34677000001@c.us';
    const { conversationId } = await open.newConversation(chatId);
    const inGroup = { chatId, from: chatId };
    await open.store(conversationId, [
      message({ ...inGroup, messageId: 'GROUP1', author: nuria.chatId, content: 'I said so' }),
      message({
        ...inGroup,
        messageId: 'GROUP2',
        author: other,
        content: 'A stranger’s words',
        reactions: [
          { from: nuria.chatId, fromMe: false, emoji: '🎉', at: NOW },
          { from: other, fromMe: false, emoji: '🙈', at: NOW },
        ],
      }),
      message({ ...inGroup, messageId: 'GROUP3', author: other, content: 'More of them' }),
    ]);
    const { path, counts } = await desk.export(open.stores, await personOf(nuria));
    const { records } = await recordsIn(path);
    expect(records.get('mark')).toMatchObject([
      { messageId: 'GROUP1', message: { content: 'I said so', author: nuria.chatId } },
      { messageId: 'GROUP2', reaction: '🎉' },
    ]);
    expect(counts.message).toBe(10);
    const all = JSON.stringify([...records]);
    for (const word of ['stranger', 'More of them', other, '🙈']) expect(all).not.toContain(word);
  });

  it('of whom WhatsApp hides the number has nothing of others whose number it hides', async () => {
    const hidden: OddPerson['contactId'][] = [];
    for (const chatId of ['111111111111111@lid', '222222222222222@lid']) {
      await open.meet({ sessionId: open.sessionId, whatsappId: chatId, at: NOW });
      const { conversationId } = await open.newConversation(chatId);
      await open.store(conversationId, [
        message({ chatId, from: chatId, content: `Of ${chatId}` }),
      ]);
      const contactId = await open.stores.contacts.idOf(open.sessionId, [chatId]);
      if (contactId !== null) hidden.push(contactId);
    }
    const [one, other] = hidden;
    if (!one || !other) throw new Error('They were met');
    const scope = await open.stores.documentRecords.scopeOfPerson(one);
    expect(scope.contactIds).toEqual([one]);
    expect(scope.conversationIds).toHaveLength(1);
    // What a hold keeps, and what retention takes, goes by the same.
    expect((await open.stores.expiry.conversationsOf([other])).size).toBe(1);
  });

  it('says what the stores hold, to the field', async () => {
    const { path } = await desk.export(open.stores, await personOf(nuria));
    const { records } = await recordsIn(path);
    const of = (kind: RecordKind) => records.get(kind) ?? [];
    expect(of('contact')).toContainEqual(
      expect.objectContaining({
        contactId: nuria.contactId,
        whatsappId: nuria.chatId,
        phoneNumber: nuria.chatId.replace('@c.us', ''),
        email: 'nuria@example.com',
        company: '=cmd|calc',
        title: 'Dr.',
      }),
    );
    const messages = of('message') as Record<string, unknown>[];
    const own = messages.filter(({ conversationId }) => conversationId === nuria.conversationId);
    expect(own).toHaveLength(5);
    expect(own).toContainEqual(
      expect.objectContaining({ content: ODD_TEXT, from: nuria.chatId, to: '34600000001@c.us' }),
    );
    expect(own).toContainEqual(
      expect.objectContaining({
        content: 'Answered',
        replyToMessageId: expect.stringMatching(/A$/) as string,
        mentions: [nuria.chatId],
        linkPreview: { url: 'https://example.com', title: 'A <title>' },
        editedAt: new Date(NOW - 60_000).toISOString(),
        reactions: [
          {
            from: nuria.chatId,
            emoji: '👍',
            isOurs: false,
            at: new Date(NOW - 50_000).toISOString(),
          },
        ],
        sentBy: open.userId,
      }),
    );
    expect(own).toContainEqual(
      expect.objectContaining({
        votes: [{ from: nuria.chatId, options: [0, 1], at: new Date(NOW - 30_000).toISOString() }],
      }),
    );
    expect(own).toContainEqual(expect.objectContaining({ raw: '{"odd":true}' }));
    expect(of('lead')).toContainEqual(
      expect.objectContaining({
        conversationId: nuria.conversationId,
        stage: 'proposal',
        value: { minor: 12_345, currency: 'EUR' },
        nextStep: 'Call <them>',
        notes: 'Warm',
        expectedClose: '2026-12-24',
        excerpt: ODD_TEXT,
      }),
    );
    expect(of('consent')).toContainEqual(
      expect.objectContaining({
        ...{ contactId: nuria.contactId, purpose: 'marketing', state: 'withdrawn' },
        recordedBy: open.userId,
      }),
    );
    expect(of('colleague')).toEqual([{ userId: open.userId, name: 'Ana' }]);
  });

  it('is what its schema says, to another validator', async () => {
    const { path } = await desk.export(open.stores, await personOf(nuria));
    const { manifest, records } = await recordsIn(path);
    const schema = JSON.parse(await unpacked(path, 'schema.json')) as {
      definitions: Record<string, object>;
    };
    const ajv = new Ajv({ allErrors: true, validateFormats: false });
    expect(ajv.validate(schema, manifest), ajv.errorsText()).toBe(true);
    expect(Object.keys(schema.definitions).sort()).toEqual([...recordKinds].sort());
    let checked = 0;
    for (const [kind, lines] of records) {
      const definition = schema.definitions[kind];
      const validate = ajv.compile(definition ?? {});
      for (const line of lines) {
        expect(validate(line), `${kind}: ${ajv.errorsText(validate.errors)}`).toBe(true);
        checked += 1;
      }
      expect(validate({}), kind).toBe(false);
    }
    expect(checked).toBeGreaterThan(30);
  });

  it('has pages that other programs unpack, in which nothing runs', async () => {
    const { path } = await desk.export(open.stores, await personOf(nuria));
    const index = await unpacked(path, 'index.html');
    expect(index).toContain('default-src &#39;none&#39;');
    const pages = [...index.matchAll(/href="(pages\/[^"]+)"/g)].map(([, name = '']) => name);
    expect(pages.length).toBeGreaterThan(10);
    for (const name of pages) {
      const html = await unpacked(path, name);
      expect(html, name).not.toMatch(/<script|<b>|onerror|javascript:/i);
    }
    const { stdout } = await run('unzip', ['-Z1', path]);
    // What the customer called an SVG is a text here.
    expect(stdout).toMatch(/^media\/[0-9a-f]{24}\.txt$/m);
    expect(stdout).not.toMatch(/\.\.|svg|^\//m);
  });

  it('leaves files out when it is told to, and says so', async () => {
    const scope = await personOf(nuria);
    const { path, counts } = await desk.export(open.stores, scope, { media: false });
    expect(counts.file).toBeUndefined();
    expect((await recordsIn(path)).manifest.withMedia).toBe(false);
  });

  it('of a contact that is not there is refused', async () => {
    await expect(
      open.stores.documentRecords.scopeOfPerson(
        '0123456789abcdef01234567' as OddPerson['contactId'],
      ),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('an archive under way', () => {
  it('that is cancelled leaves nothing behind', async () => {
    const before = await desk.files();
    const abort = new AbortController();
    const told: string[] = [];
    await expect(
      desk.export(open.stores, await personOf(nuria), {
        signal: abort.signal,
        onProgress: ({ phase }) => {
          told.push(phase);
          if (phase === 'records') abort.abort();
        },
      }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(told).toContain('counting');
    expect(await desk.files()).toEqual(before);
  });

  it('that cannot be written is told, and leaves nothing behind', async () => {
    await expect(
      desk.export(open.stores, await personOf(nuria), { path: `${desk.folder}/nowhere/a.zip` }),
    ).rejects.toMatchObject({ code: 'file_not_written' });
  });
});

describe('a password', () => {
  it('is asked for, and no other opens it', async () => {
    const { path } = await desk.export(open.stores, await personOf(nuria), { password: PASSWORD });
    const raw = await readFile(path);
    for (const word of ['Answered', 'nuria@example.com', nuria.chatId, PASSWORD]) {
      expect(raw.includes(word)).toBe(false);
    }
    await expect(recordsIn(path)).rejects.toMatchObject({ code: 'archive_password_wrong' });
    await expect(recordsIn(path, 'not this one')).rejects.toMatchObject({
      code: 'archive_password_wrong',
    });
    const { records } = await recordsIn(path, PASSWORD);
    expect(records.get('message')).toHaveLength(10);
  });
});

/** What is the same in two exports of the same: not the log of who exported, and not the figures. */
function comparable(records: Map<RecordKind, unknown[]>): [string, unknown[]][] {
  const left: ReadonlySet<RecordKind> = new Set(['access', 'answer', 'day', 'mark']);
  return [...records]
    .filter(([kind]) => !left.has(kind))
    .map(([kind, lines]): [string, unknown[]] => [
      kind,
      lines.map((line) => JSON.stringify(line)).sort(),
    ])
    .sort(([a], [b]) => a.localeCompare(b));
}

describe('an import', () => {
  let other: EmptyWorkspace;
  let path: string;

  beforeAll(async () => {
    other = await emptyWorkspace();
    const scope = await open.stores.documentRecords.scopeOfBusiness(null);
    ({ path } = await desk.export(open.stores, scope));
  });
  afterAll(() => other.close());

  it('that is cancelled is taken up by the next one, which gives the same records', async () => {
    const abort = new AbortController();
    await expect(
      desk.import(other.stores, path, {
        signal: abort.signal,
        onProgress: ({ phase }) => {
          if (phase === 'media') abort.abort();
        },
      }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    const report = await desk.import(other.stores, path);
    expect(report).toMatchObject({ refused: 0, refusals: [] });
    expect(report.imported.message).toBe(20);
    expect(report.alreadyThere.contact).toBe(5);

    const scope = await other.stores.documentRecords.scopeOfBusiness(null);
    const again = await desk.export(other.stores, scope);
    const [first, copy] = [await recordsIn(path), await recordsIn(again.path)];
    // Ana is here under another id.
    const asHere = JSON.parse(
      JSON.stringify([...first.records]).replaceAll(open.userId, other.userId),
    ) as [RecordKind, unknown[]][];
    expect(comparable(copy.records)).toEqual(comparable(new Map(asHere)));
  });

  it('shows what it brought as the app shows it: texts, files, search', async () => {
    const { stores } = other;
    const { items } = await stores.messages.page({
      conversationId: nuria.conversationId,
      limit: 10,
    });
    expect(items.map(({ content }) => content)).toContain('Answered');
    const found = await stores.search.search({ query: 'Answered', limit: 5 });
    expect(found.items.length).toBeGreaterThan(0);
    const card = await stores.contacts.card(nuria.contactId);
    expect(card).toMatchObject({ company: '=cmd|calc' });
    // With those of the conversation that the team has merged with it.
    expect(await stores.conversations.summary(nuria.conversationId)).toMatchObject({
      ...{ messageCount: 10, labels: ['VIP ODD1'] },
    });
  });

  it('done again brings nothing new', async () => {
    const report = await desk.import(other.stores, path);
    expect(report.imported).toEqual({});
    expect(report.alreadyThere.message).toBe(20);
  });

  it('does not bring back whom somebody has erased here', async () => {
    const third = await emptyWorkspace();
    try {
      const report = await desk.import(third.stores, path, {
        isSuppressed: async ({ whatsappId }) => whatsappId === stranger.chatId,
      });
      expect(report.refusals.map(({ kind, reason }) => `${kind} ${reason}`)).toContain(
        'contact suppressed',
      );
      const scope = await third.stores.documentRecords.scopeOfBusiness(null);
      const { path: left } = await desk.export(third.stores, scope);
      const { records } = await recordsIn(left);
      expect(JSON.stringify([...records])).not.toContain(stranger.chatId);
      expect(records.get('message')).toHaveLength(15);
    } finally {
      await third.close();
    }
  });

  it('is refused where there are other customers', async () => {
    const scope = await personOf(stranger);
    const { path: own } = await desk.export(open.stores, scope);
    await expect(desk.import(open.stores, own)).rejects.toMatchObject({
      code: 'workspace_not_empty',
    });
  });

  it('of what is no archive of ours is refused', async () => {
    const odd = desk.newPath();
    await writeFile(odd, `PK\u0003\u0004${randomUUID()}`);
    await expect(desk.import(other.stores, odd)).rejects.toMatchObject({
      code: 'archive_invalid',
    });
    const cut = desk.newPath();
    await writeFile(cut, (await readFile(path)).subarray(0, 20_000));
    await expect(desk.import(other.stores, cut)).rejects.toMatchObject({
      code: 'archive_invalid',
    });
    await rm(odd);
  });
});
