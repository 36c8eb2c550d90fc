import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Diagnostics } from '../../src-preload/contract/diagnostics.ts';
import type { Workplace } from '../app/workplace.ts';
import { systemClock } from '../common/clock.ts';
import { readLogTail } from '../log/log-tail.ts';
import type { Handlers, HandlersOf } from './handlers.ts';

const LOG_LINES = 200;
const MEBIBYTE = 1024 * 1024;

/** What only the shell knows. */
export interface DiagnosticsSource {
  versions: Diagnostics['versions'];
  logFile: string;
  hasNotifications(): boolean;
  /** Of the app's own processes. */
  memoryMb(): number;
  /** Shows the folder in the system's file manager. */
  openFolder(folder: string): Promise<void>;
}

export function diagnosticsHandlers(
  source: DiagnosticsSource,
  /** Null before the databases are open. */
  openWorkplace: () => Workplace | null,
  readHealth: Handlers['app.health'],
): HandlersOf<'diagnostics'> {
  return {
    'diagnostics.read': async () => {
      const work = openWorkplace();
      const items = work?.outbox.all() ?? [];
      const failed = items.filter(({ state }) => state === 'failed').length;
      const [health, stores, logLines, freeDiskMb] = await Promise.all([
        readHealth({}),
        work?.stores.test() ?? null,
        readLogTail(source.logFile, LOG_LINES),
        freeSpace(dirname(source.logFile)),
      ]);
      return {
        takenAt: systemClock.now(),
        versions: source.versions,
        health,
        stores,
        accounts: (work?.sessions.list() ?? []).map(({ sessionId, state }) => ({
          sessionId,
          state: state.kind,
        })),
        outbox: { waiting: items.length - failed, failed },
        notifications: source.hasNotifications(),
        uptimeSeconds: Math.round(process.uptime()),
        memoryMb: Math.round(source.memoryMb()),
        freeDiskMb,
        logLines,
      };
    },
    'diagnostics.openLogFolder': async () => {
      await source.openFolder(dirname(source.logFile));
      return null;
    },
  };
}

async function freeSpace(folder: string): Promise<number | null> {
  const space = await statfs(folder).catch(() => null);
  return space === null ? null : Math.floor((space.bavail * space.bsize) / MEBIBYTE);
}
