import { beforeEach, describe, expect, it } from 'vitest';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import { dayOf, startOfDay } from '../../../../src-renderer/features/inbox/find/calendar-day.ts';
import { foundHit } from '../../../../src-renderer/features/inbox/find/find-slice.ts';
import { markStretches } from '../../../../src-renderer/features/inbox/find/mark-stretches.ts';
import {
  createInboxStore,
  type InboxStore,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { samplePage } from '../../../support/preview/sample-page.ts';
import { searchSamples } from '../../../support/preview/sample-search.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import { conversation, message, type TestDependencies, testDependencies } from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const second = ConversationId.parse(uuid(2));
const summary = conversation(1, 0);
/** One each noon, from 1 March 2026 on; the days of May are left out, and every tenth speaks of lamps. */
const all: readonly Message[] = Array.from({ length: 150 }, (_, index) => {
  const noon = new Date(2026, 2, 1 + index, 12).getTime();
  return message(`m${index}`, noon, { content: index % 10 === 0 ? 'The lamp, please' : 'Hello' });
}).filter(({ timestamp }) => new Date(timestamp).getMonth() !== 4);
const lamps = all.filter(({ content }) => content.includes('lamp')).reverse();

let dependencies: TestDependencies;
let store: InboxStore;

beforeEach(async () => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.get', () => succeed(summary))
    .handle('message.list', (question) => succeed(samplePage(all, question)))
    .handle('message.search', (question) =>
      succeed(searchSamples([{ conversation: summary, messages: all }], question)),
    );
  store = createInboxStore(dependencies);
  await store.getState().openConversation(first);
});

const shownIds = (): readonly string[] => {
  const thread = store.getState().threads.get(first);
  return (thread && shownValue(thread)?.messages.map((each) => each.messageId)) ?? [];
};
const stoodOn = (): string | undefined => foundHit(store.getState())?.messageId;

async function look(query: string): Promise<void> {
  store.getState().openFind();
  store.getState().setFindQuery(query);
  await store.getState().askAgain();
}

describe('finding in a conversation', () => {
  it('begins at the newest hit, and asks only about this conversation', async () => {
    await look('lamp');
    expect(stoodOn()).toBe(lamps[0]?.messageId);
    const asked = dependencies.bridge.calls.filter(({ command }) => command === 'message.search');
    expect(asked.at(-1)?.input).toMatchObject({ query: 'lamp', conversationId: first });
    expect([...store.getState().foundMarks]).toEqual(
      lamps.map(({ messageId }) => [messageId, [{ start: 4, end: 8 }]]),
    );
  });

  it('goes back to hits that are not loaded, and from the last to the first', async () => {
    await look('lamp');
    for (const lamp of lamps.slice(1)) {
      await store.getState().stepFind(1);
      expect(stoodOn()).toBe(lamp.messageId);
      expect(shownIds()).toContain(lamp.messageId);
    }
    expect(shownIds()).not.toContain(lamps[0]?.messageId);
    await store.getState().stepFind(1);
    expect(stoodOn()).toBe(lamps[0]?.messageId);
    await store.getState().stepFind(-1);
    expect(stoodOn()).toBe(lamps.at(-1)?.messageId);
    expect(shownIds()).toContain(lamps.at(-1)?.messageId);
  });

  it('fetches further hits when one steps past those that are there, and only then goes round', async () => {
    dependencies.bridge.handle('message.search', (question) =>
      succeed(searchSamples([{ conversation: summary, messages: all }], { ...question, limit: 4 })),
    );
    await look('lamp');
    await store.getState().stepFind(-1);
    expect(stoodOn()).toBe(lamps[0]?.messageId);
    for (let step = 0; step < 5; step++) await store.getState().stepFind(1);
    expect(stoodOn()).toBe(lamps[5]?.messageId);
  });

  it('says that nothing is there, and that it could not be asked', async () => {
    await look('zeppelin');
    expect(stoodOn()).toBeUndefined();
    expect(store.getState().find?.hits).toMatchObject({ status: 'ready', value: { items: [] } });
    await store.getState().stepFind(1);
    dependencies.bridge.handle('message.search', () => fail('database_unreachable'));
    await look('lamp');
    expect(store.getState().find?.hits).toMatchObject({
      status: 'failed',
      failure: { code: 'database_unreachable' },
    });
    expect(store.getState().foundMarks.size).toBe(0);
  });

  it('is over in another conversation, and when it is closed', async () => {
    await look('lamp');
    await store.getState().openConversation(second);
    expect(store.getState().find).toBeNull();
    expect(store.getState().foundMarks.size).toBe(0);
    await store.getState().openConversation(first);
    await look('lamp');
    store.getState().closeFind();
    expect(stoodOn()).toBeUndefined();
  });
});

describe('going to a day', () => {
  it('shows the first message of that day without what lies between', async () => {
    store.getState().askForDay('2026-03-12');
    await store.getState().goToDay('2026-03-12');
    expect(store.getState().dayJump).toBeNull();
    expect(store.getState().openedAt?.messageId).toBe('m11');
    expect(shownIds()).toContain('m11');
    expect(shownIds().at(-1)).toBe('m11');
  });

  it('shows what came next where nothing was written that day, and says so', async () => {
    store.getState().askForDay('2026-05-10');
    await store.getState().goToDay('2026-05-10');
    expect(dayOf(store.getState().openedAt?.timestamp ?? 0)).toBe('2026-06-01');
    expect(store.getState().dayJump).toMatchObject({ state: 'later' });
  });

  it('says that nothing was written from then on, and stays where it is', async () => {
    const before = shownIds();
    store.getState().askForDay('2026-12-24');
    await store.getState().goToDay('2026-12-24');
    expect(store.getState().dayJump).toEqual({ day: '2026-12-24', state: 'nothing' });
    expect(shownIds()).toEqual(before);
  });

  it('tells the user when the databases are away', async () => {
    dependencies.bridge.handle('message.list', () => fail('database_unreachable'));
    store.getState().askForDay('2026-03-12');
    await store.getState().goToDay('2026-03-12');
    expect(dependencies.reported).toMatchObject([{ code: 'database_unreachable' }]);
    expect(store.getState().dayJump).toBeNull();
  });

  it('knows days by the clock of this computer, and what is none', () => {
    expect(startOfDay('2026-03-12')).toBe(new Date(2026, 2, 12).getTime());
    expect(dayOf(new Date(2026, 0, 5, 23, 59).getTime())).toBe('2026-01-05');
    expect(startOfDay('')).toBeNull();
    expect(startOfDay('2026-xx-01')).toBeNull();
    expect(startOfDay('0002-01-01')).toBe(1);
  });
});

describe('markStretches', () => {
  const ana = { token: '@34600', name: 'Ana' };

  it('cuts a text where hits begin and end, also across the people named in it', () => {
    expect(
      markStretches(
        ['The lamp ', ana, ' lamps'],
        [
          { start: 4, end: 8 },
          { start: 10, end: 12 },
          { start: 16, end: 20 },
        ],
      ),
    ).toEqual([
      { part: 'The ', isHit: false },
      { part: 'lamp', isHit: true },
      { part: ' ', isHit: false },
      { part: ana, isHit: true },
      { part: ' ', isHit: false },
      { part: 'lamp', isHit: true },
      { part: 's', isHit: false },
    ]);
  });

  it('leaves out what lies beyond a text that is cut short', () => {
    expect(markStretches(['The la…'], [{ start: 40, end: 44 }])).toEqual([
      { part: 'The la…', isHit: false },
    ]);
  });
});
