import { join } from 'node:path';
import { CommandError, runCommand } from '../common/run-command.mjs';

/** The parts of the project that the compiler looks at one by one: each has its own globals. */
const WORLDS = ['src-main', 'src-preload', 'src-renderer', 'test', 'resources'];

/** Two cores are common, and each check uses one. */
const AT_ONCE = 2;

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string} program relative to the project
 * @property {readonly string[]} args
 */

/** The slowest first, so that no core waits for it at the end. @type {readonly Check[]} */
export const CHECKS = [
  {
    name: 'lint rules',
    program: 'node_modules/eslint/bin/eslint.js',
    args: ['.', '--max-warnings=0'],
  },
  ...WORLDS.map((world) => ({
    name: `types in ${world}`,
    program: 'node_modules/typescript/bin/tsc',
    args: ['-p', world],
  })),
  { name: 'unused code', program: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'licences', program: 'resources/scripts/licences.mjs', args: ['--check'] },
  { name: 'formatting', program: 'node_modules/prettier/bin/prettier.cjs', args: ['--check', '.'] },
];

/**
 * Runs all checks, whatever the others say, and shows what each of them found.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {import('../common/report.mjs').Report} options.report
 * @returns {Promise<string[]>} the names of those that failed
 */
export async function runChecks({ root, report }) {
  /** @type {string[]} */
  const failed = [];
  const waiting = [...CHECKS];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const problem = await runCheck(root, check, report);
      if (problem === undefined) continue;
      failed.push(check.name);
      console.error(problem);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failed;
}

/**
 * @param {string} root
 * @param {Check} check
 * @param {import('../common/report.mjs').Report} report
 * @returns {Promise<string | undefined>} what it found
 */
async function runCheck(root, { name, program, args }, report) {
  try {
    await report.step(`Checking ${name}`, async ({ done }) => {
      await runCommand(process.execPath, [join(root, program), ...args], {
        cwd: root,
        env: colorEnvironment(),
      });
      done(name);
    });
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return error.output;
    throw error;
  }
}

/** Their output comes to us through a pipe, where they would leave their colours out. */
function colorEnvironment() {
  const env = { ...process.env };
  delete env['FORCE_COLOR'];
  env[process.stderr.isTTY ? 'FORCE_COLOR' : 'NO_COLOR'] = '1';
  return env;
}
