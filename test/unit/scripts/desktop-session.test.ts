import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runCommand, tryCommand } from '../../../resources/scripts/common/run-command.mjs';
import { withDesktopSession } from '../../../resources/scripts/session/desktop-session.mjs';
import {
  isDeadSession,
  MARK,
  sessionOf,
  stopMarkedProcesses,
} from '../../../resources/scripts/session/marked-processes.mjs';
import { isGone } from './is-gone.ts';

const linux = process.platform === 'linux';
const screenless = { ...process.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
const sleeper = ['-e', 'setInterval(() => {}, 1000)'];

describe.runIf(linux)('a desktop session', () => {
  it('has a screen, a bus and a keychain that last as long as the work', async () => {
    let environment: NodeJS.ProcessEnv = {};
    let socket = '';
    await withDesktopSession({ isolated: true, env: screenless }, async ({ env }) => {
      environment = env;
      socket = env.DBUS_SESSION_BUS_ADDRESS?.replace('unix:path=', '') ?? '';
      expect(existsSync(socket)).toBe(true);
      expect(env.DISPLAY).toMatch(/^:\d+$/);
      const owner = await runCommand('dbus-send', ownerOfSecrets, { env });
      expect(owner.stdout).toMatch(/:\d+\.\d+/);
    });
    expect(existsSync(dirname(socket))).toBe(false);
    const after = await tryCommand('dbus-send', ownerOfSecrets, { env: environment });
    expect(after.code).not.toBe(0);
  });

  it('ends with what the work left behind, also when the work fails', async () => {
    let left: number | undefined;
    const session = withDesktopSession({ isolated: true, env: process.env }, async ({ env }) => {
      const child = spawn(process.execPath, sleeper, { env, stdio: 'ignore', detached: true });
      await once(child, 'spawn');
      left = child.pid;
      throw new Error('the work failed');
    });
    await expect(session).rejects.toThrow('the work failed');
    expect(isGone(left)).toBe(true);
  });

  it('that is told to stop hands that on and ends with it as the reason', async () => {
    const session = withDesktopSession({ isolated: true, env: process.env }, async ({ signal }) => {
      setTimeout(() => process.emit('SIGTERM'), 10);
      await once(signal, 'abort');
    });
    await expect(session).rejects.toMatchObject({ name: 'Interrupted', exitCode: 143 });
  });
});

describe.runIf(linux)('marked processes', () => {
  it('are stopped, and others are not', async () => {
    const children = ['1-mine', '1-other'].map((id) =>
      spawn(process.execPath, sleeper, { env: { [MARK]: id }, stdio: 'ignore' }),
    );
    await Promise.all(children.map((child) => once(child, 'spawn')));
    // Until it runs its own program, a new process has the environment of its parent.
    await sleep(100);
    await stopMarkedProcesses({ isMeant: (id) => id === '1-mine', timeoutMs: 2_000 });
    const [mine, other] = children;
    expect(isGone(mine?.pid)).toBe(true);
    expect(other?.exitCode).toBeNull();
    expect(other?.signalCode).toBeNull();
    other?.kill('SIGKILL');
  });

  it('are known by their environment', () => {
    expect(sessionOf(`HOME=/root\0${MARK}=12-abc\0PATH=/bin`)).toBe('12-abc');
    expect(sessionOf(`HOME=/root\0X${MARK}=12-abc`)).toBeUndefined();
  });

  it('belong to a dead session when its owner is gone', async () => {
    const owner = spawn(process.execPath, ['-e', '']);
    await once(owner, 'exit');
    expect(isDeadSession(`${String(owner.pid)}-abc`)).toBe(true);
    expect(isDeadSession(`${process.pid}-abc`)).toBe(false);
    expect(isDeadSession('something-else')).toBe(false);
  });
});

const ownerOfSecrets = [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.DBus',
  '/org/freedesktop/DBus',
  'org.freedesktop.DBus.GetNameOwner',
  'string:org.freedesktop.secrets',
];
