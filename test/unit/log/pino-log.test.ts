import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { pinoLog } from '../../../src-main/log/pino-log.ts';

it('writes lines of JSON without secrets, for its owner alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'alexia-desk-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const log = pinoLog(join(folder, 'logs'), 'info');
  log.debug('Not at this level');
  log.info('Chat 34600111222@c.us', { password: 'x' });
  log.child('outbox').error('It failed', { error: new Error('at mongodb://a:b@h') });
  const path = join(folder, 'logs', 'alexia-desk.log');
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { msg: 'Chat [number]@c.us', password: '[redacted]' },
    { msg: 'It failed', area: 'outbox', error: { message: 'at mongodb://[redacted]@h' } },
  ]);
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0);
});

it('begins anew when it has become long, and keeps the one before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'alexia-desk-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'alexia-desk.log');
  await writeFile(path, 'short\n');
  pinoLog(folder, 'info').info('First');
  expect(await readFile(path, 'utf8')).toMatch(/^short\n.*First/);
  const long = 'x'.repeat(10 * 1024 * 1024 + 1);
  await writeFile(path, long);
  pinoLog(folder, 'info').info('Second');
  expect(await readFile(path, 'utf8')).toMatch(/^\{.*Second/);
  expect(await readFile(join(folder, 'alexia-desk.1.log'), 'utf8')).toBe(long);
});
