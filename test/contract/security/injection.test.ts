import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandName } from '../../../src-preload/contract/contract.ts';
import { LeadStage } from '../../../src-preload/contract/lead.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { databaseOf } from '../../../src-main/store/mongo/mongo-connection.ts';
import { halfWritten } from '../../support/security/half-written.ts';
import { tell } from '../../support/security/held.ts';
import { hostileText } from '../../support/security/hostile.ts';
import { bridgeDesk, CUSTOMER, INCOMING_ID, SECRET_TEXT } from '../bridge/bridge-desk.ts';

const SEED = Number(process.env.ALEXIA_SECURITY_SEED ?? 20_261_129);
const CASES = Number(process.env.ALEXIA_SECURITY_CASES ?? 6_000);
const NOBODY = '0'.repeat(24);

const bridge = bridgeDesk();
let contactId: string;
let leadId: string;
let mongo: MongoClient;
let postgres: pg.Client;

beforeAll(async () => {
  await bridge.setUp();
  const card = await bridge.succeed('contact.ofConversation', {
    conversationId: bridge.conversationId,
  });
  contactId = String(card?.contactId);
  leadId = await newLead('Eva');
  mongo = await MongoClient.connect(bridge.databases.mongodbUrl);
  postgres = new pg.Client({ connectionString: bridge.databases.postgresUrl });
  await postgres.connect();
});
afterAll(async () => {
  await mongo.close();
  await postgres.end();
});

const call = (name: CommandName, input: unknown): Promise<Result<unknown>> =>
  bridge.call(name, input);

async function newLead(contactName: string): Promise<string> {
  const { lead } = await bridge.succeed('lead.create', {
    conversationId: null,
    ...{ contactName, phoneNumber: null, stage: 'new', ownerId: null, businessId: null },
    ...{ value: null, expectedClose: null, nextStep: null, notes: '', lostReason: '' },
    campaignId: null,
  } as never);
  return lead.leadId;
}

/** All texts of an answer, however deep. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [name, ...textsOf(each)]);
}

/**
 * The same text as it may come out: without blanks around it, half characters as U+FFFD, and so a NUL, which PostgreSQL
 * cannot hold.
 */
function formsOf(text: string): string[] {
  return [text, text.trim()].flatMap((each) => {
    const whole = Buffer.from(each, 'utf8').toString('utf8');
    return [each, whole, whole.replaceAll('\0', '\uFFFD'), whole.replaceAll('\0', '\uFFFD').trim()];
  });
}

interface Place {
  write(text: string): Promise<Result<unknown>>;
  read(): Promise<Result<unknown>>;
  /** Gives what was made up again. */
  clean?(made: Record<string, unknown>): Promise<unknown>;
}

const conversation = () => ({ conversationId: bridge.conversationId });
const campaign = (name: string) => ({
  ...{ name, businessId: null, channel: 'shop', startsAt: null, endsAt: null },
  ...{ code: `C${randomUUID().slice(0, 8)}`, status: 'active', budget: null },
});

