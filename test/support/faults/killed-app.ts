import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppWork } from './app-process.ts';

const POLL_MS = 5;
/** Longer than any work of these tests takes, in milliseconds. */
const ENDS_MS = 90_000;

/** Does the work in a process of its own until it is done. Rejects when the process fails. */
export async function runApp(work: AppWork): Promise<void> {
  const app = start(work);
  const [code] = await endOf(app);
  if (code !== 0) throw new Error(`The app ended with code ${String(code)}`);
}

/**
 * Begins the work in a process of its own and kills that so many milliseconds after `isTime` said so for the first
 * time. Answers whether it was killed: false when it was done before.
 */
export async function killApp(
  work: AppWork,
  input: { isTime(): Promise<boolean>; delay: number },
): Promise<boolean> {
  const app = start(work);
  const ended = endOf(app);
  await begins(app, ended);
  while (app.exitCode === null && !(await input.isTime())) await sleep(POLL_MS);
  await sleep(input.delay);
  app.kill('SIGKILL');
  const [code, signal] = await ended;
  if (signal !== 'SIGKILL' && code !== 0)
    throw new Error(`The app ended with code ${String(code)}`);
  return signal === 'SIGKILL';
}

function start(work: AppWork): ChildProcess {
  return spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'app-process.ts'), JSON.stringify(work)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

async function endOf(app: ChildProcess): Promise<readonly [code: unknown, signal: unknown]> {
  const timer = setTimeout(() => app.kill('SIGABRT'), ENDS_MS);
  await once(app, 'exit');
  clearTimeout(timer);
  return [app.exitCode, app.signalCode];
}

async function begins(app: ChildProcess, ended: Promise<unknown>): Promise<void> {
  let heard = '';
  const said = new Promise<void>((resolve) => {
    app.stdout?.on('data', (chunk) => {
      heard += String(chunk);
      if (heard.includes('begins')) resolve();
    });
  });
  await Promise.race([said, ended]);
  if (!heard.includes('begins')) throw new Error('The app ended before it began');
}
