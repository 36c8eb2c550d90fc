import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { formatBytesOf } from '../common/format.mjs';
import { runCommand } from '../common/run-command.mjs';
import { importFromElectron } from './electron-from-npm.mjs';

/** How long a download may stand still, at its start too, before it counts as impossible. */
const STALLED_AFTER_MS = 15_000;
const UNPACK_TIMEOUT_MS = 5 * 60_000;

/**
 * Fetches the official Electron into `node_modules/electron/dist`, as the electron package would
 * at its first use, but with progress and without waiting for a network that does not answer.
 * It honours the variables of Electron's own installer, such as `ELECTRON_MIRROR`.
 *
 * @param {string} root the project, whose npm packages are installed
 * @param {(detail: string) => void} update shown as progress
 * @throws {Error} when it cannot be fetched
 */
export async function downloadElectron(root, update) {
  const folder = join(root, 'node_modules', 'electron');
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const checksums = JSON.parse(await readFile(join(folder, 'checksums.json'), 'utf8'));
  const { downloadArtifact } = await importFromElectron(root, '@electron/get');

  const stalled = new AbortController();
  const giveUp = () =>
    stalled.abort(new Error(`nothing arrived for ${STALLED_AFTER_MS / 1000} seconds`));
  const timer = setTimeout(giveUp, STALLED_AFTER_MS);
  try {
    await downloadArtifact({
      version,
      checksums,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      downloadOptions: {
        quiet: true,
        signal: stalled.signal,
        /** @param {{ transferred: number, total: number | null }} progress */
        getProgressCallback: ({ transferred, total }) => {
          timer.refresh();
          update(formatBytesOf(transferred, total));
        },
      },
    });
  } finally {
    clearTimeout(timer);
  }
  update('unpacking');
  // It finds the archive in the download cache, unpacks it and notes where the executable is.
  await runCommand(process.execPath, [join(folder, 'install.js')], {
    timeoutMs: UNPACK_TIMEOUT_MS,
  });
}
