import { afterEach, describe, expect, it } from 'vitest';
import { sendingModules } from '../../../src-main/whatsapp/library/sending-path.ts';
import { TestDesk } from './support/test-desk.ts';

let desk: TestDesk;
afterEach(() => desk.remove());

/** The id of a customer's chat, in the form in which the port wants it. */
const CUSTOMER = '34600111222@c.us';

describe('the self-test', () => {
  it('finds nothing on a page as it should be, also on one whose ids are called otherwise', async () => {
    for (const quirks of [{}, { minifiedIds: true, minifiedWid: true }]) {
      desk = await TestDesk.create({ quirks });
      await desk.simulator.customer('34600111222').says('before');
      const recorded = await desk.ready();
      expect(recorded.all('ready')).toHaveLength(1);
      expect(recorded.all('ready')[0]?.problems).toBeUndefined();
      if (Object.keys(quirks).length === 0) await desk.remove();
    }
  });

  it.each(
    // Without these two WhatsApp cannot even be listened to.
    Object.keys(sendingModules).filter(
      (name) => name !== 'WAWebMsgKey' && name !== 'WAWebUserPrefsMeUser',
    ),
  )('makes an account read-only whose page has lost %s', async (name) => {
    desk = await TestDesk.create({ quirks: { dropModules: [name] } });
    const recorded = await desk.ready();
    expect(recorded.all('ready')[0]?.problems).toEqual([name]);

    await desk.simulator.customer('34600111222').says('still heard');
    await recorded.message('still heard');
    await expect(
      recorded.client.send({
        chatId: CUSTOMER,
        content: { kind: 'text', text: 'no' },
        messageId: '3EB0AAAAAAAAAAAAAAAAAA',
      }),
    ).rejects.toMatchObject({ code: 'whatsapp_read_only' });
    const { chats } = await desk.simulator.book();
    expect(chats.flatMap(({ messages }) => messages).filter(({ fromMe }) => fromMe)).toEqual([]);
  });

  it('sends nothing, and disturbs nobody', async () => {
    desk = await TestDesk.create();
    await desk.simulator.customer('34600111222').says('before');
    const outgoing: unknown[] = [];
    desk.simulator.on('outgoing', (event) => outgoing.push(event));
    desk.simulator.on('seen', (event) => outgoing.push(event));
    const recorded = await desk.ready();
    expect(outgoing).toEqual([]);
    const { messageId, chatId } = { messageId: '3EB0BBBBBBBBBBBBBBBBBB', chatId: CUSTOMER };
    // The id that the test had put into the page is gone again.
    expect(
      await recorded.client.send({ chatId, messageId, content: { kind: 'text', text: 'yes' } }),
    ).toBe('sent');
    expect((await desk.simulator.message(messageId)).body).toBe('yes');
  });
});
