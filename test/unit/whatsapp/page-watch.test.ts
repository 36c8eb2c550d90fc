import { beforeEach, describe, expect, it } from 'vitest';
import { PageWatch } from '../../../src-main/whatsapp/page-watch.ts';
import { ManualClock } from './support/manual-clock.ts';
import { account } from './support/scripted-client.ts';

let clock: ManualClock;
let answers: boolean;
let probes: number;
let deaths: string[];
let watch: PageWatch;
beforeEach(() => {
  clock = new ManualClock();
  answers = true;
  probes = 0;
  deaths = [];
  watch = new PageWatch({
    clock,
    every: 30_000,
    stalledAfter: 180_000,
    probe: () => {
      probes += 1;
      return answers ? Promise.resolve('connected') : Promise.reject(new Error('no answer'));
    },
    onDead: (why) => deaths.push(why),
  });
});

describe('the watch over a page', () => {
  it('calls it dead after three misses in a row, and then looks no more', async () => {
    watch.observe({ kind: 'ready', account });
    watch.start();
    answers = false;
    await clock.advance(60_000);
    answers = true;
    await clock.advance(30_000);
    answers = false;
    await clock.advance(60_000);
    expect(deaths).toEqual([]);
    await clock.advance(30_000);
    expect(deaths).toEqual(['the page no longer answers']);
    await clock.advance(600_000);
    expect(deaths).toHaveLength(1);
    expect(probes).toBe(6);
  });

  it('calls a synchronisation dead that shows no progress', async () => {
    watch.start();
    watch.observe({ kind: 'scanned' });
    await clock.advance(150_000);
    watch.observe({ kind: 'loading', percent: 10 });
    await clock.advance(180_000);
    expect(deaths).toEqual([]);
    await clock.advance(30_000);
    expect(deaths).toEqual(['the synchronisation makes no progress']);
  });

  it('waits for a person as long as it takes, and for messages too', async () => {
    watch.start();
    watch.observe({ kind: 'qr', qr: 'code' });
    await clock.advance(3_600_000);
    watch.observe({ kind: 'ready', account });
    await clock.advance(3_600_000);
    expect(deaths).toEqual([]);
  });

  it('gives a page that loads itself anew a minute before silence counts', async () => {
    watch.observe({ kind: 'ready', account });
    watch.start();
    await clock.advance(29_000);
    watch.observe({ kind: 'line', up: false });
    answers = false;
    await clock.advance(90_000);
    expect(deaths).toEqual([]);
    await clock.advance(61_000);
    expect(deaths).toEqual(['the page no longer answers']);
  });

  it('calls a page dead that says it is connected, and never becomes ready again', async () => {
    watch.observe({ kind: 'ready', account });
    watch.start();
    watch.observe({ kind: 'line', up: false });
    await clock.advance(180_000);
    expect(deaths).toEqual([]);
    await clock.advance(30_000);
    expect(deaths).toEqual(['the synchronisation makes no progress']);
  });

  it('leaves a page alone that came back', async () => {
    watch.observe({ kind: 'ready', account });
    watch.start();
    watch.observe({ kind: 'line', up: false });
    watch.observe({ kind: 'line', up: true });
    await clock.advance(3_600_000);
    expect(deaths).toEqual([]);
  });

  it('ends when it is stopped, also in the middle of a look', async () => {
    watch.start();
    answers = false;
    await clock.advance(60_000);
    watch.stop();
    await clock.advance(600_000);
    expect(probes).toBe(2);
    expect(deaths).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});
