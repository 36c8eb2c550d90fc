import { describe, expect, it } from 'vitest';
import { NameIndexJob } from '../../../src-main/app/name-index-job.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';

const SECOND = 1_000;

function jobWith(indexNames: (signal: AbortSignal) => Promise<number>) {
  const clock = new ManualClock(0);
  const log = recordedLog();
  return { job: new NameIndexJob({ conversations: { indexNames }, clock, log }), clock, log };
}

describe('the job that indexes names', () => {
  it('runs once, a moment after the start', async () => {
    let runs = 0;
    const { job, clock } = jobWith(() => Promise.resolve((runs += 1)));
    job.start();
    await clock.advance(4 * SECOND);
    expect(runs).toBe(0);
    await clock.advance(SECOND);
    await clock.advance(600 * SECOND);
    expect(runs).toBe(1);
    await job.stop();
  });

  it('goes on when the database is back', async () => {
    let runs = 0;
    const { job, clock } = jobWith(() => {
      runs += 1;
      return runs < 3
        ? Promise.reject(new AppError('database_unreachable', 'It is away'))
        : Promise.resolve(1);
    });
    job.start();
    for (let minute = 0; minute < 5; minute++) await clock.advance(60 * SECOND);
    expect(runs).toBe(3);
    await job.stop();
  });

  it('asks a run under way to end when it is stopped, waits for it, and begins no other', async () => {
    const seen: string[] = [];
    const { job, clock } = jobWith(
      (signal) =>
        new Promise((_, reject) => {
          seen.push('began');
          signal.addEventListener('abort', () => {
            seen.push('ended');
            reject(new Error('It was ended'));
          });
        }),
    );
    job.start();
    await clock.advance(5 * SECOND);
    await job.stop();
    await clock.advance(600 * SECOND);
    expect(seen).toEqual(['began', 'ended']);
  });
});
