import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The addresses on which this process listens. Linux only. */
export function listeningSockets(pid: number): string[] {
  const sockets = readdirSync(`/proc/${pid}/fd`).flatMap((descriptor) => {
    return /^socket:\[(\d+)\]$/.exec(targetOf(pid, descriptor))?.[1] ?? [];
  });
  // One that has none at all was not looked at: every browser has some.
  if (sockets.length === 0) throw new Error('The sockets of the process cannot be seen');
  const LISTEN = '0A';
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === LISTEN && sockets.includes(fields[9] ?? ''))
      .map((fields) => fields[1] ?? ''),
  );
}

/** Where a descriptor leads; nowhere when the process has closed it since it was listed. */
function targetOf(pid: number, descriptor: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${descriptor}`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
