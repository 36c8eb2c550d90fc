import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runCommand, tryCommand } from '../../../resources/scripts/common/run-command.mjs';
import { isGone } from './is-gone.ts';

const node = (script: string, options = {}) =>
  tryCommand(process.execPath, ['-e', script], options);

describe('a command', () => {
  it('gives back its output and its exit code', async () => {
    const result = await node('console.log("out"); console.error("err"); process.exit(3)');
    expect(result).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n', timedOut: false });
  });

  it('reads the input that it is given', async () => {
    const { stdout } = await node('process.stdin.pipe(process.stdout)', { input: 'Grüße' });
    expect(stdout).toBe('Grüße');
  });

  it('that has to succeed and does not, says what it printed', async () => {
    const failing = runCommand(process.execPath, [
      '-e',
      'console.error("disk full"); process.exit(2)',
    ]);
    await expect(failing).rejects.toThrow(/ended with code 2\.\ndisk full/);
  });

  it('that does not exist is an error', async () => {
    await expect(tryCommand('no-such-command', [])).rejects.toThrow('ENOENT');
  });

  it.skipIf(process.platform === 'win32')(
    'that takes too long is stopped with its children',
    async () => {
      const script = `
      const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      console.log(child.pid);
      setInterval(() => {}, 1000);`;
      const { stdout, timedOut } = await node(script, { timeoutMs: 1_000 });
      expect(timedOut).toBe(true);
      const child = Number(stdout);
      expect(child).toBeGreaterThan(0);
      await expect(untilGone(child)).resolves.toBe(true);
    },
  );
});

async function untilGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (isGone(pid)) return true;
    await sleep(50);
  }
  return false;
}
