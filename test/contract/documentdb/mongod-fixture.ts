import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { z } from 'zod';
import { clusterProcesses } from '../../support/documentdb/cluster/cluster-processes.ts';
import { findInstance } from '../../support/documentdb/cluster/instance.ts';
import { openRootfs } from '../../support/documentdb/cluster/rootfs.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../support/documentdb/mongod.mjs');

export interface StartedMongod {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Resolves with the exit code, null after a signal. */
  readonly exit: Promise<number | null>;
}

/** Starts mongods from a folder of their own, and ends whatever a test leaves running. */
export function useMongod() {
  const processes: ChildProcess[] = [];
  const clients: MongoClient[] = [];
  let folder = '';

  vi.setConfig({ testTimeout: 60_000 });
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'mongod-'));
    // As a caller puts it on the PATH.
    await symlink(PROGRAM, path.join(folder, 'mongod'));
  });

  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    for (const child of processes) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  });

  const program = () => path.join(folder, 'mongod');

  const start = (...args: string[]): StartedMongod => {
    const child = spawn(program(), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    processes.push(child);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const exit = once(child, 'close').then(() => child.exitCode);
    return { process: child, output: () => output, exit };
  };

  return {
    program,
    start,
    folder: () => folder,
    newDbPath: () => mkdtemp(path.join(folder, 'data-')),
    startReady: async (...args: string[]): Promise<StartedMongod> => {
      const started = start(...args);
      await expect
        .poll(started.output, { timeout: 20_000, interval: 10 })
        .toContain('Waiting for connections');
      return started;
    },
    connect: async (
      port: number,
      query = 'directConnection=true',
      credentials = '',
    ): Promise<MongoClient> => {
      const uri = `mongodb://${credentials}127.0.0.1:${port}/?${query}`;
      const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5000 });
      clients.push(client);
      return client.connect();
    },
  };
}

/** The processes of the engine behind a data folder. */
export async function engineProcessesOf(dbPath: string): Promise<number[]> {
  const text = await readFile(path.join(dbPath, 'documentdb.json'), 'utf8');
  const { instance } = z.object({ instance: z.string() }).parse(JSON.parse(text));
  const found = await findInstance(openRootfs(), instance);
  return found === null ? [] : clusterProcesses(found.dataFolder);
}
