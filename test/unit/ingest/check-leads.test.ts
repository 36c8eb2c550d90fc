import { beforeEach, describe, expect, it } from 'vitest';
import { checkLeads, type LeadChat } from '../../../src-main/ingest/check-leads.ts';
import { scorersOf } from '../../../src-main/leads/lead-scoring.ts';
import type { NewEvidence } from '../../../src-main/store/lead-evidence-store.ts';
import type { NewLead } from '../../../src-main/store/lead-store.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import {
  type CampaignId,
  ConversationId,
  LeadId,
  LeadRuleId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import type { LeadOfConversation } from '../../../src-preload/contract/lead.ts';
import type { LeadRule } from '../../../src-preload/contract/lead-rule.ts';
import { sampleLeads } from '../../support/preview/sample-data.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';
import { shuffled } from '../../support/leads/train-model.ts';

const LINKED_AT = 1_000;
const conversationId = ConversationId.parse('3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11');
const userId = UserId.parse('a'.repeat(24));

/** Without the text model: what is found is what these say. */
const rules: LeadRule[] = (
  [
    ['buy', 60],
    ['maybe', 45],
    ['catalogue', 90],
  ] as const
).map(([content, points]) => ({
  ruleId: LeadRuleId.parse('b'.repeat(24)),
  kind: 'phrase',
  content,
  points,
  businessId: null,
  isOn: true,
  updatedBy: null,
  updatedAt: 0,
}));

/** Both databases, as far as the step knows them, and what it asked of them. */
class World {
  readonly calls: string[] = [];
  readonly leads: (LeadOfConversation & { isClosed: boolean })[] = [];
  readonly evidence: NewEvidence[] = [];
  readonly marked = new Set<string>();
  readonly ofContact = new Set<string>();
  readonly published: string[] = [];
  leadId: LeadId | null = null;
  campaignId: CampaignId | null = null;
  oldest: string | null = null;
  failsAt = Infinity;

  call<T>(name: string, answer: () => T): Promise<T> {
    if (this.calls.length === this.failsAt) {
      this.failsAt = Infinity;
      return Promise.reject(new Error('away'));
    }
    this.calls.push(name);
    return Promise.resolve(answer());
  }

