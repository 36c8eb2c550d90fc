import { randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { memoryCache } from '../../../src-main/cache/memory-cache.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { INDEX_SUBJECT, KeyRing } from '../../../src-main/crypto/key-ring.ts';
import { WorkspaceKeys } from '../../../src-main/crypto/workspace-keys.ts';
import { ArchiveReader } from '../../../src-main/data-export/archive-reader.ts';
import { type ExportInput, exportArchive } from '../../../src-main/data-export/export-archive.ts';
import { type ImportInput, importArchive } from '../../../src-main/data-export/import-archive.ts';
import type { Manifest } from '../../../src-main/data-export/manifest.ts';
import type { RecordScope } from '../../../src-main/store/document-records.ts';
import { openStores } from '../../../src-main/store/open-stores.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { RecordKind } from '../../../src-preload/contract/data-export.ts';
import {
  type ContactId,
  type ConversationId,
  MessageId,
} from '../../../src-preload/contract/ids.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { startStoreDatabases } from '../../support/databases/start-databases.ts';
import { message, type OpenDatabases } from '../store/open-databases.ts';

export const NOW = Date.parse('2026-11-29T12:00:00Z');
export const ODD_TEXT =
  '<script>alert(1)</script> ‮evil‬ =HYPERLINK("http://x") "quoted" \u0000 😀 مرحبا';

/** A folder for archives, and what is done with them. */
export async function exportDesk() {
  const folder = await dataFolder();
  let archives = 0;
  return {
    folder: folder.path,
    remove: () => folder.remove(),
    files: () => readdir(folder.path),
    newPath: () => join(folder.path, `archive-${(archives += 1)}.zip`),
    async export(stores: Stores, scope: RecordScope, change: Partial<ExportInput> = {}) {
      const path = change.path ?? join(folder.path, `archive-${(archives += 1)}.zip`);
      const result = await exportArchive({
        stores,
        scope,
        exportId: randomUUID(),
        media: true,
        password: undefined,
        path,
        now: NOW,
        signal: new AbortController().signal,
        onProgress: () => {},
        ...change,
      });
      return { path, ...result };
    },
    import: (stores: Stores, path: string, change: Partial<ImportInput> = {}) =>
      importArchive({
        stores,
        path,
        password: undefined,
        signal: new AbortController().signal,
        onProgress: () => {},
        ...change,
      }),
  };
}
export type ExportDesk = Awaited<ReturnType<typeof exportDesk>>;

/** All records of an archive, by kind, as they stand in it. */
export async function recordsIn(
  path: string,
  password?: string,
): Promise<{ manifest: Manifest; records: Map<RecordKind, unknown[]> }> {
  const archive = await ArchiveReader.open(path, password);
  try {
    const manifest = await archive.manifest();
    const records = new Map<RecordKind, unknown[]>();
    for (const part of manifest.parts) {
      const lines: unknown[] = records.get(part.kind) ?? [];
      for await (const line of archive.lines(part.path)) lines.push(line);
      records.set(part.kind, lines);
    }
    return { manifest, records };
  } finally {
    await archive.close();
  }
}

/** A workspace with keys of its own, in which there is nobody but its owner. */
export async function emptyWorkspace() {
  const databases = await startStoreDatabases();
  const stores = await openStores({
    location: { kind: 'servers', addresses: databases },
    secrets: memorySecretStore(),
    deskId: randomUUID(),
    cache: memoryCache({ maxBytes: 1_000_000, clock: systemClock }),
    openKeys: (store) =>
      Promise.resolve(
        new KeyRing({
          store,
          workspace: new WorkspaceKeys({
            store,
            newest: { workspaceId: 'other', version: 1, bytes: Buffer.alloc(32, 17) },
            remember: async () => {},
          }),
          index: { subject: INDEX_SUBJECT, bytes: Buffer.alloc(32, 19) },
        }),
      ),
    onStep: () => {},
    log: recordedLog(),
  });
  // The same person as in the workspace that the archive comes from, with another id.
  const { userId } = await stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
  return {
    stores,
    userId,
    close: async () => {
      await stores.close();
      await databases.stop();
    },
  };
}
export type EmptyWorkspace = Awaited<ReturnType<typeof emptyWorkspace>>;

/** Somebody of whom there is something of every kind. */
export interface OddPerson {
  contactId: ContactId;
  conversationId: ConversationId;
  chatId: string;
}

let numbers = 0;

export async function oddPerson(open: OpenDatabases, name = 'Núria "the <b>'): Promise<OddPerson> {
  const { stores, userId, sessionId } = open;
  const chatId = `34655${String((numbers += 1)).padStart(6, '0')}@c.us`;
  const prefix = `ODD${numbers}`;
  await stores.sessions.recordChange({
    sessionId,
    userId,
    at: NOW - 10_000,
    status: 'connected',
    account: {
      whatsappId: '34600000001@c.us',
      phoneNumber: '34600000001',
      pushname: 'Corner Shop',
      platform: 'smba',
    },
  });
  await open.meet({ sessionId, whatsappId: chatId, at: NOW });
  const { conversationId } = await open.newConversation(chatId);
  await stores.conversations.rename([{ conversationId, name }]);
  await stores.contacts.sync(sessionId, [
    { whatsappId: chatId, name, isBusiness: false, isVerified: false, isBlocked: false },
  ]);
  const contactId = await stores.contacts.idOf(sessionId, [chatId]);
  if (contactId === null) throw new Error('They were met');
  await stores.contacts.update(contactId, {
    email: 'nuria@example.com',
    company: '=cmd|calc',
    title: 'Dr.',
    notes: 'Allergic to <nuts>',
  });
  const texts = {
    ...{ chatId, from: chatId },
  };
  await open.store(
    conversationId,
    [
      message({ ...texts, messageId: `${prefix}A`, content: ODD_TEXT, timestamp: NOW - 90_000 }),
      message({
        ...texts,
        messageId: `${prefix}B`,
        type: 'image',
        whatsappType: 'image',
        content: 'A picture',
        timestamp: NOW - 80_000,
        media: {
          fileName: '../../evil.svg',
          fileSize: 70_000,
          mimeType: 'image/svg+xml',
          thumbnail: Buffer.from('thumbnail').toString('base64'),
          isGif: false,
          isViewOnce: false,
        },
      }),
      message({
        ...texts,
        messageId: `${prefix}C`,
        fromMe: true,
        from: '34600000001@c.us',
        to: chatId,
        content: 'Answered',
        timestamp: NOW - 70_000,
        replyToMessageId: `${prefix}A`,
        mentions: [chatId],
        linkPreview: { url: 'https://example.com', title: 'A <title>' },
        editedAt: NOW - 60_000,
        reactions: [{ from: chatId, fromMe: false, emoji: '👍', at: NOW - 50_000 }],
        sentBy: userId,
      }),
      message({
        ...texts,
        messageId: `${prefix}D`,
        type: 'poll',
        whatsappType: 'poll_creation',
        content: 'Which?',
        timestamp: NOW - 40_000,
        details: {
          kind: 'poll',
          question: 'Which?',
          options: [
            { name: 'One', votes: 0 },
            { name: 'Two', votes: 0 },
          ],
          allowsMultiple: true,
        },
        votes: [{ from: chatId, options: [0, 1], at: NOW - 30_000 }],
      }),
      message({
        ...texts,
        messageId: `${prefix}E`,
        type: 'unknown',
        whatsappType: 'odd',
        content: '',
        raw: '{"odd":true}',
        // Another month, and so another collection.
        timestamp: Date.parse('2026-02-01T00:00:00Z'),
      }),
    ],
    userId,
  );
  const bytes = randomBytes(70_000);
  const { fileId } = await stores.media.put(
    conversationId,
    (async function* () {
      yield bytes;
    })(),
  );
  await stores.messageMedia.record(conversationId, MessageId.parse(`${prefix}B`), {
    ...{ state: 'stored', fileId, fileSize: bytes.length },
  });
  await stores.pictures.keep(
    { sessionId, whatsappId: chatId },
    { image: Buffer.from('a picture'), checkedAt: NOW },
  );
  await stores.notes.write(conversationId, userId, {
    body: 'A note about <b>them</b>',
    mentions: [userId],
    at: NOW - 20_000,
  });
  await stores.labels.create({ name: `VIP ${prefix}`, colour: 'blue' });
  await stores.conversations.setLabels(conversationId, [`VIP ${prefix}`]);
  const { lead } = await stores.leads.open({
    conversationId,
    messageId: MessageId.parse(`${prefix}A`),
    contactName: name,
    reasons: ['price'],
    excerpt: ODD_TEXT,
    createdAt: NOW - 85_000,
  });
  await stores.leads.update({
    leadId: lead.leadId,
    version: lead.version,
    by: userId,
    change: {
      stage: 'proposal',
      value: { minor: 12_345, currency: 'EUR' },
      nextStep: { text: 'Call <them>', at: NOW },
      notes: 'Warm',
      expectedClose: '2026-12-24',
    },
  });
  await stores.leadEvidence.add([
    {
      conversationId,
      messageId: MessageId.parse(`${prefix}A`),
      leadId: lead.leadId,
      score: 80,
      reasons: [{ kind: 'phrase', words: 'how much', points: 40 }],
      saidAt: NOW - 90_000,
    },
  ]);
  await stores.leadJudgements.judge(
    [{ conversationId, messageId: MessageId.parse(`${prefix}A`), isLead: true }],
    userId,
  );
  for (const state of ['given', 'withdrawn'] as const) {
    await stores.consents.record({
      ...{ contactId, userId, purpose: 'marketing', state, method: 'message', at: NOW - 10_000 },
      message: { conversationId, messageId: MessageId.parse(`${prefix}A`) },
    });
  }
  await stores.retention.placeHold({ contactId, reason: 'A lawsuit', userId });
  return { contactId, conversationId, chatId };
}

/** The person under a second id, which the team has merged into the first. */
export async function mergedPerson(open: OpenDatabases, kept: ContactId): Promise<OddPerson> {
  const other = await oddPerson(open, 'Núria again');
  const { contactMerges } = open.stores;
  await contactMerges.merge({ kept, merged: [other.contactId], choices: {}, userId: open.userId });
  return other;
}
