/**
 * Fetches `mongod` into a folder and says how far it is: `node download-mongod.mjs FOLDER VERSION`.
 * It is a process of its own because the library cannot be told to stop. Each line of its output
 * is a JSON object: `{"done": bytes, "total": bytes}` while it runs, `{"path": …}` at the end.
 */
import { getOS } from 'mongodb-memory-server-core/lib/util/getos/index.js';
import { MongoBinaryDownload } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownload.js';

const PROGRESS_MS = 500;

const [downloadDir, version] = process.argv.slice(2);
if (!downloadDir || !version) throw new Error('usage: node download-mongod.mjs FOLDER VERSION');

// Without this the library accepts any certificate, and its checksum comes the same way.
process.env['npm_config_strict_ssl'] = 'true';
process.env['MONGOMS_MAX_RETRIES'] ??= '0';

// It prints its own progress to the console, for people.
console.log = () => undefined;
process.stdout.isTTY = false;

/** @param {object} message */
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

// The archive differs from one Linux distribution to the next.
const os = await getOS();
const download = new MongoBinaryDownload({ downloadDir, version, os, checkMD5: true });
const timer = setInterval(() => {
  const { current, length } = download.dlProgress;
  say({ done: current, total: length });
}, PROGRESS_MS);
try {
  say({ path: await download.getMongodPath() });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  clearInterval(timer);
}
