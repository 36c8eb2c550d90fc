import type { PageTiming } from '../options.ts';
import type { Quirks } from '../quirks.ts';

/** What the server writes into the page it serves. */
export interface PageConfig extends PageTiming {
  readonly webVersion: string;
  readonly quirks: Quirks;
}