/** Every place where a person writes something that is read again. */
const places: Readonly<Record<string, Place>> = {
  'the name of a label': {
    write: (name) => call('label.create', { name, colour: 'teal' }),
    read: () => call('label.list', {}),
    clean: ({ label }) => call('label.delete', { labelId: idIn(label, 'labelId') }),
  },
  'a quick reply': {
    write: (content) =>
      call('quickReply.create', {
        ...{ shortcut: `s${randomUUID().slice(0, 8)}`, content, businessId: null },
      }),
    read: () => call('quickReply.list', {}),
    clean: (made) => call('quickReply.delete', { quickReplyId: idIn(made, 'quickReplyId') }),
  },
  'the name of a business': {
    write: (name) => call('business.create', { name }),
    read: () => call('business.list', {}),
  },
  'the name of a view': {
    write: (name) => call('inboxView.create', { name, filter: {}, sort: 'newest' }),
    read: () => call('inboxView.list', {}),
    clean: ({ viewId }) => call('inboxView.remove', { viewId }),
  },
  'the filter of a view': {
    write: (label) =>
      call('inboxView.create', { name: randomUUID(), filter: { label }, sort: 'newest' }),
    read: () => call('inboxView.list', {}),
    clean: ({ viewId }) => call('inboxView.remove', { viewId }),
  },
  'the name of a view of leads': {
    write: (name) =>
      call('leadView.create', {
        ...{ name, isShared: true, layout: 'table', choice: {} },
        sort: { by: 'value', isDescending: true },
      }),
    read: () => call('leadView.list', {}),
    clean: ({ viewId }) => call('leadView.remove', { viewId }),
  },
  'the name of a campaign': {
    write: (name) => call('campaign.create', campaign(name)),
    read: () => call('campaign.list', {}),
  },
  'a rule for leads': {
    write: (content) =>
      call('leadRule.create', {
        ...{ kind: 'phrase', content, points: 40, businessId: null, isOn: true },
      }),
    read: () => call('leadRule.list', {}),
    clean: ({ rule }) => call('leadRule.delete', { ruleId: idIn(rule, 'ruleId') }),
  },
  'a note': {
    write: (body) => call('note.write', { ...conversation(), body }),
    read: () => call('note.list', conversation()),
    clean: ({ noteId }) => call('note.delete', { noteId }),
  },
  'the name of a contact': {
    write: (name) => call('contact.update', { contactId, details: { name } }),
    read: () => call('contact.get', { contactId }),
  },
  'the notes of a contact': {
    write: (notes) => call('contact.update', { contactId, details: { notes } }),
    read: () => call('contact.get', { contactId }),
  },
  'the company of a contact': {
    write: (company) => call('contact.update', { contactId, details: { company } }),
    read: () => call('contact.get', { contactId }),
  },
  'the label of a conversation': {
    write: (label) => call('conversation.setLabels', { ...conversation(), labels: [label] }),
    read: () => call('conversation.get', conversation()),
  },
  'the tag of a message': {
    write: (tag) =>
      call('message.setTags', { ...conversation(), messageId: INCOMING_ID, tags: [tag] }),
    read: () => call('message.list', { ...conversation(), limit: 50 }),
  },
  'a draft': {
    write: (text) =>
      call('draft.keep', {
        ...conversation(),
        ...{ text, replyTo: null, files: [], editing: null, note: null },
      }),
    read: () => call('draft.list', {}),
  },
  'the name of a lead': {
    write: (contactName) => changeLead({ contactName }),
    read: () => call('lead.get', { leadId }),
  },
  'the notes of a lead': {
    write: (notes) => changeLead({ notes }),
    read: () => call('lead.get', { leadId }),
  },
  'the next step of a lead': {
    write: (text) => changeLead({ nextStep: { text, at: null } }),
    read: () => call('lead.get', { leadId }),
  },
  'the name of a stage': {
    write: (name) =>
      call('lead.setStages', {
        stages: LeadStage.options.map((stage, at) => ({ stage, name: at === 0 ? name : null })),
      }),
    read: () => call('lead.stages', {}),
  },
  'the reason of a hold': {
    write: (reason) => call('hold.place', { contactId, reason }),
    read: () => call('hold.list', {}),
    clean: () => call('hold.lift', { contactId }),
  },
};

async function changeLead(change: object): Promise<Result<unknown>> {
  const { lead } = await bridge.succeed('lead.get', { leadId });
  return call('lead.update', { leadId, version: lead.version, change });
}

function idIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A sentence of the contract, never one of a database. */
function expectRefusal(result: Result<unknown>): void {
  expect(result.ok ? 'done' : result.error.code).not.toMatch(/^internal$|^database/);
}

describe('what a person writes', () => {
  // Where one is written after the other they take their time: no more than so many.
  const numRuns = Math.min(250, Math.max(25, Math.ceil(CASES / 4 / Object.keys(places).length)));

  it.each(Object.entries(places))(
    'comes out as it went in, or is refused: %s',
    async (name, { write, read, clean }) => {
      let taken = 0;
      let tried = 0;
      await fc.assert(
        fc.asyncProperty(hostileText, async (text) => {
          tried += 1;
          const result = await write(text);
          if (!result.ok) {
            expectRefusal(result);
            return;
          }
          const made = (result.value ?? {}) as Record<string, unknown>;
          // Somebody has this already: nothing was written.
          if (typeof made.outcome === 'string' && made.outcome !== 'saved') return;
          taken += 1;
          const answer = await read();
          if (!answer.ok) throw new Error(`${name} cannot be read: ${answer.error.code}`);
          // Labels, tags and names of businesses are the same whatever their capitals: the first spelling stays.
          const texts = new Set(textsOf(answer.value).map((each) => each.toLowerCase()));
          const isThere = formsOf(text).some(
            (form) => form === '' || texts.has(form.toLowerCase()),
          );
          expect(isThere, JSON.stringify(text.slice(0, 80))).toBe(true);
          await clean?.(made);
        }),
        { seed: SEED, numRuns, endOnFailure: true },
      );
      // Most are only words, if odd ones.
      expect(taken).toBeGreaterThan(tried / 4);
      tell({ attack: `injection through ${name}`, cases: tried, held: tried });
    },
    300_000,
  );
});

