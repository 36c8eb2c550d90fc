import { fileURLToPath } from 'node:url';

/** The folder of the project: that of its package.json. */
export const PROJECT_ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(
  /[\\/]$/,
  '',
);
