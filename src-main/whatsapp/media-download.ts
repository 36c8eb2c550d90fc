import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../common/app-error.ts';
import { awaitMedia, beginMedia, dropMedia, readMediaSlice } from './page/read-media.ts';
import { pageExpression } from './page/page-expression.ts';
import type { MediaDownload, MediaRequest } from './whatsapp-client.ts';

/** Bytes that one call brings: 1 MiB of base64. More at a time takes nine times as much memory on the way. */
const SLICE_BYTES = 768 * 1024;
/** How long one question whether a file is there may take, in milliseconds. */
const PATIENCE_MS = 20_000;
/** How often it is asked: together half an hour for a file of 64 MiB. */
const QUESTIONS = 90;

const Outcome = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending') }),
  z.object({ state: z.literal('ready'), size: z.number().int().nonnegative() }),
  z.object({ state: z.literal('gone') }),
  z.object({ state: z.literal('too_large'), size: z.number().nonnegative() }),
  z.object({ state: z.literal('failed'), why: z.string() }),
  z.object({ state: z.literal('lost') }),
]);
const Slice = z.base64().nullable();

const doing = 'Fetching a file';

/** Fetches the file of a message through the page, and brings it over slice by slice as it is read. */
export async function downloadMedia(
  call: (doing: string, expression: string) => Promise<unknown>,
  request: MediaRequest,
): Promise<MediaDownload> {
  const token = randomUUID();
  const { messageId, fromMe, limit } = request;
  const drop = async (): Promise<void> => {
    // The page may be gone, and the file with it.
    await call(doing, pageExpression(dropMedia, token)).catch(() => undefined);
  };
  try {
    const messageKey = keyTextOf(request);
    await call(doing, pageExpression(beginMedia, { token, messageId, messageKey, fromMe, limit }));
    for (let question = 0; question < QUESTIONS; question++) {
      const answer = await call(doing, pageExpression(awaitMedia, token, PATIENCE_MS));
      const outcome = Outcome.parse(answer);
      switch (outcome.state) {
        case 'pending':
          continue;
        case 'ready':
          return { ...outcome, bytes: readSlices(call, token, outcome.size, drop), drop };
        case 'gone':
        case 'too_large':
          await drop();
          return outcome;
        case 'lost':
          throw lost();
        case 'failed':
          throw new AppError('whatsapp_failed', `${doing} failed`, {
            cause: new Error(outcome.why),
          });
      }
    }
    throw new AppError('whatsapp_failed', `${doing} took too long`);
  } catch (error) {
    await drop();
    throw error;
  }
}

async function* readSlices(
  call: (doing: string, expression: string) => Promise<unknown>,
  token: string,
  size: number,
  drop: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let start = 0; start < size; start += SLICE_BYTES) {
      const end = Math.min(size, start + SLICE_BYTES);
      const slice = Slice.parse(
        await call(doing, pageExpression(readMediaSlice, token, start, end)),
      );
      if (slice === null) throw lost();
      yield Buffer.from(slice, 'base64');
    }
  } finally {
    await drop();
  }
}

function lost(): AppError {
  return new AppError('whatsapp_not_connected', `${doing}: the page was replaced`);
}

/** The message's key as WhatsApp writes it; in groups it names who wrote. */
function keyTextOf({ chatId, messageId, fromMe, author }: MediaRequest): string {
  return [String(fromMe), chatId, messageId, ...(author ? [author] : [])].join('_');
}
