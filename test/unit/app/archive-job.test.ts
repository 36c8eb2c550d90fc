import { describe, expect, it } from 'vitest';
import { ArchiveJob } from '../../../src-main/app/archive-job.ts';
import type { ConversationArchive } from '../../../src-main/store/conversation-archive.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function jobWith(archiveIdle: ConversationArchive['archiveIdle'], idleMonths = 12) {
  const clock = new ManualClock(Date.parse('2026-11-23T12:00:00Z'));
  const log = recordedLog();
  const progress: [number, number][] = [];
  const job = new ArchiveJob({
    archive: { archiveIdle },
    idleMonths: () => idleMonths,
    onProgress: (done, total) => progress.push([done, total]),
    clock,
    log,
  });
  return { job, clock, log, progress };
}

describe('the archive job', () => {
  it('archives what has been idle for as many months as are set, two minutes after the start', async () => {
    const asked: string[] = [];
    const { job, clock } = jobWith((before) => {
      asked.push(new Date(before).toISOString());
      return Promise.resolve(1);
    }, 6);
    job.start();
    await clock.advance(MINUTE);
    expect(asked).toEqual([]);
    await clock.advance(MINUTE);
    expect(asked).toEqual(['2026-05-23T12:02:00.000Z']);
    await job.stop();
  });

  it('comes again every six hours, also after a failure', async () => {
    let runs = 0;
    const { job, clock } = jobWith(() => {
      runs++;
      return Promise.reject(new Error('the database is away'));
    });
    job.start();
    await clock.advance(2 * MINUTE);
    await clock.advance(6 * HOUR);
    await clock.advance(6 * HOUR);
    expect(runs).toBe(3);
    await job.stop();
    await clock.advance(6 * HOUR);
    expect(runs).toBe(3);
  });

  it('tells how far it is, and that it has ended, also by a failure', async () => {
    const { job, clock, progress } = jobWith((_, _signal, onProgress) => {
      onProgress?.(0, 3);
      onProgress?.(1, 3);
      return Promise.reject(new Error('the database is away'));
    });
    job.start();
    await clock.advance(2 * MINUTE);
    expect(progress).toEqual([
      [0, 3],
      [1, 3],
      [3, 3],
    ]);
    await job.stop();
  });

  it('tells of no progress where there is nothing to archive', async () => {
    const { job, clock, progress } = jobWith(() => Promise.resolve(0));
    job.start();
    await clock.advance(2 * MINUTE);
    expect(progress).toEqual([]);
    await job.stop();
  });

  it('tells a run under way to end when it is stopped, and waits for it', async () => {
    let hasEnded = false;
    const { job, clock } = jobWith(
      (_, signal) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => {
            hasEnded = true;
            resolve(0);
          });
        }),
    );
    job.start();
    await clock.advance(2 * MINUTE);
    await job.stop();
    expect(hasEnded).toBe(true);
  });
});
