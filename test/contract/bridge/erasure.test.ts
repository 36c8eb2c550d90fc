import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDeviceDatabase } from '../../../src-main/app/open-device-database.ts';
import { runCommand } from '../../../src-main/bridge/run-command.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
} from '../../../src-preload/contract/contract.ts';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { PASSPHRASE } from '../../support/databases/test-workspace.ts';
import { bridgeDesk, CUSTOMER, expectFailure, SECRET_TEXT } from './bridge-desk.ts';
import { type DeskWithoutWindows, deskWithoutWindows } from './desk-without-windows.ts';

const bridge = bridgeDesk();
const ME = '34600000001@c.us';
const NUMBER = CUSTOMER.replace('@c.us', '');
/** Words that the person, and the team of the person, have written, and nobody else. */
const words = {
  ...{ text: 'zarzaparrilla', card: 'Ornitorrinco', note: 'murcielago', draft: 'berberecho' },
  ...{ waiting: 'calamaro', elsewhere: 'percebe', contact: 'escaramujo' },
};

let colleague: DeskWithoutWindows;
let contactId: ContactId;
let counted: unknown[] = [];

async function other<N extends CommandName>(
  name: N,
  input: CommandInput<N>,
): Promise<CommandOutput<N>> {
  const { handlers, log, accessRecorder } = colleague;
  const result: Result<unknown> = await runCommand(
    ...([handlers, log, name, input, systemClock, accessRecorder] as const),
  );
  if (!result.ok) throw new Error(`${name} failed: ${result.error.code}`);
  return result.value as CommandOutput<N>;
}

/** As WhatsApp tells it, so many seconds from now. */
function says(seconds: number, fields: object, id: string = randomUUID()): string {
  bridge.desk.account().say({
    kind: 'raw',
    event: {
      type: 'message',
      raw: {
        id: { fromMe: false, remote: CUSTOMER, id, _serialized: `false_${CUSTOMER}_${id}` },
        ...{ from: CUSTOMER, to: ME, type: 'chat', ack: 1, notifyName: 'María' },
        t: Math.floor(Date.now() / 1000) + seconds,
        ...fields,
      },
    },
  });
  return id;
}

async function stored(id: string): Promise<void> {
  await bridge.desk.published('message.changed', ({ messageId }) => messageId === id);
}

beforeAll(async () => {
  await bridge.setUp();
  // What comes from now on is newer than the account, and older than the erasure.
  await sleep(2_000);
  const { conversationId } = bridge;
  await stored(says(0, { body: `Do you have ${words.text}?` }));
  const vcard = `BEGIN:VCARD\nVERSION:3.0\nFN:${words.card}\nTEL;waid=${NUMBER}:+${NUMBER}\nEND:VCARD`;
  await stored(says(0, { type: 'vcard', body: vcard }));
  await bridge.refusedMessage();
  await bridge.succeed('message.send', {
    ...{ conversationId, text: words.waiting },
    schedule: { at: Date.now() + 3_600_000, timeZone: 'Europe/Madrid' },
  });
  await bridge.messageWithFile();
  await bridge.succeed('note.write', { conversationId, body: words.note });
  await bridge.succeed('draft.keep', draftOf(words.draft));
  const contact = await bridge.succeed('contact.ofConversation', { conversationId });
  if (!contact) throw new Error('They wrote');
  ({ contactId } = contact);
  await bridge.succeed('contact.update', { contactId, details: { notes: words.contact } });
  colleague = await deskWithoutWindows();
  await other('setup.complete', {
    ...{ name: 'Bilal', email: 'bilal@example.com', passphrase: PASSPHRASE },
    stores: { kind: 'servers', addresses: bridge.databases },
  });
  await other('draft.keep', draftOf(words.elsewhere));
  await other('message.list', { conversationId, limit: 20 });
  await colleague.quit();
  // What is looked for afterwards is found before.
  expect(await deviceOf(colleague)).toContain(words.elsewhere);
});
afterAll(() => colleague.close());

