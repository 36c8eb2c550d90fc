import { beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '../../../src-main/domain/whatsapp-event.ts';
import { IdentityResolver } from '../../../src-main/ingest/identity-resolver.ts';
import type { IdentityClaim } from '../../../src-main/store/identity-store.ts';
import { SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { conversation } from '../renderer/samples.ts';
import { ManualClock, settle } from '../whatsapp/support/manual-clock.ts';
import { ScriptedClient } from '../whatsapp/support/scripted-client.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

const ANA = '34600111222@c.us';
const ANA_LID = '900111222@lid';
const EVA_LID = '900333444@lid';
const WEEK = 7 * 24 * 60 * 60_000;
const account = {
  sessionId: SessionId.parse('00000000-0000-4000-8000-000000000001'),
  accountId: '34600000001@c.us',
};
const userId = UserId.parse('a'.repeat(24));
const { conversationId } = conversation(1, 100);
const pair: Identity = { whatsappId: ANA_LID, siblingId: ANA };

/** A connected account that answers questions about people as the test says. */
class Account extends ScriptedClient {
  readonly asked: string[] = [];
  answers: (whatsappId: string) => Promise<Identity | null> = async (whatsappId) => ({
    whatsappId,
  });

  override identity = async (whatsappId?: string): Promise<never> => {
    this.asked.push(whatsappId ?? '');
    return (await this.answers(whatsappId ?? '')) as never;
  };
}

let clock: ManualClock;
let client: Account;
let isOnline: boolean;
let claims: IdentityClaim[];
let refused: Set<string>;
/** What was joined, in order: conversations and contacts. */
let joins: string[];
let splits: string[];
let published: string[];
let shown: { chatId: string; otherChatIds?: string[] } | null;
let resolver: IdentityResolver;

beforeEach(() => {
  clock = new ManualClock();
  client = new Account();
  isOnline = true;
  claims = [];
  refused = new Set();
  joins = [];
  splits = [];
  published = [];
  shown = { chatId: ANA, otherChatIds: [ANA_LID] };
  const note = (list: string[], what: string, pairs: readonly (readonly string[])[]): number => {
    list.push(...pairs.map((ids) => `${what} ${ids.join(' ')}`));
    return pairs.length;
  };
  resolver = new IdentityResolver({
    // Of each store only what is used here.
    stores: {
      identities: {
        record: async (made: readonly IdentityClaim[]) => {
          claims.push(...made);
          return made.map(({ ids }) => (refused.has([...ids].sort().join()) ? 'refused' : 'noted'));
        },
        refuse: async ({ ids }: { ids: readonly string[] }) => {
          refused.add([...ids].sort().join());
        },
      },
      conversations: {
        join: async (_id: string, pairs: readonly (readonly string[])[]) =>
          note(joins, 'conversations', pairs),
        find: async () => shown && { ...account, ...shown },
        split: async () => splits.push('conversations'),
      },
      contacts: {
        join: async (_id: string, pairs: readonly (readonly string[])[]) =>
          note(joins, 'contacts', pairs),
        split: async () => splits.push('contacts'),
      },
    } as never,
    clientOf: () => (isOnline ? client : null),
    publish: (event) => void published.push(event),
    clock,
    log: silentLog(),
  });
});

describe('what says that two ids are one person', () => {
  it('is noted with where it comes from, and joins conversations and contacts', async () => {
    await resolver.note(account, [pair, { whatsappId: EVA_LID }]);
    expect(claims).toEqual([
      { accountId: account.accountId, ids: [ANA_LID, ANA], source: 'contact', at: clock.now() },
    ]);
    expect(joins).toEqual([`conversations ${ANA_LID} ${ANA}`, `contacts ${ANA_LID} ${ANA}`]);
    expect(published).toEqual(['changes.missed']);
  });

  it('does not join what a person has taken apart', async () => {
    expect(await resolver.takeApart(conversationId, userId)).toBe(true);
    expect(splits).toEqual(['conversations', 'contacts']);
    await resolver.note(account, [pair]);
    expect(joins.filter((each) => each.includes(ANA))).toEqual([]);
    shown = { chatId: ANA };
    expect(await resolver.takeApart(conversationId, userId)).toBe(false);
  });

  it('is noted of a username, which joins nothing by itself', async () => {
    await resolver.note(account, [{ whatsappId: ANA_LID, siblingId: '@ana' }]);
    expect(claims).toMatchObject([{ ids: [ANA_LID, '@ana'], source: 'contact' }]);
    expect(joins).toEqual([]);
  });

  it('is noted of messages once for every chat in which it is said, and nobody is asked then', async () => {
    const chat = { ...account, chatId: ANA_LID };
    await resolver.noteWritten(chat, [pair]);
    await resolver.noteWritten(chat, [pair]);
    expect(claims).toMatchObject([{ ids: [ANA_LID, ANA], source: 'message' }]);
    // The conversation under the number may be a new one, which is to be joined.
    await resolver.noteWritten({ ...account, chatId: ANA }, [
      { whatsappId: ANA, siblingId: ANA_LID },
    ]);
    expect(claims).toHaveLength(2);
    await clock.advance(60_000);
    expect(client.asked).toEqual([]);
  });
});

describe('somebody who hides the number', () => {
  it('is looked up one by one, with pauses, and each once', async () => {
    for (const id of [ANA_LID, EVA_LID, ANA_LID, ANA]) resolver.lookUp(account, id);
    await settle();
    expect(client.asked).toEqual([]);
    await clock.advance(3_000);
    expect(client.asked).toEqual([ANA_LID]);
    await clock.advance(3_000);
    expect(client.asked).toEqual([ANA_LID, EVA_LID]);
    await clock.advance(60_000);
    expect(client.asked).toHaveLength(2);
    expect(clock.waiting).toBe(0);
  });

  it('is joined when the answer says who it is', async () => {
    client.answers = async () => pair;
    resolver.lookUp(account, ANA_LID);
    await clock.advance(3_000);
    await settle();
    expect(claims).toMatchObject([{ ids: [ANA_LID, ANA], source: 'lookup' }]);
    expect(joins).toHaveLength(2);
    // Known for good.
    await clock.advance(2 * WEEK);
    await resolver.noteWritten({ ...account, chatId: ANA_LID }, []);
    await clock.advance(60_000);
    expect(client.asked).toHaveLength(1);
  });

  it('and shows it later is asked for again when they write, but not before a week has passed', async () => {
    const writes = async (): Promise<void> => {
      await resolver.noteWritten({ ...account, chatId: ANA_LID }, []);
      await clock.advance(3_000);
    };
    await writes();
    await clock.advance(WEEK / 2);
    await writes();
    expect(client.asked).toHaveLength(1);
    expect(joins).toEqual([]);
    await clock.advance(WEEK / 2);
    client.answers = async () => pair;
    await writes();
    expect(client.asked).toHaveLength(2);
    expect(joins).toEqual([`conversations ${ANA_LID} ${ANA}`, `contacts ${ANA_LID} ${ANA}`]);
  });

  it('is asked for again when nobody could answer', async () => {
    client.answers = async () => {
      throw new Error('no line');
    };
    resolver.lookUp(account, ANA_LID);
    await clock.advance(3_000);
    isOnline = false;
    resolver.lookUp(account, ANA_LID);
    await clock.advance(3_000);
    expect(client.asked).toHaveLength(1);
    isOnline = true;
    client.answers = async () => pair;
    resolver.lookUp(account, ANA_LID);
    await clock.advance(3_000);
    expect(client.asked).toHaveLength(2);
    expect(joins).toHaveLength(2);
  });

  it('is not asked for after the end', async () => {
    resolver.lookUp(account, ANA_LID);
    await resolver.stop();
    resolver.lookUp(account, EVA_LID);
    await clock.advance(60_000);
    expect(client.asked).toEqual([]);
  });
});
