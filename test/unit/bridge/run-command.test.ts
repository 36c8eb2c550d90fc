import { defaultDesktop, defaultNotifications } from '../../../src-preload/contract/desktop.ts';
import type { Settings } from '../../../src-preload/contract/app.ts';
import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../../src-main/bridge/handlers.ts';
import { runCommand } from '../../../src-main/bridge/run-command.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { commands, type CommandName } from '../../../src-preload/contract/contract.ts';
import { errorCodes } from '../../../src-preload/contract/result.ts';
import { defaultAppearance } from '../../../src-preload/contract/appearance.ts';
import { defaultWriting } from '../../../src-preload/contract/writing.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';
import { recordedLog, type RecordedLog } from '../../support/databases/recorded-log.ts';

type AnyHandler = (input: unknown) => Promise<unknown>;

/** Handlers of which one does as the test says, and the others must not be reached. */
function handlersWith(name: CommandName, handler: AnyHandler): Handlers {
  const unreachable = (): Promise<never> => Promise.reject(new Error('reached'));
  const names = Object.keys(commands) as CommandName[];
  const all = Object.fromEntries(
    names.map((each) => [each, each === name ? handler : unreachable]),
  );
  return all as unknown as Handlers;
}

function run(handler: AnyHandler, log: RecordedLog = recordedLog()): ReturnType<typeof runCommand> {
  return runCommand(handlersWith('settings.get', handler), log, 'settings.get', {});
}

const settings: Settings = {
  theme: 'dark',
  language: 'system',
  archiveAfterMonths: 12,
  sleepAfterMinutes: null,
  wakeEveryMinutes: 15,
  browserMemoryLimitMb: 1500,
  historyDays: 90,
  sweepMinutes: 15,
  autoDownloadMb: 64,
  notifications: defaultNotifications,
  desktop: defaultDesktop,
  writing: defaultWriting,
  appearance: defaultAppearance,
};

describe('a command that came over the bridge', () => {
  it('is answered with what its handler gave', async () => {
    expect(await run(async () => settings)).toEqual({ ok: true, value: settings });
  });

  it('gives away nothing that the contract does not name', async () => {
    const result = await run(async () => ({ ...settings, password: 'x' }));
    expect(result).toEqual({ ok: true, value: settings });
  });

  it('hands its handler the parsed input, without what the contract does not name', async () => {
    let received: unknown;
    const handlers = handlersWith('settings.set', async (input) => {
      received = input;
      return { theme: 'light' };
    });
    await runCommand(handlers, recordedLog(), 'settings.set', { theme: 'light', userId: 'x' });
    expect(received).toEqual({ theme: 'light' });
  });

  it('fails inside when its handler answers with something else than the contract says', async () => {
    expect(await run(async () => ({ theme: 'pink' }))).toMatchObject({
      ok: false,
      error: { code: 'internal', retryable: false },
    });
  });

  it.each(errorCodes)('fails with the code %s when its handler does', async (code) => {
    const error = new AppError(code, 'why');
    const result = await run(() => Promise.reject(error));
    expect(result).toMatchObject({ ok: false, error: { code, retryable: error.retryable } });
  });

  it.each([
    new Error('no chat 34600111222@c.us: "I want the blue one"'),
    new AppError('not_found', 'no chat 34600111222@c.us: "I want the blue one"'),
    'a thrown string with 34600111222',
    null,
  ])('fails without a word of what went wrong (%#)', async (thrown) => {
    const log = recordedLog();
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a library may do
    const result = await run(() => Promise.reject(thrown), log);
    if (result.ok) throw new Error('It must fail');
    expect(Object.keys(result.error).sort()).toEqual(['code', 'reference', 'retryable']);
    expect(JSON.stringify(result)).not.toMatch(/34600111222|blue|stack/);
    expect(log.lines).toMatchObject([
      { fields: { reference: result.error.reference, command: 'settings.get', error: thrown } },
    ]);
  });

  it('says at which level it failed: expected failures warn, others are errors', async () => {
    const log = recordedLog();
    await run(() => Promise.reject(new AppError('not_ready', 'x')), log);
    await run(() => Promise.reject(new Error('x')), log);
    expect(log.lines.map((line) => line.level)).toEqual(['warn', 'error']);
  });

  it('fails also when its handler throws at once', async () => {
    const result = await run(() => {
      throw new Error('at once');
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('says in the log when its answer keeps somebody waiting, once', async () => {
    const clock = new ManualClock();
    const log = recordedLog();
    let answer: (settings: Settings) => void = () => undefined;
    const handlers = handlersWith(
      'settings.get',
      () => new Promise((resolve) => (answer = resolve)),
    );
    const running = runCommand(handlers, log, 'settings.get', {}, clock);
    await clock.advance(9_999);
    expect(log.lines).toEqual([]);
    await clock.advance(60_000);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { command: 'settings.get' } }]);
    answer(settings);
    expect(await running).toMatchObject({ ok: true });
  });

  it('leaves no timer behind when it was answered', async () => {
    const clock = new ManualClock();
    const log = recordedLog();
    const handlers = handlersWith('settings.get', async () => settings);
    await runCommand(handlers, log, 'settings.get', {}, clock);
    await clock.advance(60_000);
    expect(log.lines).toEqual([]);
  });
});
