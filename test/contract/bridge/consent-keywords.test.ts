import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import { bridgeDesk, CUSTOMER, expectFailure } from './bridge-desk.ts';

const bridge = bridgeDesk();
const ME = '34600000001@c.us';
/** Seconds after now, so that nothing has the time of something else. */
let seconds = 10;

function says(body: string, id: string = randomUUID()): void {
  seconds += 5;
  bridge.desk.account().say({
    kind: 'raw',
    event: {
      type: 'message',
      raw: {
        id: { fromMe: false, remote: CUSTOMER, id, _serialized: `false_${CUSTOMER}_${id}` },
        ...{ from: CUSTOMER, to: ME, type: 'chat', body, ack: 1, notifyName: 'María' },
        t: Math.floor(Date.now() / 1000) + seconds,
      },
    },
  });
}

async function stored(id: string): Promise<void> {
  await bridge.desk.published('message.changed', ({ messageId }) => messageId === id);
}

beforeAll(() => bridge.setUp());

describe('a customer who writes STOP', () => {
  let conversationId: ConversationId;
  const marketing = async () =>
    (await bridge.succeed('consent.ofConversation', { conversationId })).records.filter(
      ({ purpose }) => purpose === 'marketing',
    );

  beforeAll(() => {
    ({ conversationId } = bridge);
  });

  it('gets advertising as an answer until then', async () => {
    const offer = { conversationId, text: 'Two for one', isMarketing: true };
    const { messageId } = await bridge.succeed('message.send', offer);
    await sent(messageId);
  });

  it('has withdrawn at once, by nobody of the team, with the message', async () => {
    says('Stop by tomorrow?', 'NOKEYWORD');
    says('Baja.', 'BAJA1');
    await bridge.desk.published('consent.changed', () => true);
    expect(await marketing()).toMatchObject([
      {
        ...{ state: 'withdrawn', method: 'keyword', recordedBy: null },
        message: { conversationId, messageId: 'BAJA1' },
      },
    ]);
  });

  it('is noted once, however often the message is told', async () => {
    says('Baja.', 'BAJA1');
    says('Hello?', 'AFTER');
    await stored('AFTER');
    expect(await marketing()).toHaveLength(1);
  });

  it('gets no advertising, which is said before it waits', async () => {
    const offer = { conversationId, text: 'Two for one', isMarketing: true };
    expectFailure(await bridge.call('message.send', offer), 'marketing_refused');
    expect(await bridge.succeed('outbox.list', {})).toEqual([]);
  });

  it('gets nothing with the code of a campaign', async () => {
    await bridge.succeed('campaign.create', {
      ...{ name: 'Fair', businessId: null, channel: 'event', code: 'FAIR-26', status: 'active' },
      ...{ startsAt: null, endsAt: null, budget: null },
    });
    const text = 'Come to us with FAIR-26!';
    expectFailure(await bridge.call('message.send', { conversationId, text }), 'marketing_refused');
  });

  it('gets answers', async () => {
    const text = 'Your chair is ready';
    const { messageId } = await bridge.succeed('message.send', { conversationId, text });
    await sent(messageId);
  });

  it('does not come back by a word where nothing was ever given', async () => {
    says('START', 'START1');
    await stored('START1');
    expect(await marketing()).toMatchObject([{ state: 'withdrawn' }]);
  });

  it('comes back by it where it was', async () => {
    const { contactId } = await bridge.succeed('consent.ofConversation', { conversationId });
    if (contactId === null) throw new Error('The customer is no contact');
    await bridge.succeed('consent.record', {
      ...{ contactId, purpose: 'marketing', state: 'given', method: 'form', at: 1_000 },
    });
    says('Alta', 'ALTA1');
    await stored('ALTA1');
    expect((await marketing())[0]).toMatchObject({
      ...{ state: 'given', method: 'keyword', message: { messageId: 'ALTA1' } },
    });
  });

  it('does not get what was written before and waits for its time', async () => {
    const { messageId } = await bridge.succeed('message.send', {
      ...{ conversationId, text: 'Two for one', isMarketing: true },
      schedule: { at: Date.now() + 3_600_000, timeZone: 'Europe/Madrid' },
    });
    says('STOP', 'STOP2');
    await stored('STOP2');
    await bridge.succeed('message.reschedule', { conversationId, messageId, schedule: null });
    await refused(messageId);
    expect(bridge.desk.account().sends.map(({ messageId: id }) => id)).not.toContain(messageId);
    // It is still there, to be seen and thrown away.
    expect(await bridge.succeed('outbox.list', {})).toMatchObject([
      { message: { messageId, outbox: { state: 'failed', code: 'marketing_refused' } } },
    ]);
  });

  it('is noted by the app alone', async () => {
    const { contactId } = await bridge.succeed('consent.ofConversation', { conversationId });
    const noted = { contactId, purpose: 'marketing', state: 'given', method: 'keyword' };
    expectFailure(await bridge.call('consent.record', noted), 'bad_input');
  });
});

async function sent(id: MessageId): Promise<void> {
  await expect
    .poll(() => bridge.desk.account().sends.map(({ messageId }) => messageId), { timeout: 30_000 })
    .toContain(id);
}

function refused(id: MessageId): Promise<unknown> {
  return bridge.desk.published(
    'message.changed',
    ({ messageId, outbox }) =>
      messageId === id && outbox?.state === 'failed' && outbox.code === 'marketing_refused',
  );
}
