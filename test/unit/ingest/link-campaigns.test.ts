import { beforeEach, describe, expect, it } from 'vitest';
import { linkCampaigns } from '../../../src-main/ingest/link-campaigns.ts';
import { campaignFinder } from '../../../src-main/domain/leads/campaign-code.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { Campaign } from '../../../src-preload/contract/campaign.ts';
import { CampaignId, ConversationId, LeadId } from '../../../src-preload/contract/ids.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';
import { shuffled } from '../../support/leads/train-model.ts';

const HOUR = 3_600_000;
const START = 1_800_000_000_000;
const conversationId = ConversationId.parse('3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11');
const leadId = LeadId.parse('d'.repeat(24));
const [autumn, winter] = ['a', 'b'].map((letter) => CampaignId.parse(letter.repeat(24))) as [
  CampaignId,
  CampaignId,
];
const campaigns: Campaign[] = [['AUTUMN', autumn] as const, ['WINTER', winter] as const].map(
  ([code, campaignId]) => ({
    ...{ name: code, code, channel: 'shop', businessId: null, startsAt: null, endsAt: null },
    ...{ budget: null, status: 'active', endedAt: null, campaignId },
  }),
);

interface Written {
  content: string;
  timestamp: number;
  fromMe?: boolean;
}

/** Both databases, as far as the step knows them. */
class World {
  readonly messages: Written[] = [];
  readonly published: string[] = [];
  link: { campaignId: CampaignId | null; at: number } | null = null;
  /** Of the open lead; undefined where there is none. */
  campaignOfLead: CampaignId | null | undefined = undefined;
  looks = 0;
  failsAtLinking = false;
  isGroup = false;

  readonly stores = {
    messages: {
      page: ({ before }: { before: { timestamp: number } }) =>
        Promise.resolve({
          items: this.messages
            .filter(({ timestamp }) => timestamp < before.timestamp)
            .sort((one, other) => one.timestamp - other.timestamp)
            .slice(-20)
            .map(({ timestamp, fromMe }) => ({
              timestamp,
              direction: fromMe ? 'outgoing' : 'incoming',
            })),
          next: null,
        }),
    },
    conversations: {
      linkCampaigns: ([link]: readonly { campaignId: CampaignId; at: number }[]) => {
        if (this.failsAtLinking) return Promise.reject(new Error('away'));
        if (link && (this.link === null || this.link.at < link.at)) this.link = link;
        return Promise.resolve();
      },
    },
    leads: {
      noteCampaigns: ([link]: readonly { campaignId: CampaignId }[]) => {
        if (this.campaignOfLead !== null || !link) return Promise.resolve([]);
        this.campaignOfLead = link.campaignId;
        return Promise.resolve([leadId]);
      },
      find: () => Promise.resolve({ leadId }),
    },
  } as unknown as Stores;

  async run(...written: Written[]) {
    for (const each of written) if (!this.messages.includes(each)) this.messages.push(each);
    const [conversation] = await linkCampaigns(
      [
        {
          batch: { linkedAt: START } as never,
          conversation: {
            ...{ conversationId, isGroup: this.isGroup, businessId: null },
            campaignId: this.link?.campaignId ?? null,
            campaignSince: this.link?.at ?? null,
          } as never,
          messages: written.map((each, index) => ({
            ...{ messageId: String(index), type: 'text', fromMe: false, ...each },
          })) as never,
        },
      ],
      {
        stores: this.stores,
        publish: (event) => this.published.push(event),
        campaigns: () => {
          this.looks += 1;
          return Promise.resolve(campaignFinder(campaigns));
        },
      },
    );
    return conversation?.campaignId ?? null;
  }
}

let world: World;

beforeEach(() => {
  world = new World();
});

const says = (content: string, hours: number, change: Partial<Written> = {}): Written => ({
  content,
  timestamp: START + hours * HOUR,
  ...change,
});

describe('the campaign of a conversation', () => {
  it('is the one whose code the first message of the customer has', async () => {
    expect(await world.run(says('Hello! autumn', 1))).toBe(autumn);
    expect(world.link).toMatchObject({ campaignId: autumn, at: START + HOUR });
  });

  it('is not named by what the customer writes later in the same conversation', async () => {
    expect(await world.run(says('Hello', 1), says('autumn?', 2))).toBeNull();
    expect(world.link).toBeNull();
  });

  it('is named by the first message of a customer to whom the team had written before', async () => {
    const ours = says('We have new chairs', 1, { fromMe: true });
    expect(await world.run(ours, says('AUTUMN', 2))).toBe(autumn);
  });

  it('is named by whoever comes back after a day, and then is that of the newer code', async () => {
    await world.run(says('Hello, AUTUMN', 1));
    expect(await world.run(says('Thanks', 2), says('winter!', 27))).toBe(winter);
    expect(world.link?.campaignId).toBe(winter);
  });

  it('is not named by the team, before the account was linked, or in a group', async () => {
    expect(await world.run(says('AUTUMN', 1, { fromMe: true }))).toBeNull();
    expect(await world.run(says('AUTUMN', -1))).toBeNull();
    world.isGroup = true;
    expect(await world.run(says('AUTUMN', 30))).toBeNull();
    expect(world.looks).toBe(0);
  });

  it('stays as a person has said since', async () => {
    const first = says('AUTUMN', 1);
    await world.run(first);
    world.link = { campaignId: null, at: START + 5 * HOUR };
    expect(await world.run(first)).toBeNull();
    expect(await world.run(says('winter', 40))).toBe(winter);
  });

  it('is also that of an open lead of no campaign, which windows hear of, but of no other', async () => {
    world.campaignOfLead = null;
    const first = says('AUTUMN', 1);
    await world.run(first);
    expect(world.campaignOfLead).toBe(autumn);
    expect(world.published).toEqual(['lead.changed']);
    await world.run(says('winter', 40));
    expect(world.campaignOfLead).toBe(autumn);
    expect(world.published).toHaveLength(1);
  });

  it('is found by the next run when a database went away in between', async () => {
    world.campaignOfLead = null;
    world.failsAtLinking = true;
    const first = says('AUTUMN', 1);
    await expect(world.run(first)).rejects.toThrow('away');
    world.failsAtLinking = false;
    expect(await world.run(first)).toBe(autumn);
    expect(world).toMatchObject({ campaignOfLead: autumn, link: { campaignId: autumn } });
  });

  it('is the same in whatever order, and however often, the messages are told', async () => {
    const all = [says('AUTUMN', 1), says('hello', 40), says('winter', 70), says('autumn', 71)];
    for (let seed = 1; seed <= 40; seed++) {
      world = new World();
      // What was written is known before its turn, as after a history that was read.
      world.messages.push(...all);
      for (const message of shuffled([...all, ...all], seededRandom(seed))) {
        await world.run(message);
      }
      expect(world.link).toMatchObject({ campaignId: winter, at: START + 70 * HOUR });
    }
  });
});