/** Every place where a person looks for something by a text; what is found is of the text. */
const questions: Readonly<Record<string, (text: string) => Promise<Result<unknown>>>> = {
  'the search of conversations': (query) => call('conversation.search', { query, limit: 6 }),
  'the search of messages': (query) => call('message.search', { query, limit: 50 }),
  'the search of contacts': (search) => call('contact.list', { search, limit: 50 }),
  'the search of leads': (search) =>
    call('lead.list', {
      ...{ search, filter: {}, sort: { by: 'created', isDescending: true }, limit: 50 },
    }),
  'a label of the inbox': (label) => call('conversation.list', { filter: { label }, limit: 50 }),
  'a tag of the gallery': (tag) =>
    call('message.gallery', { ...conversation(), kind: 'tagged', tag, limit: 50 }),
  'a tag of the search': (tag) => call('message.search', { query: 'chair', tag, limit: 50 }),
  'a filter that counts': (label) => call('conversation.count', { views: [{ filter: { label } }] }),
};

describe('what a person looks for', () => {
  const numRuns = Math.max(50, Math.ceil(CASES / 4 / Object.keys(questions).length));

  beforeAll(async () => {
    // What an injection would find, and none of the texts does.
    await bridge.succeed('conversation.setLabels', { ...conversation(), labels: ['canaries'] });
    await bridge.succeed('message.setTags', {
      ...{ ...conversation(), messageId: INCOMING_ID, tags: ['canaries'] },
    });
    await bridge.succeed('contact.update', {
      contactId,
      details: { name: 'Qqqq Zzzz', notes: '', company: '' },
    });
  });

  it.each(Object.entries(questions))(
    'is a text and no question of its own: %s',
    async (name, ask) => {
      let tried = 0;
      await fc.assert(
        fc.asyncProperty(hostileText, async (text) => {
          // What looks for nothing finds everything, as it should; and a word may stand in the message.
          const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
          const known = `${SECRET_TEXT} María Qqqq Zzzz ${CUSTOMER} canaries`.toLowerCase();
          if (words.length === 0 || words.some((word) => known.includes(word))) return;
          tried += 1;
          const result = await ask(text);
          if (!result.ok) {
            expectRefusal(result);
            return;
          }
          const found = textsOf(result.value);
          expect(found).not.toContain(INCOMING_ID);
          expect(found).not.toContain('Qqqq Zzzz');
        }),
        { seed: SEED, numRuns, endOnFailure: true },
      );
      tell({ attack: `injection through ${name}`, cases: tried, held: tried });
    },
    300_000,
  );

  it('finds what is there', async () => {
    expect(textsOf(await call('message.search', { query: 'chair', limit: 50 }))).toContain(
      INCOMING_ID,
    );
    expect(textsOf(await call('contact.list', { search: 'qqqq', limit: 50 }))).toContain(
      'Qqqq Zzzz',
    );
    expect(
      textsOf(await call('conversation.list', { filter: { label: 'canaries' }, limit: 50 })),
    ).toContain(bridge.conversationId);
  });
});

it('leaves no record half written, and no object with a field that nobody gave it', async () => {
  const db = databaseOf(mongo, bridge.databases.mongodbUrl);
  expect(await halfWritten(db, postgres)).toEqual([]);
  expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  const { rows } = await postgres.query(`SELECT count(*)::int AS leads FROM leads`);
  // The one that was made by hand, and that of the message.
  expect(rows).toEqual([{ leads: 2 }]);
  expect(await call('contact.get', { contactId: NOBODY })).toMatchObject({ ok: false });
});
