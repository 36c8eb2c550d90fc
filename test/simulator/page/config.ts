import type { Quirks } from '../quirks.ts';
import type { PageConfig } from './page-config.ts';

export const config: PageConfig = window.__simulatorConfig;

let current: Quirks = config.quirks;

/** The troubles the page plays at the moment. */
export function quirks(): Quirks {
  return current;
}

export function replaceQuirks(changed: Quirks): void {
  current = changed;
}
