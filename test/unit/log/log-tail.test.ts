import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLogTail } from '../../../src-main/log/log-tail.ts';
import { LOG_FILE, pinoLog } from '../../../src-main/log/pino-log.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-tail-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the newest lines of the log', () => {
  it('are sentences with time, level, area and fields, the newest last', async () => {
    const log = pinoLog(folder, 'info');
    log.info('The first');
    log.child('outbox').warn('A message gave up', { code: 'whatsapp_refused', attempts: 3 });
    const lines = await readLogTail(join(folder, LOG_FILE), 10);
    expect(lines).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z info The first$/),
      expect.stringMatching(
        /Z warn \[outbox\] A message gave up \{"code":"whatsapp_refused","attempts":3\}$/,
      ),
    ]);
  });

  it('are no more than asked for, and none when there is no log', async () => {
    const log = pinoLog(folder, 'info');
    for (let line = 0; line < 30; line++) log.info(`Line ${line}.`);
    const lines = await readLogTail(join(folder, LOG_FILE), 5);
    expect(lines.map((line) => line.split(' info ')[1])).toEqual(
      [25, 26, 27, 28, 29].map((line) => `Line ${line}.`),
    );
    expect(await readLogTail(join(folder, 'none.log'), 5)).toEqual([]);
  });

  it('begin with a whole line however long the log is', async () => {
    const log = pinoLog(folder, 'info');
    for (let line = 0; line < 400; line++) log.info(`Line ${line} ${'x'.repeat(300)}`);
    const lines = await readLogTail(join(folder, LOG_FILE), 1_000);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.length).toBeLessThan(400);
    for (const line of lines) expect(line).toMatch(/^\d{4}-.*Z info Line \d+ x+$/);
  });

  it('have no number and no login, though an older version wrote them', async () => {
    const file = join(folder, LOG_FILE);
    const time = 1_750_000_000_000;
    const lines = [
      { level: 40, time, msg: 'Who writes is 34600111222@c.us' },
      { level: 40, time, msg: 'Called', number: '+34 600 111 222' },
      { level: 40, time, msg: 'Opens mongodb://alexia:hunter2@db.example.com/alexia' },
    ];
    const text = [...lines.map((line) => JSON.stringify(line)), 'no JSON +34600111222', ''];
    await writeFile(file, text.join('\n'));
    const shown = (await readLogTail(file, 10)).join('\n');
    expect(shown.split('\n')).toHaveLength(4);
    expect(shown).not.toMatch(/600|hunter2/);
    expect(shown).toContain('[number]@c.us');
    expect(shown).toContain('mongodb://[redacted]@db.example.com/alexia');
  });
});
