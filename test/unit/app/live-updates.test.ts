import { beforeEach, describe, expect, it } from 'vitest';
import { LiveUpdates } from '../../../src-main/app/live-updates.ts';
import type { Change, ChangeListener } from '../../../src-main/store/change-feed.ts';
import type { RowChange } from '../../../src-main/store/row-feed.ts';
import type { Outdated } from '../../../src-main/store/outdated.ts';
import {
  BusinessId,
  ContactId,
  LeadId,
  MessageId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import { Lead } from '../../../src-preload/contract/lead.ts';
import { NoteId } from '../../../src-preload/contract/note.ts';
import { objectId, sampleLeads, uuid } from '../../support/preview/sample-data.ts';
import { conversation, message } from '../renderer/samples.ts';
import { ManualClock, settle } from '../whatsapp/support/manual-clock.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

const HERE = 'this desk';
const THERE = 'another desk';
const { conversationId } = conversation(1, 100);
const [sample] = sampleLeads(1, 1_000_000_000_000);
const lead = Lead.parse({ ...sample, leadId: objectId(5), conversationId });

let clock: ManualClock;
let published: { event: string; payload: unknown }[];
let outdated: Outdated[];
let reads: string[];
let isAway: boolean;
let listener: ChangeListener;
let onRow: (change: RowChange) => void;
let subscriptions: number;
let live: LiveUpdates;
let presences: string[];

/** Reads as a store does. */
async function read<T>(what: string, value: T): Promise<T> {
  reads.push(what);
  if (isAway) throw new Error('no database');
  return value;
}

beforeEach(() => {
  clock = new ManualClock();
  published = [];
  outdated = [];
  reads = [];
  isAway = false;
  subscriptions = 0;
  presences = [];
  // Of each store only what is used here.
  const stores = {
    changes: {
      subscribe: async (given: ChangeListener) => {
        subscriptions += 1;
        if (isAway) throw new Error('no database');
        listener = given;
        return async () => {};
      },
    },
    rowChanges: {
      subscribe: async (given: (change: RowChange) => void) => {
        onRow = given;
        return async () => {};
      },
    },
    conversations: {
      summaries: (ids: readonly string[]) =>
        read(`conversations ${ids.length}`, [conversation(1, 100), conversation(2, 100)]),
    },
    messages: {
      findMany: (_id: string, ids: readonly string[]) =>
        read(
          `messages ${ids.join(' ')}`,
          ids.map((each) => message(each, 100)),
        ),
    },
    notes: { find: (noteId: string) => read(`note ${noteId}`, { noteId }) },
    forgetOutdated: async (what: Outdated) => {
      outdated.push(what);
      await Promise.resolve();
      reads.push('forgotten');
    },
    leads: { find: (id: LeadId) => read('lead', id === lead.leadId ? lead : null) },
  } as unknown as ConstructorParameters<typeof LiveUpdates>[0]['stores'];
  live = new LiveUpdates({
    stores,
    position: { read: async () => null, write: async () => {} },
    deskId: HERE,
    publish: (event, payload) => published.push({ event, payload }),
    presence: {
      note: ({ deskId }) => presences.push(deskId),
      read: async () => {
        presences.push('all');
      },
    },
    onWaitingLead: () => {},
    onLeadRules: () => reads.push('rules'),
    onCampaigns: () => reads.push('campaigns'),
    onErasures: () => reads.push('erasures'),
    withOutbox: (stored) => stored,
    clock,
    log: silentLog(),
  });
});

const conversationChange = (number = 1, by = THERE): Change => ({
  kind: 'conversation',
  conversationId: conversation(number, 1).conversationId,
  by,
});
const messageChange = (id: string, by = THERE): Change => ({
  kind: 'message',
  conversationId,
  messageId: MessageId.parse(id),
  by,
});

async function start(): Promise<void> {
  live.start();
  await settle();
}

function events(): string[] {
  return published.map(({ event }) => event);
}

describe('what another desktop writes', () => {
  it('is passed on at once where it says what a colleague looks at: nothing is read or forgotten', async () => {
    await start();
    const presence = {
      ...{ deskId: THERE, userId: UserId.parse(objectId(3)) },
      ...{ conversationId, isTyping: true },
    };
    listener.onChanges([{ kind: 'presence', presence, by: THERE }]);
    expect(presences).toEqual([THERE]);
    await clock.advance(1_000);
    expect([reads, outdated, published]).toEqual([[], [], []]);
    listener.onMissed();
    expect(presences).toEqual([THERE, 'all']);
  });

  it('is read and published, a flock of changes with one question each', async () => {
    await start();
    listener.onChanges([conversationChange(1), messageChange('M1'), conversationChange(2)]);
    listener.onChanges([conversationChange(1), messageChange('M2'), messageChange('M1')]);
    await clock.advance(50);
    expect(reads).toEqual([
      'forgotten',
      'forgotten',
      'forgotten',
      'messages M1 M2',
      'conversations 2',
    ]);
    expect(events()).toEqual([
      'message.changed',
      'message.changed',
      'conversation.changed',
      'conversation.changed',
    ]);
  });

  it('is left out when it was this desktop itself', async () => {
    await start();
    listener.onChanges([conversationChange(1, HERE), messageChange('M1', HERE)]);
    onRow({ kind: 'lead', leadId: lead.leadId, by: HERE });
    await clock.advance(1_000);
    expect(reads).toEqual([]);
    expect(published).toEqual([]);
  });

  it('is forgotten at once, before it is read', async () => {
    await start();
    const contact: Change = { kind: 'contact', contactId: ContactId.parse(objectId(3)), by: THERE };
    listener.onChanges([conversationChange(1), contact]);
    expect(outdated).toEqual([conversationChange(1), contact]);
    await clock.advance(50);
    expect(reads).toEqual(['forgotten', 'forgotten', 'conversations 1']);
  });

  it('tells whom it has blocked and whom not, without reading anything', async () => {
    await start();
    const contact = (number: number, isBlocked?: boolean): Change => ({
      kind: 'contact',
      contactId: ContactId.parse(objectId(number)),
      ...(isBlocked !== undefined && { isBlocked }),
      by: THERE,
    });
    listener.onChanges([contact(1, true), contact(2, true), contact(3, false), contact(4)]);
    listener.onChanges([contact(2, false)]);
    await clock.advance(50);
    expect(published).toEqual([
      {
        event: 'contact.blockChanged',
        payload: { contactIds: [objectId(1)], isBlocked: true },
      },
      {
        event: 'contact.blockChanged',
        payload: { contactIds: [objectId(2), objectId(3)], isBlocked: false },
      },
    ]);
    expect(reads.filter((each) => each !== 'forgotten')).toEqual([]);
  });

  it('is told as a lead, too', async () => {
    await start();
    onRow({ kind: 'lead', leadId: lead.leadId, by: THERE });
    onRow({ kind: 'lead', leadId: LeadId.parse(objectId(9)), by: null });
    await clock.advance(50);
    expect(published).toEqual([{ event: 'lead.changed', payload: lead }]);
  });

  it('is told of businesses and their hours, quick replies, labels and figures as something to read again, once for a flock', async () => {
    await start();
    const business = { kind: 'business', businessId: null, by: null } as const;
    onRow(business);
    onRow({ ...business, businessId: BusinessId.parse(objectId(4)) });
    onRow({ kind: 'quickReplies', by: null });
    onRow({ kind: 'labels', by: null });
    onRow({ kind: 'leadRules', by: null });
    onRow({ kind: 'campaigns', by: null });
    onRow({ kind: 'leadViews', by: null });
    expect(reads).toEqual(expect.arrayContaining(['rules', 'campaigns']));
    onRow({ kind: 'businessHours', by: null });
    onRow({ kind: 'quickReplies', by: null });
    onRow({ kind: 'consents', by: null });
    onRow({ kind: 'retention', by: null });
    onRow({ kind: 'erasures', by: null });
    onRow({ kind: 'figures', by: THERE });
    onRow({ kind: 'figures', by: THERE });
    expect(outdated).toMatchObject([business, { kind: 'business' }, { kind: 'partitions' }]);
    await clock.advance(50);
    expect(published).toEqual([
      { event: 'business.changed', payload: {} },
      { event: 'quickReply.changed', payload: {} },
      { event: 'consent.changed', payload: {} },
      { event: 'label.changed', payload: {} },
      { event: 'leadRule.changed', payload: {} },
      { event: 'campaign.changed', payload: {} },
      { event: 'leadView.changed', payload: {} },
      { event: 'businessHours.changed', payload: {} },
      { event: 'analytics.changed', payload: {} },
      { event: 'retention.changed', payload: {} },
      { event: 'erasure.changed', payload: {} },
    ]);
    onRow({ kind: 'figures', by: HERE });
    await clock.advance(1_000);
    expect(published).toHaveLength(11);
  });

  it('is read again when the database was away, with what came meanwhile', async () => {
    await start();
    isAway = true;
    listener.onChanges([conversationChange(1), messageChange('M1')]);
    await clock.advance(50);
    expect(published).toEqual([]);
    listener.onChanges([messageChange('M2')]);
    isAway = false;
    await clock.advance(2_000);
    expect(reads).toContain('messages M1 M2');
    expect(events()).toContain('conversation.changed');
  });
});

describe('more than can be told one by one', () => {
  it('is told as one conversation to read again', async () => {
    await start();
    listener.onChanges(Array.from({ length: 101 }, (_, index) => messageChange(`M${index}`)));
    await clock.advance(50);
    expect(reads).toEqual([]);
    expect(published).toEqual([{ event: 'changes.missed', payload: { conversationId } }]);
  });

  it('is told as everything to read again, also when the feed lost its place', async () => {
    await start();
    listener.onChanges(
      Array.from({ length: 201 }, (_, index) => ({
        kind: 'conversation' as const,
        conversationId: conversation(index + 1, 1).conversationId,
        by: THERE,
      })),
    );
    await clock.advance(50);
    listener.onMissed();
    await clock.advance(50);
    const everything = { event: 'changes.missed', payload: { conversationId: null } };
    expect(published).toEqual([everything, everything]);
    expect(outdated.filter((each) => each === null)).toHaveLength(1);
    expect(reads).not.toContain('conversations 201');
  });
});

describe('following', () => {
  it('begins when the databases are there, should they be away at the start', async () => {
    isAway = true;
    await start();
    await clock.advance(2_000);
    isAway = false;
    await clock.advance(1_000);
    expect(subscriptions).toBeGreaterThan(2);
    listener.onChanges([conversationChange(1)]);
    await clock.advance(50);
    expect(events()).toContain('conversation.changed');
  });

  it('ends with the app, also before it has begun', async () => {
    isAway = true;
    await start();
    await live.stop();
    const before = subscriptions;
    await clock.advance(10_000);
    expect(subscriptions).toBe(before);
  });
});

describe('a note of another desktop', () => {
  it('is read and told once, and nothing is forgotten for it', async () => {
    live.start();
    await settle();
    const note = { kind: 'note', noteId: NoteId.parse(uuid(70)) } as const;
    listener.onChanges([{ ...note, by: HERE }]);
    listener.onChanges([
      { ...note, by: THERE },
      { ...note, by: THERE },
    ]);
    await clock.advance(50);
    await settle();
    expect(published).toEqual([{ event: 'note.changed', payload: { noteId: uuid(70) } }]);
    expect(outdated).toEqual([]);
  });
});
