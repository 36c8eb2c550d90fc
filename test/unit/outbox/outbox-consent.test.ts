import { expect, it } from 'vitest';
import { outboxDesk } from './outbox-desk.ts';

const desk = outboxDesk();

it('what its recipient does not want fails with the reason, and what follows goes', async () => {
  desk.wanted = ({ isMarketing }) => (isMarketing === true ? 'marketing_refused' : 'goes');
  const item = await desk.write('Offers of the week');
  await desk.quiet();
  expect(desk.sent()).toEqual(['Offers of the week']);
  await desk.outbox.enqueue({ ...item, isMarketing: true });
  await desk.write('Your order is ready');
  await desk.later(10_000);
  expect(desk.sent()).toEqual(['Offers of the week', 'Your order is ready']);
  expect(desk.outbox.all()).toMatchObject([
    { state: 'failed', failureCode: 'marketing_refused', attempts: 0 },
  ]);
});

it('is asked when it goes, and not when it was written', async () => {
  desk.isConnected = false;
  const { sessionId } = await desk.write('Offers');
  await desk.quiet();
  expect(desk.outbox.all()).toMatchObject([{ state: 'queued' }]);
  // The person withdraws while it waits for the line.
  desk.wanted = () => 'marketing_refused';
  desk.isConnected = true;
  desk.outbox.wake(sessionId);
  await desk.quiet();
  expect(desk.sent()).toEqual([]);
  const [failed] = desk.outbox.all();
  expect(failed).toMatchObject({ state: 'failed', failureCode: 'marketing_refused' });

  // They have agreed again, and a colleague tries once more.
  desk.wanted = () => 'goes';
  if (failed) await desk.outbox.retry(failed.messageId);
  await desk.quiet();
  expect(desk.sent()).toEqual(['Offers']);
});

it('waits while nobody can say whether it is wanted', async () => {
  desk.wanted = () => 'unknown';
  await desk.write('Offers');
  await desk.later(20_000);
  expect(desk.sent()).toEqual([]);
  const [waiting] = desk.outbox.all();
  expect(waiting && desk.outbox.shown(waiting).outbox).toMatchObject({
    state: 'queued',
    waitsFor: 'connection',
    attempts: 0,
  });
  desk.wanted = () => 'goes';
  await desk.later(5_000);
  expect(desk.sent()).toEqual(['Offers']);
});
