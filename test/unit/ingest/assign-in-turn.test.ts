import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { assignInTurn } from '../../../src-main/ingest/assign-in-turn.ts';
import type { ChatBatch } from '../../../src-main/ingest/chat-batch.ts';
import type { NewMessage } from '../../../src-main/store/message-store.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { BusinessId, UserId } from '../../../src-preload/contract/ids.ts';
import type { Rota } from '../../../src-preload/contract/team.ts';
import { objectId } from '../../support/preview/sample-data.ts';
import { conversation } from '../renderer/samples.ts';

const LINKED_AT = 1_000_000;
const ana = UserId.parse(objectId(1));
const eva = UserId.parse(objectId(2));
const shop = BusinessId.parse(objectId(9));

let summary: ConversationSummary;
let rotas: Rota[];
let taken: unknown[];
let givenBack: unknown[];
/** Does something between the turn and the assignment. */
let meanwhile: () => void;

const stores = {
  team: {
    rotas: () => Promise.resolve(rotas),
    takeTurn: (turn: unknown) => {
      taken.push(turn);
      return Promise.resolve()
        .then(meanwhile)
        .then(() => ana);
    },
    giveTurnBack: (turn: unknown) => {
      givenBack.push(turn);
      return Promise.resolve();
    },
  },
  conversations: {
    summary: () => Promise.resolve(summary),
    assignNobodys: (_: unknown, assigneeId: UserId) => {
      if (summary.assigneeId !== null) return Promise.resolve('unchanged');
      summary = { ...summary, assigneeId };
      return Promise.resolve('changed');
    },
  },
} as unknown as Pick<Stores, 'conversations' | 'team'>;

beforeEach(() => {
  summary = conversation(1, 1, { assigneeId: null, status: 'open', isArchived: false });
  rotas = [{ businessId: null, isOn: true, members: [ana] }];
  taken = [];
  givenBack = [];
  meanwhile = () => {};
});

const message = (change: Partial<NewMessage> = {}): NewMessage =>
  ({
    messageId: 'A1',
    fromMe: false,
    type: 'text',
    timestamp: LINKED_AT + 1_000,
    ...change,
  }) as NewMessage;

const run = (
  stretches: ChatBatch['stretches'],
  change: { isGroup?: boolean; businessId?: BusinessId } = {},
) => {
  const { conversationId } = summary;
  const batch = { linkedAt: LINKED_AT, stretches } as ChatBatch;
  const chat = { batch, conversationId, businessId: null, isGroup: false, ...change };
  return assignInTurn([chat], stores);
};
const live = (...messages: NewMessage[]) => [{ isLive: true, messages }];

describe('a customer who writes while nobody looks after the conversation', () => {
  it('is given to whoever is next, for the first message that waits', async () => {
    await run(
      live(message({ messageId: 'own', fromMe: true }), message(), message({ messageId: 'B' })),
    );
    expect(summary.assigneeId).toBe(ana);
    const { conversationId } = summary;
    expect(taken).toEqual([{ conversationId, messageId: 'A1', businessId: null }]);
    expect(givenBack).toEqual([]);
  });

  it('is given so also where a snooze has ended', async () => {
    summary = { ...summary, status: 'snoozed', snoozedUntil: 1 };
    await run(live(message()));
    expect(summary.assigneeId).toBe(ana);
  });

  it('stays with the colleague who was quicker, and the turn is given back', async () => {
    meanwhile = () => {
      summary = { ...summary, assigneeId: eva };
    };
    await run(live(message()));
    expect(summary.assigneeId).toBe(eva);
    expect(givenBack).toEqual([{ conversationId: summary.conversationId, messageId: 'A1' }]);
  });

  it('keeps the turn that another desktop has used for the same message', async () => {
    meanwhile = () => {
      summary = { ...summary, assigneeId: ana };
    };
    await run(live(message()));
    expect(givenBack).toEqual([]);
  });
});

describe('nobody is given anything', () => {
  it.each([
    ['history', [{ isLive: false, messages: [message()] }], {}],
    ['what is older than the account’s link', live(message({ timestamp: LINKED_AT - 1 })), {}],
    ['what was written here or on the phone', live(message({ fromMe: true })), {}],
    ['a call, which waits for no answer', live(message({ type: 'call_log' })), {}],
    ['a group', live(message()), { isGroup: true }],
    ['a business without a rota', live(message()), { businessId: shop }],
  ])('for %s', async (_, stretches, change) => {
    await run(stretches, change);
    expect(taken).toEqual([]);
  });

  it.each([
    ['somebody’s', { assigneeId: eva }],
    ['archived', { isArchived: true }],
    ['pending', { status: 'pending' }],
  ] as const)('of what is %s', async (_, change) => {
    summary = { ...summary, ...change };
    await run(live(message()));
    expect(taken).toEqual([]);
  });

  it('where the rota is off', async () => {
    rotas = [{ businessId: null, isOn: false, members: [ana] }];
    await run(live(message()));
    expect(taken).toEqual([]);
  });

  it('while PostgreSQL is away; and nothing waits for it', async () => {
    meanwhile = () => {
      throw new AppError('database_unreachable', 'away');
    };
    await run(live(message()));
    expect(summary.assigneeId).toBeNull();
  });

  it('and what else goes wrong is told', async () => {
    meanwhile = () => {
      throw new AppError('internal', 'broken');
    };
    await expect(run(live(message()))).rejects.toMatchObject({ code: 'internal' });
  });
});
