import { UUID } from 'bson';
import { describe, expect, it, vi } from 'vitest';
import { encode } from '../../support/documentdb/gateway/bson-codec.ts';
import { parseCommand } from '../../support/documentdb/gateway/command.ts';
import { RetryableWrites } from '../../support/documentdb/gateway/retryable-writes.ts';

const session = { id: new UUID() };

function write(txnNumber: number, more: Record<string, unknown> = {}) {
  const body = encode({ insert: 'a', lsid: session, txnNumber, ...more });
  const request = { body, sequences: new Map(), wantsReply: true, encodeReply: () => [] };
  return parseCommand(request, 1);
}

const succeeded = encode({ ok: 1, n: 1 });

describe('a write that is repeated', () => {
  it('is done once, even while the first is still at work', async () => {
    const writes = new RetryableWrites();
    const run = vi.fn(async () => succeeded);
    const replies = await Promise.all([writes.once(write(1), run), writes.once(write(1), run)]);
    expect(replies).toEqual([succeeded, succeeded]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('is done again under the next number, and within a transaction', async () => {
    const writes = new RetryableWrites();
    const run = vi.fn(async () => succeeded);
    await writes.once(write(1), run);
    await writes.once(write(2), run);
    await writes.once(write(2, { autocommit: false }), run);
    expect(run).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['an error', async () => Promise.reject(new Error('lost'))],
    ['a reply that says it failed', async () => encode({ ok: 0, code: 112 })],
  ])('is tried again after %s', async (_what, fail) => {
    const writes = new RetryableWrites();
    await writes.once(write(1), fail).catch(() => undefined);
    const run = vi.fn(async () => succeeded);
    await writes.once(write(1), run);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('is forgotten when its session ends', async () => {
    const writes = new RetryableWrites();
    const run = vi.fn(async () => succeeded);
    await writes.once(write(1), run);
    writes.endSession(session.id.toHexString(false));
    await writes.once(write(1), run);
    expect(run).toHaveBeenCalledTimes(2);
  });
});
