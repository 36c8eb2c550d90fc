import { readdir, readFile } from 'node:fs/promises';
import { treeOf } from '../../../src-main/whatsapp/browser/process-memory.ts';

/**
 * Linux only: the process that draws WhatsApp's page in the hidden browser of the app that runs as `appPid`. Rejects
 * where there is not exactly one.
 */
export async function whatsappPageProcess(appPid: number): Promise<number> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const rows = await Promise.all(
    names.map(async (name) => {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
      const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
      // The name in parentheses may hold anything; the parent is the second field after it.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return { pid: Number(name), parent, command };
    }),
  );
  const below = new Set(treeOf(appPid, rows));
  const browser = rows.find(
    ({ pid, command }) =>
      below.has(pid) && command.includes('--whatsapp-browser') && !command.includes('--type='),
  );
  const ofBrowser = new Set(browser === undefined ? [] : treeOf(browser.pid, rows));
  const pages = rows.filter(
    ({ pid, command }) => ofBrowser.has(pid) && command.includes('--type=renderer'),
  );
  const [page] = pages;
  if (page === undefined || pages.length > 1) {
    throw new Error(`${pages.length} processes draw WhatsApp’s page`);
  }
  return page.pid;
}
