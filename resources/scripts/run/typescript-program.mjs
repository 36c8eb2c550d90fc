import { join } from 'node:path';
import { PROJECT_ROOT } from '../common/project-root.mjs';

/**
 * How Node.js runs a program that is written in TypeScript.
 *
 * @param {string} file relative to the project
 * @param {readonly string[]} args
 * @returns {string[]} arguments for Node.js
 */
export function typescriptProgram(file, args) {
  const tsx = join(PROJECT_ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  return [tsx, join(PROJECT_ROOT, file), ...args];
}