function draftOf(text: string): CommandInput<'draft.keep'> {
  const { conversationId } = bridge;
  return { conversationId, text, replyTo: null, files: [], editing: null, note: null };
}

/** All that lies on a desktop which has ended: its files as they are, and its database unsealed. */
async function deviceOf({ device, log }: DeskWithoutWindows): Promise<string> {
  const parts = log.lines.map(
    ({ message, fields }) => `${message} ${inspect(fields, { depth: 6 })}`,
  );
  const { path } = device.folder;
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      parts.push(await readFile(join(entry.parentPath, entry.name), 'latin1'));
    }
  }
  const database = await openDeviceDatabase(path, device.secrets);
  for (const name of ['drafts', 'outbox', 'snapshot', 'journal', 'set-aside', 'early-changes']) {
    for (const { value } of await database.table(name, z.unknown()).read(10_000)) {
      parts.push(JSON.stringify(value));
    }
  }
  await database.close();
  return parts.join('\n');
}

/** The days as they are counted, once all is counted. */
async function figures(): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: bridge.databases.postgresUrl });
  await client.connect();
  try {
    await expect
      .poll(
        async () =>
          (
            await client.query<{ left: string }>(
              `SELECT (SELECT count(*) FROM stale_conversations) + (SELECT count(*) FROM stale_days)
                 + (SELECT count(*) FROM figure_state WHERE rebuild_total IS NOT NULL) AS left`,
            )
          ).rows[0]?.left,
        { timeout: 60_000 },
      )
      .toBe('0');
    const { rows } = await client.query<object>(
      `SELECT date, session_id, total_messages, incoming_messages, outgoing_messages, unique_contacts,
         new_leads_generated FROM message_analytics ORDER BY date, session_id NULLS FIRST`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

async function erasures() {
  return bridge.succeed('erasure.list', {});
}

describe('erasing a person', () => {
  it('shows all that would go', async () => {
    const preview = await bridge.succeed('erasure.preview', { contactId });
    expect(preview).toMatchObject({
      ...{ contactId, hold: null, desktops: [{ name: 'computer of a test' }] },
      counts: {
        ...{ contacts: 1, conversations: 1, messages: 4, files: 1, notes: 1, drafts: 1, outbox: 2 },
      },
    });
    expect(await bridge.succeed('erasure.preview', { contactId })).toEqual(preview);
  });

  it('is refused while a hold stands, and when there is something else than was shown', async () => {
    const { confirmation } = await bridge.succeed('erasure.preview', { contactId });
    const start = { contactId, confirmation, reason: 'objection' } as const;
    await bridge.succeed('hold.place', { contactId, reason: 'A court asks' });
    expect((await bridge.succeed('erasure.preview', { contactId })).hold).not.toBeNull();
    expectFailure(await bridge.call('erasure.start', start), 'person_held');
    await bridge.succeed('hold.lift', { contactId });
    const later = await bridge.succeed('erasure.preview', { contactId });
    await stored(says(0, { body: 'One more' }));
    expectFailure(
      await bridge.call('erasure.start', { ...start, confirmation: later.confirmation }),
      'erasure_outdated',
    );
    expect(await erasures()).toEqual([]);
  });

  it('takes everything away, and waits for the desktop that is offline', async () => {
    counted = await figures();
    expect(counted).toMatchObject([{ unique_contacts: 1 }, { unique_contacts: 1 }]);
    const { confirmation } = await bridge.succeed('erasure.preview', { contactId });
    const started = { contactId, confirmation, reason: 'objection' } as const;
    const { erasureId } = await bridge.succeed('erasure.start', started);
    expectFailure(
      await bridge.call('erasure.certificate', { erasureId, format: 'json' }),
      'not_ready',
    );
    await expect.poll(async () => (await erasures())[0]?.state, { timeout: 60_000 }).toBe('done');
    expect(await erasures()).toMatchObject([
      {
        ...{ erasureId, startedBy: 'Ana Salas', desktopsDone: 1 },
        verification: { left: 0 },
        counts: { conversations: 1, messages: 5, files: 1, notes: 1, drafts: 1, outbox: 2 },
        awaited: [{ deskId: colleague.device.settings.get().deskId }],
      },
    ]);
    expect((await bridge.succeed('conversation.list', { limit: 20 })).items).toEqual([]);
    expect(await bridge.succeed('draft.list', {})).toEqual([]);
    expect(await bridge.succeed('outbox.list', {})).toEqual([]);
    const found = await bridge.succeed('message.search', { query: words.text, limit: 5 });
    expect(found.items).toEqual([]);
    expectFailure(await bridge.call('contact.get', { contactId }), 'not_found');
    const saved = await bridge.succeed('erasure.certificate', { erasureId, format: 'json' });
    expect(saved).toBe('cancelled');
  });

  it('leaves the figures as they were, also when they are made anew', async () => {
    expect(await figures()).toEqual(counted);
    await bridge.succeed('analytics.rebuild', {});
    expect(await figures()).toEqual(counted);
  });

  it('is not undone by what WhatsApp tells again, by a file or by hand', async () => {
    says(-90, { body: `Do you have ${words.text}?` });
    says(-60, { body: 'Old as well' }, 'OLD');
    const contacts = [{ name: 'María', phoneNumber: `+${NUMBER}`, company: '' }];
    const file = { sessionId: bridge.sessionId, contacts, overwrites: true };
    expectFailure(await bridge.call('contact.import', file), 'person_erased');
    expect(
      await bridge.succeed('contact.import', {
        ...file,
        contacts: [...contacts, { name: 'Luis', phoneNumber: '+34600555666', company: '' }],
      }),
    ).toEqual({ outcomes: ['erased', 'created'] });
    const lead = {
      ...{ conversationId: null, contactName: 'María', phoneNumber: `+${NUMBER}`, stage: 'new' },
      ...{ ownerId: null, businessId: null, value: null, expectedClose: null, nextStep: null },
      ...{ notes: '', lostReason: '', campaignId: null },
    } as const;
    expectFailure(await bridge.call('lead.create', lead), 'person_erased');
    expect(
      await bridge.succeed('lead.import', {
        leads: [{ leadId: null, source: 'x', contactName: 'María', phoneNumber: `+${NUMBER}` }],
      }),
    ).toEqual({ outcomes: ['erased'] });
    expect((await bridge.succeed('conversation.list', { limit: 20 })).items).toEqual([]);
  });

  it('ends where the person writes anew: that is somebody new, with that message alone', async () => {
    await stored(says(5, { body: 'Hello again' }, 'ANEW'));
    const { items } = await bridge.succeed('conversation.list', { limit: 20 });
    expect(items).toHaveLength(1);
    const [talk] = items;
    if (!talk) return;
    expect(talk.conversationId).not.toBe(bridge.conversationId);
    says(-90, { body: `Do you have ${words.text}?` }, 'OLDER');
    await stored(says(6, { body: 'Anybody?' }, 'NEWER'));
    const thread = await bridge.succeed('message.list', {
      ...{ conversationId: talk.conversationId, limit: 20 },
    });
    expect(thread.items.map(({ content }) => content)).toEqual(['Hello again', 'Anybody?']);
  });

  it('reaches the other desktop when it is back', async () => {
    colleague = await deskWithoutWindows(colleague.device);
    await expect.poll(async () => (await erasures())[0]?.awaited, { timeout: 30_000 }).toEqual([]);
    expect(await other('draft.list', {})).toEqual([]);
    await colleague.quit();
    const device = await deviceOf(colleague);
    for (const word of Object.values(words)) expect(device).not.toContain(word);
  });

  it('leaves nothing on this desktop', async () => {
    await bridge.desk.quit();
    const device = await deviceOf(bridge.desk);
    // The person has written anew, under the same number.
    for (const word of [...Object.values(words), SECRET_TEXT]) expect(device).not.toContain(word);
  });
});
