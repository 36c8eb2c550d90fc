import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LeadStage } from '../../../src-preload/contract/lead.ts';
import { PASSPHRASE } from '../../support/databases/test-workspace.ts';
import { bridgeDesk, commandNames, expectFailure } from './bridge-desk.ts';

const bridge = bridgeDesk();
const rule = { kind: 'phrase', content: 'x', points: 1, businessId: null, isOn: true };

/** Of whatever is asked about leads. */
const leadInput = {
  ...{ conversationId: randomUUID(), leadId: '0'.repeat(24), version: 1, limit: 1 },
  change: { notes: 'x' },
  ...{ contactName: 'x', phoneNumber: null, stage: 'new', lostReason: '', ownerId: null },
  ...{
    businessId: null,
    value: null,
    expectedClose: null,
    nextStep: null,
    notes: '',
    campaignId: null,
  },
  leads: [{ leadId: '0'.repeat(24), version: 1, source: 'import' }],
  stages: LeadStage.options.map((stage) => ({ stage, name: null })),
};

/** Of whatever is asked about figures. */
const figureInput = {
  filter: { from: '2026-03-01', to: '2026-03-31' },
  ...{ isCompared: false, isStopped: true, what: { kind: 'won' }, limit: 1 },
  timeZone: 'Europe/Madrid',
};
const ownInput = (name: string) => (name.startsWith('lead.') ? leadInput : figureInput);

describe('before the first run has ended', () => {
  it.each(commandNames)('%s has a handler', (name) => {
    expect(bridge.desk.handlers[name]).toBeTypeOf('function');
  });

  it('there is no handler for what the contract does not name', () => {
    expect(Object.keys(bridge.desk.handlers).sort()).toEqual([...commandNames].sort());
  });

  it('what needs the databases is not ready, and says that trying later may help', async () => {
    const needed = commandNames.filter(
      (name) => !/^(app|settings|setup|desktop|diagnostics)\.|^workspace\.unlock$/.test(name),
    );
    for (const name of needed) {
      const input =
        name === 'message.send'
          ? { conversationId: randomUUID(), text: 'x' }
          : name === 'contact.list'
            ? { limit: 1, sort: { by: 'name', isDescending: false } }
            : /^(lead|analytics)\./.test(name)
              ? ownInput(name)
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
                  isAway: true,
                  isOn: true,
                  isStopped: true,
                  timeZone: 'Europe/Madrid',
                  members: [],
                  hours: null,
                  targetMinutes: null,
                  text: 'x',
                  emoji: null,
                  to: randomUUID(),
                  schedule: null,
                  replyTo: null,
                  editing: null,
                  note: null,
                  files: [],
                  uploadId: randomUUID(),
                  noteId: randomUUID(),
                  body: 'x',
                  offset: 0,
                  bytes: new Uint8Array([1]),
                  lines: [['x']],
                  png: new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
                  fileName: 'x',
                  mimeType: 'text/plain',
                  fileSize: 1,
                  perHour: 1,
                  contactId: '0'.repeat(24),
                  quickReplyId: '0'.repeat(24),
                  labelId: '0'.repeat(24),
                  leadId: '0'.repeat(24),
                  version: 1,
                  wants: 'learn',
                  proposalId: randomUUID(),
                  colour: 'teal',
                  shortcut: 'x',
                  content: 'x',
                  details: { notes: 'x' },
                  contacts: [{ name: 'x', phoneNumber: '+34600111222' }],
                  overwrites: false,
                  format: 'csv',
                  phoneNumber: '+34600111222',
                  browser: 'own',
                  autoReconnect: true,
                  status: 'open',
                  priority: 'high',
                  filter: {},
                  views: [{ filter: {} }],
                  sort: 'newest',
                  viewId: '0'.repeat(24),
                  place: 0,
                  isTyping: true,
                  isPinned: true,
                  isArchived: true,
                  isBlocked: true,
                  kept: '0'.repeat(24),
                  merged: ['1'.repeat(24)],
                  choices: {},
                  mergeId: '0'.repeat(24),
                  kind: 'links',
                  tags: [],
                  index: 0,
                  purpose: 'marketing',
                  state: 'given',
                  method: 'form',
                  contactIds: ['0'.repeat(24), '1'.repeat(24)],
                };
      const ofAccess = {
        ...{ userId: '0'.repeat(24), role: 'agent', email: 'x@example.com', code: 'x' },
        ...{ password: 'another password', next: 'another password', deskId: randomUUID() },
        ...{ lockAfterMinutes: null, asksAtStart: false, invitationId: '0'.repeat(24) },
        passphrase: 'x',
      };
      const ofRules = { ...rule, rule, ruleId: '0'.repeat(24), after: null };
      const view = {
        ...{ name: 'x', choice: {}, layout: 'board', isShared: false },
        sort: { by: 'value', isDescending: true },
      };
      const ofViews = { ...view, view, viewId: '0'.repeat(24) };
      const ofCampaigns = {
        ...{ name: 'x', businessId: null, channel: 'shop', code: 'AUTUMN', status: 'active' },
        ...{ startsAt: null, endsAt: null, budget: null },
        ...{ campaignId: '0'.repeat(24), conversationId: randomUUID() },
      };
      const others = new Map<string, object>([
        ['leadRule', ofRules],
        ['leadView', ofViews],
        ['campaign', ofCampaigns],
        ['retention', { businessId: null, kind: 'messages', days: 90 }],
        [
          'erasure',
          {
            ...{ contactId: '0'.repeat(24), confirmation: 'x', reason: 'objection' },
            ...{ erasureId: randomUUID(), format: 'json' },
          },
        ],
        ['hold', { contactId: '0'.repeat(24), reason: 'x' }],
        [
          'export',
          { contactId: '0'.repeat(24), businessId: null, media: true, exportId: randomUUID() },
        ],
        ...['access', 'member', 'invitation', 'device'].map((area): [string, object] => [
          area,
          ofAccess,
        ]),
      ]);
      const result = await bridge.call(name, others.get(name.split('.')[0] ?? '') ?? input);
      expectFailure(result, 'not_ready');
      expect(result).toMatchObject({ error: { retryable: true } });
    }
  });

  it('a passphrase that is too short is refused before anything is opened', async () => {
    const result = await bridge.call('setup.complete', {
      name: 'Ana',
      email: 'ana@example.com',
      passphrase: 'only eleven',
      stores: { kind: 'servers', addresses: bridge.databases },
    });
    expectFailure(result, 'bad_input');
  });

  it('a database that cannot be opened leaves the app in its first run', async () => {
    const result = await bridge.call('setup.complete', {
      name: 'Ana',
      email: 'ana@example.com',
      passphrase: PASSPHRASE,
      stores: { kind: 'servers', addresses: { ...bridge.databases, mongodbUrl: 'nonsense' } },
    });
    expectFailure(result, 'database_address_invalid');
    expect(await bridge.succeed('app.state', {})).toEqual({ phase: 'first_run' });
  });

  it('addresses are tested one by one, and nothing that is in them comes back', async () => {
    const wrong = {
      ...bridge.databases,
      postgresUrl: bridge.databases.postgresUrl.replace(/:[^:@]+@/, ':no@'),
    };
    const result = await bridge.succeed('setup.testStores', wrong);
    expect(result).toMatchObject({
      mongodb: { ok: true },
      postgres: { ok: false, code: 'database_refused_login' },
    });
    expect(JSON.stringify(result)).not.toContain(':no@');
  });
});
