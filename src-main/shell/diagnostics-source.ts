import { createRequire } from 'node:module';
import { arch, release, type } from 'node:os';
import { app, shell } from 'electron';
import { z } from 'zod';
import type { DiagnosticsSource } from '../bridge/diagnostics-handlers.ts';
import { AppError } from '../common/app-error.ts';

const KIBIBYTES = 1024;
const Manifest = z.object({ version: z.string() });

/** What Electron, Node.js and the operating system say of themselves. */
export function diagnosticsSource(
  logFile: string,
  hasNotifications: () => boolean,
): DiagnosticsSource {
  const requireFromHere = createRequire(import.meta.url);
  const library: unknown = requireFromHere('whatsapp-web.js/package.json');
  return {
    versions: {
      app: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      whatsAppLibrary: Manifest.parse(library).version,
      system: `${type()} ${release()} ${arch()}`,
    },
    logFile,
    hasNotifications,
    memoryMb: () =>
      app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0) / KIBIBYTES,
    openFolder: async (folder) => {
      const problem = await shell.openPath(folder);
      if (problem !== '') throw new AppError('internal', 'The folder could not be opened');
    },
  };
}
