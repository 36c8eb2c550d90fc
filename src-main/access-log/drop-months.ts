import type { UserId } from '../../src-preload/contract/ids.ts';
import type { Clock } from '../common/clock.ts';
import type { AccessLogStore } from '../store/access-log-store.ts';
import type { AccessWriter } from './access-writer.ts';

/** Of an entry that says up to where a chain was dropped on purpose. */
export const DROPPED = 'chain.dropped';

/**
 * Drops the months of the access log up to this one (`2026-03`), the oldest first. Before each goes, the log says so: by
 * whom, and for every chain up to which row. It can be killed at any point and called again. Rejects with an AppError.
 */
export async function dropMonths(
  input: {
    store: AccessLogStore;
    writer: Pick<AccessWriter, 'take' | 'flush'>;
    userId: UserId;
    clock: Clock;
  },
  until: string,
): Promise<{ months: number; rows: number }> {
  const { store, writer, userId, clock } = input;
  const gone = { months: 0, rows: 0 };
  for (const month of (await store.months()).filter((each) => each <= until)) {
    const ends = await store.endsOf(month);
    writer.take(
      ends.map(({ chainId, seq, seal }) => ({
        at: clock.now(),
        userId,
        action: 'anchored',
        command: DROPPED,
        subjectKind: 'chain',
        subjectId: chainId,
        outcome: 'done',
        count: seq,
        mark: seal,
      })),
    );
    await writer.flush();
    gone.rows += await store.dropMonth(month);
    gone.months += 1;
  }
  return gone;
}
