import { afterEach, expect, it, vi } from 'vitest';
import type { Message } from '../../../src-preload/contract/message.ts';
import { RunningDesk } from './support/running-desk.ts';

// A browser and two databases: patience for a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const MEGABYTE = 1024 * 1024;

let desk: RunningDesk;
afterEach(() => desk.remove());

it('a file above the limit waits for a person, or for a higher limit; smaller ones come by themselves', async () => {
  desk = await RunningDesk.create();
  desk.settings.autoDownloadMb = 1;
  const ana = desk.simulator.customer('34600111222', { pushname: 'Ana' });
  await desk.link();
  const send = (megabytes: number, fileName: string): Promise<string> =>
    ana.sendsFile(Buffer.alloc(megabytes * MEGABYTE, fileName), {
      mimetype: 'application/pdf',
      filename: fileName,
    });
  const wanted = await send(2, 'wanted.pdf');
  const later = await send(3, 'later.pdf');
  const small = await send(1, 'small.pdf');
  await desk.stored(3);
  const { stores, media } = desk.workplace;
  const [conversation] = (await stores.conversations.page({ limit: 5 })).items;
  if (conversation === undefined) throw new Error('There is no conversation');
  const { conversationId } = conversation;
  const found = async (id: string): Promise<Message> => {
    const [message] = await stores.messages.findMany(conversationId, [id]);
    if (message === undefined) throw new Error('It is not stored');
    return message;
  };
  const stateOf = async (id: string): Promise<string | undefined> => (await found(id)).media?.state;

  await expect.poll(() => stateOf(small), { timeout: 20_000 }).toBe('stored');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect([await stateOf(wanted), await stateOf(later)]).toEqual(['waiting', 'waiting']);
  await media.want(conversationId, (await found(wanted)).messageId);
  await expect.poll(() => stateOf(wanted), { timeout: 20_000 }).toBe('stored');
  expect(await stateOf(later)).toBe('waiting');
  desk.settings.autoDownloadMb = 3;
  media.limitChanged();
  await expect.poll(() => stateOf(later), { timeout: 20_000 }).toBe('stored');
});
