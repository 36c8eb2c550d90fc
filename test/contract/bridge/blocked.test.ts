import { expect, it } from 'vitest';
import { bridgeDesk, CUSTOMER, expectFailure } from './bridge-desk.ts';

const bridge = bridgeDesk();

it('to whom the phone has blocked nothing is sent, and what shows contacts is told', async () => {
  await bridge.setUp();
  const { desk, conversationId } = bridge;
  const { items } = await bridge.succeed('contact.list', { limit: 10 });
  const [contact] = items;
  const phoneBlocks = async (isBlocked: boolean): Promise<void> => {
    desk.account().say({ kind: 'blocked', whatsappIds: [CUSTOMER], isBlocked });
    const told = await desk.published(
      'contact.blockChanged',
      (change) => change.isBlocked === isBlocked,
    );
    expect(told.contactIds).toEqual([contact?.contactId]);
  };

  await phoneBlocks(true);
  expect((await bridge.succeed('contact.list', { limit: 10 })).items).toMatchObject([
    { contactId: contact?.contactId, isBlocked: true },
  ]);
  expectFailure(
    await bridge.call('message.send', { conversationId, text: 'Hello?' }),
    'whatsapp_contact_blocked',
  );
  expect(await bridge.succeed('outbox.list', {})).toEqual([]);

  await phoneBlocks(false);
  const { messageId } = await bridge.succeed('message.send', { conversationId, text: 'Hello!' });
  await desk.published('message.changed', (message) => message.messageId === messageId);
});

it('what waits for its time is not sent to whom was blocked meanwhile', async () => {
  const { desk, conversationId } = bridge;
  const messageId = await bridge.scheduledMessage();
  await bridge.succeed('conversation.setBlocked', { conversationId, isBlocked: true });
  await bridge.succeed('message.reschedule', { conversationId, messageId, schedule: null });
  await desk.published(
    'message.changed',
    ({ messageId: id, outbox }) =>
      id === messageId && outbox?.state === 'failed' && outbox.code === 'whatsapp_contact_blocked',
  );
  expect(desk.account().sends.map(({ messageId: id }) => id)).not.toContain(messageId);
});
