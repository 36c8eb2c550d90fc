import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { downloadMedia } from '../../../src-main/whatsapp/media-download.ts';
import { MessageSender } from '../../../src-main/whatsapp/message-sender.ts';
import { ManualClock } from './support/manual-clock.ts';

/** Above a few of these in one call the line to the browser takes far more memory, and at 75 it breaks. Bytes. */
const MEGABYTE = 1024 * 1024;
const file = Buffer.alloc(5 * MEGABYTE + 3, 'a file that is long enough');

it('hands a file over to the page in calls that are never larger than a megabyte and a little', async () => {
  const window = {};
  const calls: number[] = [];
  const sender = new MessageSender({
    library: {
      run: async (expression) => {
        calls.push(expression.length);
        // As the page does it, with nothing but a window.
        return runInNewContext(expression, { window, atob, Uint8Array, Map }) as unknown;
      },
      sendMessage: () => Promise.reject(new Error('Nothing is sent here')),
    },
    clock: new ManualClock(),
    timing: { send: 1_000, probe: 1_000 },
    probe: async () => 'connected',
    isReadOnly: () => false,
  });
  await sender.stageFile({ fileId: 'f', offset: 0, bytes: file });
  expect(calls).toHaveLength(7);
  expect(Math.max(...calls)).toBeLessThan(MEGABYTE + 4096);
});

it('brings a file over from the page in answers that are never larger than a megabyte', async () => {
  const answers: string[] = [];
  const download = await downloadMedia(
    async (_doing, expression) => {
      const slice = /, (\d+), (\d+)\)\)\(\(script\)/.exec(expression);
      if (expression.includes('patience')) return { state: 'ready', size: file.length };
      if (slice === null) return null;
      const answer = file.subarray(Number(slice[1]), Number(slice[2])).toString('base64');
      answers.push(answer);
      return answer;
    },
    { chatId: '1@c.us', messageId: 'A', fromMe: false, author: null, limit: 64 * MEGABYTE },
  );
  if (download.state !== 'ready') throw new Error('It is there');
  const pieces: Uint8Array[] = [];
  for await (const piece of download.bytes) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(file)).toBe(true);
  expect(Math.max(...answers.map((each) => each.length))).toBeLessThanOrEqual(MEGABYTE);
});
