import { open } from 'node:fs/promises';
import { z } from 'zod';
import { redactText } from './redact.ts';

/** What is read of the file's end, in bytes. */
const TAIL = 64 * 1024;
const LEVELS: Readonly<Record<number, string>> = {
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
};

const Line = z.looseObject({
  level: z.number(),
  time: z.number(),
  area: z.string().optional(),
  msg: z.string(),
});

/**
 * The newest lines of a log that `pinoLog` wrote, at most `limit`, the newest last: time (UTC), level, area, sentence,
 * and the other fields as JSON. None when there is no log. Lines lost what is personal or secret when they were written;
 * this takes it away once more, for a line that an older version wrote.
 */
export async function readLogTail(file: string, limit: number): Promise<string[]> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return [];
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - TAIL);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, TAIL)), {
      position: start,
    });
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    // The first one may have lost its beginning.
    if (start > 0) lines.shift();
    return lines
      .filter((line) => line !== '')
      .slice(-limit)
      .map(readable);
  } finally {
    await handle.close();
  }
}

function readable(line: string): string {
  const parsed = Line.safeParse(tryJson(line));
  if (!parsed.success) return redactText(line);
  const { level, time, area, msg, ...fields } = parsed.data;
  const rest = Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`;
  const at = new Date(time).toISOString();
  return redactText(
    `${at} ${LEVELS[level] ?? level} ${area === undefined ? '' : `[${area}] `}${msg}${rest}`,
  );
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