  get #open(): LeadOfConversation | undefined {
    return this.leads.find(({ isClosed }) => !isClosed);
  }

  #openOne(lead: NewLead): { outcome: 'opened' | 'alreadyOpen'; lead: LeadOfConversation } {
    const known = this.#open;
    if (known) return { outcome: 'alreadyOpen', lead: known };
    const [sample] = sampleLeads(1, 1_800_000_000_000);
    if (!sample) throw new Error('There is no sample');
    const made = {
      ...sample,
      ...lead,
      businessId: lead.businessId ?? null,
      campaignId: lead.campaignId ?? null,
      leadId: LeadId.parse(String(this.leads.length + 1).padStart(24, '0')),
      stage: 'new' as const,
      isClosed: false,
    };
    this.leads.push(made);
    return { outcome: 'opened', lead: made };
  }

  readonly stores = {
    messages: {
      page: () =>
        this.call('messages.page', () => ({
          items: this.oldest === null ? [] : [{ messageId: this.oldest }],
          next: null,
        })),
      markLeadsGenerated: (leads: readonly { messageId: string }[]) =>
        this.call('messages.mark', () =>
          leads.forEach(({ messageId }) => this.marked.add(messageId)),
        ),
    },
    contacts: {
      addLeads: (leads: readonly { leadId: string }[]) =>
        this.call('contacts.addLeads', () =>
          leads.forEach(({ leadId }) => this.ofContact.add(leadId)),
        ),
    },
    conversations: {
      linkLeads: ([lead]: readonly { leadId: LeadId }[]) =>
        this.call('conversations.link', () => {
          this.leadId = lead?.leadId ?? null;
        }),
    },
    leads: {
      openMany: (leads: readonly NewLead[]) =>
        this.call('leads.openMany', () => leads.map((lead) => this.#openOne(lead))),
      ofConversations: () => this.call('leads.ofConversations', () => this.leads),
    },
    leadEvidence: {
      look: (messages: readonly { messageId: string }[]) =>
        this.call('evidence.look', () =>
          messages.map(({ messageId }) => ({
            counted: this.evidence.some((each) => each.messageId === messageId),
            open: this.#open?.leadId ?? null,
            isPast: false,
          })),
        ),
      add: (evidence: readonly NewEvidence[]) =>
        this.call('evidence.add', () => {
          const fresh = evidence.filter(
            ({ messageId }) => !this.evidence.some((each) => each.messageId === messageId),
          );
          this.evidence.push(...fresh);
          return [...new Set(fresh.map(({ leadId }) => leadId))];
        }),
    },
  } as unknown as Stores;

  async run(messages: readonly [id: string, text: string, change?: object][], isGroup = false) {
    const chat: LeadChat = {
      batch: { linkedAt: LINKED_AT, userId, sessionId: 's', chatId: 'c' } as never,
      conversation: {
        ...{ conversationId, isGroup, leadId: this.leadId, businessId: null, name: 'Ana' },
        campaignId: this.campaignId,
      } as never,
      messages: messages.map(([messageId, content, change], index) => ({
        ...{ messageId, content, type: 'text', fromMe: false, timestamp: 2_000 + index * 1_000 },
        ...change,
      })) as never,
      isFromBusiness: false,
    };
    const opened = await checkLeads([chat], {
      stores: this.stores,
      publish: (event, payload) =>
        this.published.push(`${event} ${(payload as LeadOfConversation).leadId}`),
      scorers: () => Promise.resolve(scorersOf(null, rules)),
    });
    return opened.get(chat) ?? null;
  }

  /** What stands in the end, whatever the way there. */
  end(): unknown {
    return {
      leads: this.leads.map(({ messageId, reasons, createdAt }) => ({
        messageId,
        reasons,
        createdAt,
      })),
      evidence: this.evidence
        .map(({ messageId, score, leadId }) => `${messageId} ${score} ${leadId}`)
        .sort(),
      marked: [...this.marked],
      ofContact: [...this.ofContact],
      leadId: this.leadId,
    };
  }
}

let world: World;

beforeEach(() => {
  world = new World();
});

describe('the step that finds leads', () => {
  it('asks nothing for messages that score low, are ours, older than the account, or of a group', async () => {
    await world.run([
      ['m1', 'hello'],
      ['m2', 'we buy', { fromMe: true }],
      ['m3', 'we buy', { timestamp: LINKED_AT - 1 }],
      ['m4', 'we buy', { type: 'sticker' }],
      ['m5', ''],
    ]);
    await world.run([['m6', 'we buy']], true);
    expect(world.calls).toEqual([]);
  });

  it('opens one lead for several messages, and counts each of them', async () => {
    const opener = await world.run([
      ['m1', 'hello'],
      ['m2', 'we buy a chair'],
      ['m3', 'your catalogue?'],
    ]);
    expect(opener).toBe('m2');
    expect(world.end()).toEqual({
      leads: [{ messageId: 'm2', reasons: ['buy'], createdAt: 3_000 }],
      evidence: ['m2 60 000000000000000000000001', 'm3 90 000000000000000000000001'],
      marked: ['m2'],
      ofContact: ['000000000000000000000001'],
      leadId: '000000000000000000000001',
    });
    expect(world.published).toEqual(['lead.changed 000000000000000000000001']);
  });

  it('makes an open lead stronger with two questions, and opens none', async () => {
    await world.run([['m1', 'we buy']]);
    world.calls.length = 0;
    expect(await world.run([['m2', 'buy, buy']])).toBeNull();
    expect(world.calls).toEqual(['evidence.look', 'evidence.add', 'leads.ofConversations']);
    expect(world.evidence.map(({ messageId }) => messageId)).toEqual(['m1', 'm2']);
    expect(world.leads).toHaveLength(1);
  });

  it('opens another one once the last was closed', async () => {
    await world.run([['m1', 'we buy']]);
    for (const lead of world.leads) lead.isClosed = true;
    expect(await world.run([['m1', 'we buy']])).toBeNull();
    expect(await world.run([['m2', 'we buy more']])).toBe('m2');
    expect(world.leads).toHaveLength(2);
    expect(world.leadId).toBe(world.leads[1]?.leadId);
  });

  it('is surer of the first thing that somebody writes, but opens no lead for that alone', async () => {
    world.oldest = 'm1';
    expect(await world.run([['m1', 'we buy']])).toBe('m1');
    expect(world.evidence).toMatchObject([{ score: 68 }]);
    const later = new World();
    later.oldest = 'm0';
    await later.run([['m1', 'we buy']]);
    expect(later.evidence).toMatchObject([{ score: 60 }]);
    const unsure = new World();
    unsure.oldest = 'm1';
    expect(await unsure.run([['m1', 'maybe']])).toBeNull();
    expect(unsure.calls).toEqual([]);
  });

  const messages: readonly [string, string][] = [
    ['m1', 'we buy'],
    ['m2', 'nothing'],
    ['m3', 'a catalogue'],
    ['m4', 'buy it'],
  ];

  it('ends the same after any failure, when it is done again', async () => {
    await world.run(messages);
    const expected = world.end();
    const count = world.calls.length;
    for (let failing = 0; failing < count; failing++) {
      const again = new World();
      again.failsAt = failing;
      await expect(again.run(messages)).rejects.toThrow('away');
      await again.run(messages);
      expect(again.end(), `call ${failing}`).toEqual(expected);
    }
  });

  it('counts the same messages, each once, in whatever order and however often they come', async () => {
    const random = seededRandom(9);
    await world.run(messages);
    const scores = (each: World): string[] =>
      each.evidence.map(({ messageId, score }) => `${messageId} ${score}`).sort();
    for (let round = 0; round < 30; round++) {
      const again = new World();
      again.oldest = 'm0';
      const told = shuffled([...messages, ...messages], random);
      for (const message of told) await again.run([message]);
      expect(scores(again)).toEqual(scores(world));
      expect(again.leads).toHaveLength(1);
      expect(again.marked.size).toBe(1);
    }
  });
});
