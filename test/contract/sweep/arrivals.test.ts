import { afterEach, describe, expect, it, vi } from 'vitest';
import { countMessages } from '../../support/databases/sealed-workspace.ts';
import { isFlawless } from '../../support/replay/judge.ts';
import { RunningDesk } from './support/running-desk.ts';

// A browser and two databases: patience for a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let desk: RunningDesk;
afterEach(() => desk.remove());

function customer(index: number) {
  return desk.simulator.customer(String(34_600_200_000 + index), { pushname: `Customer ${index}` });
}

/** Nothing lost, doubled or out of order, one conversation and contact a customer, and nobody saw blue ticks. */
async function expectFlawless(customers: number): Promise<void> {
  await desk.settled();
  const verdict = await desk.verdict();
  expect(verdict).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, altered: 0 });
  expect(verdict.wrongCounters).toEqual([]);
  expect(isFlawless(verdict)).toBe(true);
  expect(await desk.db.collection('conversations').countDocuments()).toBe(customers);
  const written = await desk.db
    .collection('whatsapp_contacts')
    .countDocuments({ lastInteractionAt: { $exists: true } });
  expect(written).toBe(customers);
  const book = await desk.simulator.book();
  expect(book.chats.reduce((sum, { seenByApp }) => sum + seenByApp, 0)).toBe(0);
  // WhatsApp's times, to the second.
  const times = new Map(book.chats.flatMap(({ messages }) => messages.map(({ id, t }) => [id, t])));
  for (const { messageId, document } of await (await desk.workspace()).messages()) {
    expect((document.timestamp as Date).getTime()).toBe((times.get(messageId) ?? 0) * 1000);
  }
}

describe('arrivals that break others', () => {
  it('200 new customers in one burst', async () => {
    desk = await RunningDesk.create();
    await desk.link();
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => customer(index).says(`Hello from ${index}`)),
    );
    await desk.stored(200);
    await expectFlawless(200);
  });

  it('many messages of a customer in the same instant, ten a second for some seconds', async () => {
    desk = await RunningDesk.create();
    await desk.link();
    const at = Math.floor(Date.now() / 1000);
    const ana = customer(0);
    for (let second = 0; second < 4; second++) {
      for (let index = 0; index < 10; index++)
        await ana.says(`${second}.${index}`, { at: at + second });
    }
    await desk.stored(40);
    await expectFlawless(1);
  });

  it('new customers who write from the first moment on, while history is still compared', async () => {
    desk = await RunningDesk.create();
    for (let index = 0; index < 60; index++) {
      for (let count = 0; count < 5; count++) await customer(index).says(`before ${count}`);
    }
    const linked = desk.link();
    await desk.next('session.changed', ({ state }) => state.kind === 'connected');
    // Half of them are new, half of them are being read just now.
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        await customer(30 + index).says('now');
        await customer(30 + index).says('and now');
      }),
    );
    await linked;
    await desk.stored(60 * 5 + 120);
    await expectFlawless(90);
  });

  it('the account goes in the middle of a burst, the rest comes meanwhile, and a third is read on the phone', async () => {
    desk = await RunningDesk.create();
    await desk.link();
    const say = (from: number, to: number): Promise<string[]> =>
      Promise.all(
        Array.from({ length: to - from }, (_, index) =>
          customer((from + index) % 60).says(`message ${from + index}`),
        ),
      );
    const writing = say(0, 120);
    await desk.stored(20);
    const stopping = desk.stop();
    await writing;
    await stopping;
    await say(120, 240);
    for (let index = 0; index < 20; index++) {
      await desk.simulator.phone.reads(String(34_600_200_000 + index));
    }
    await desk.startAgain();
    await desk.stored(240);
    await expectFlawless(60);
  });

  it.each([
    { how: 'twice, late, or in the wrong order', troubles: ['twice', 'late', 'reversed'] },
    { how: 'not at all, or not legibly', troubles: ['lost', 'corrupt'] },
  ] as const)('messages of which the page tells $how', async ({ troubles }) => {
    desk = await RunningDesk.create();
    await desk.link();
    // Within a second nothing but their arrival says which was first.
    const at = Math.floor(Date.now() / 1000) - 30;
    for (const [index, arrivals] of troubles.entries()) {
      await desk.simulator.quirks.set({ arrivals });
      for (let count = 0; count < 30; count++) {
        await customer(10 * index + (count % 10)).says(`message ${count}`, { at: at + count });
      }
    }
    await desk.simulator.quirks.clear();
    const all = 30 * troubles.length;
    if (troubles[0] === 'lost') {
      // What nobody heard of is found when the account is compared with WhatsApp.
      expect(await countMessages(desk.db)).toBe(0);
      desk.workplace.sweeps.wake();
    }
    await desk.stored(all);
    await expectFlawless(10 * troubles.length);
  });
});
