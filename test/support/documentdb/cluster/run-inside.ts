import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOTFS_ENVIRONMENT, type Rootfs } from './rootfs.ts';

const run = promisify(execFile);

/** Runs a program inside the root folder to its end; rejects with what it wrote when it fails. */
export async function runInside(rootfs: Rootfs, program: string, ...args: string[]): Promise<void> {
  const { file, args: all } = rootfs.command(program, ...args);
  await run(file, all, { env: { ...ROOTFS_ENVIRONMENT, PATH: searchPath() }, cwd: rootfs.path });
}

/** `chroot` itself is found on the caller's path and in the folder where Debian keeps it. */
export function searchPath(): string {
  return `${ROOTFS_ENVIRONMENT.PATH}:/usr/sbin:/sbin`;
}
