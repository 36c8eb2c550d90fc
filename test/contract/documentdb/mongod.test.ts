import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Document, MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../support/documentdb/cluster/cluster-processes.ts';
import { errorOf } from './engine-fixture.ts';
import { engineProcessesOf, useMongod } from './mongod-fixture.ts';

const { program, folder, newDbPath, start, startReady, connect } = useMongod();

describe('mongod as a program', () => {
  it('says its version and that it is DocumentDB', () => {
    const { stdout, status } = spawnSync(program(), ['--version'], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^db version v8\.\d+\.\d+\n/);
    expect(stdout).toContain('DocumentDB');
  });

  it('refuses options that it does not know, and addresses beyond this machine', () => {
    const unknown = spawnSync(program(), ['--shardsvr'], { encoding: 'utf8' });
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('Error parsing command line');
    const open = spawnSync(program(), ['--bind_ip', '0.0.0.0'], { encoding: 'utf8' });
    expect(open.status).toBe(2);
    expect(open.stderr).toContain('127.0.0.1 only');
  });

  it('says which options it ignores, and writes to --logpath', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const logPath = path.join(folder(), 'mongod.log');
    const args = [
      '--dbpath',
      dbPath,
      '--port',
      String(port),
      '--oplogSize=5',
      '--logpath',
      logPath,
    ];
    const { process: child, output, exit } = start(...args);
    const log = () => readFile(logPath, 'utf8').catch(() => '');
    await expect.poll(log, { timeout: 30_000 }).toContain('Waiting for connections');
    expect(await log()).toContain('--oplogSize is ignored');
    expect(output()).toBe('');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it('exits with 100 when the data folder is not there', async () => {
    const { output, exit } = start('--dbpath', path.join(folder(), 'nowhere'), '--port', '0');
    expect(await exit).toBe(100);
    expect(output()).toContain('NonExistentPath: Data directory');
  });

  it('exits with 48 when the port is in use, and leaves no engine behind', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const { output, exit } = start('--dbpath', dbPath, '--port', String(port));
    expect(await exit).toBe(48);
    other.close();
    expect(output()).toContain('Address already in use');
    expect(await engineProcessesOf(dbPath)).toEqual([]);
  });
});

describe('the data folder', () => {
  it('keeps what was written from one run to the next', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const first = await startReady('--dbpath', dbPath, '--port', String(port));
    expect(await readFile(path.join(dbPath, 'mongod.lock'), 'utf8')).toBe(`${first.process.pid}\n`);
    await (await connect(port)).db('kept').collection('things').insertOne({ a: 1 });
    first.process.kill('SIGINT');
    expect(await first.exit).toBe(0);
    expect(await readFile(path.join(dbPath, 'mongod.lock'), 'utf8')).toBe('');
    expect(await engineProcessesOf(dbPath)).toEqual([]);

    const second = await startReady('--dbpath', dbPath, '--port', String(port));
    const things = (await connect(port)).db('kept').collection('things');
    expect(await things.findOne({}, { projection: { _id: 0 } })).toEqual({ a: 1 });
    second.process.kill('SIGTERM');
    expect(await second.exit).toBe(0);
  });

  it('is refused with 100 while another process serves it', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const first = await startReady('--dbpath', dbPath, '--port', String(port));
    const second = start('--dbpath', dbPath, '--port', String(await freePort()));
    expect(await second.exit).toBe(100);
    expect(second.output()).toContain('Another mongod instance is already running on the');
    const client = await connect(port);
    expect(await client.db('x').command({ ping: 1 })).toMatchObject({ ok: 1 });
    first.process.kill('SIGTERM');
    expect(await first.exit).toBe(0);
  });

  it('begins empty when it was emptied', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const first = await startReady('--dbpath', dbPath, '--port', String(port));
    await (await connect(port)).db('kept').collection('things').insertOne({ a: 1 });
    first.process.kill('SIGTERM');
    await first.exit;
    await rm(dbPath, { recursive: true });
    await mkdir(dbPath);
    const second = await startReady('--dbpath', dbPath, '--port', String(port));
    expect(await (await connect(port)).db('kept').collection('things').countDocuments()).toBe(0);
    second.process.kill('SIGTERM');
    await second.exit;
  });

  it('is one of several that are served at the same time', async () => {
    const served = await Promise.all(
      [1, 2, 3, 4].map(async (n) => {
        const port = await freePort();
        const started = await startReady('--dbpath', await newDbPath(), '--port', String(port));
        await (await connect(port)).db('own').collection('things').insertOne({ n });
        return { n, port, started };
      }),
    );
    for (const { n, port, started } of served) {
      const things = (await connect(port)).db('own').collection('things');
      expect((await things.find().toArray()).map((thing) => Number(thing.n))).toEqual([n]);
      started.process.kill('SIGTERM');
      expect(await started.exit).toBe(0);
    }
  });
});

describe('a killed mongod', () => {
  it('loses nothing that it had acknowledged, though it is started again at once', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const args = ['--dbpath', dbPath, '--port', String(port), '--replSet', 'team'];
    let running = await startReady(...args);
    await (await connect(port)).db('admin').command({ replSetInitiate: {} });
    let expected = 0;
    for (const round of [1, 2, 3]) {
      const client = await connect(port);
      const things = client.db('kept').collection<{ round: number }>('things');
      let acknowledged = 0;
      const writing = (async () => {
        for (;;) {
          await things.insertOne({ round });
          acknowledged += 1;
        }
      })().catch(() => undefined);
      await sleep(300);
      running.process.kill('SIGKILL');
      await running.exit;
      await client.close();
      await writing;
      running = await startReady(...args);
      expect(acknowledged).toBeGreaterThan(0);
      const stored = await (
        await connect(port)
      )
        .db('kept')
        .collection('things')
        .countDocuments({ round });
      expect(stored).toBeGreaterThanOrEqual(acknowledged);
      expected += stored;
    }
    const total = await (await connect(port)).db('kept').collection('things').countDocuments();
    expect(total).toBe(expected);
    running.process.kill('SIGTERM');
    expect(await running.exit).toBe(0);
  });

  it('takes its engine with it, even if it is never started again', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const { process: child, exit } = await startReady('--dbpath', dbPath, '--port', String(port));
    expect((await engineProcessesOf(dbPath)).length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await exit;
    await expect.poll(() => engineProcessesOf(dbPath), { timeout: 20_000 }).toEqual([]);
  });

  it('starts again after its engine was killed with it', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const first = await startReady('--dbpath', dbPath, '--port', String(port));
    await (await connect(port)).db('kept').collection('things').insertOne({ a: 1 });
    const engine = await engineProcessesOf(dbPath);
    first.process.kill('SIGKILL');
    for (const processId of engine) killIfThere(processId);
    await first.exit;
    const second = await startReady('--dbpath', dbPath, '--port', String(port));
    expect(await (await connect(port)).db('kept').collection('things').countDocuments()).toBe(1);
    second.process.kill('SIGTERM');
    expect(await second.exit).toBe(0);
  });

  it('ends with 14 when only its engine is killed', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const { exit } = await startReady('--dbpath', dbPath, '--port', String(port));
    for (const processId of await engineProcessesOf(dbPath)) killIfThere(processId);
    expect(await exit).toBe(14);
  });
});

describe('the replica set', () => {
  const admin = (client: MongoClient, command: Document) => client.db('admin').command(command);

  it('is not there before it is initiated, and stays from run to run', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const args = ['--dbpath', dbPath, '--port', String(port), '--replSet', 'team'];
    const first = await startReady(...args);
    const direct = await connect(port);
    expect((await errorOf(admin(direct, { replSetGetStatus: 1 }))).code).toBe(94);
    const before = await admin(direct, { hello: 1 });
    expect(before).toMatchObject({ isWritablePrimary: false, isreplicaset: true });
    expect(before).not.toHaveProperty('setName');
    const host = `127.0.0.1:${port}`;
    const named = (_id: string) => ({ replSetInitiate: { _id, members: [{ _id: 0, host }] } });
    expect((await errorOf(admin(direct, named('other')))).code).toBe(93);
    await admin(direct, named('team'));
    expect((await errorOf(admin(direct, named('team')))).code).toBe(23);
    expect(await admin(direct, { replSetGetStatus: 1 })).toMatchObject({
      set: 'team',
      myState: 1,
      members: [{ name: host, stateStr: 'PRIMARY', self: true }],
    });

    const found = await connect(port, 'replicaSet=team');
    expect(await admin(found, { hello: 1 })).toMatchObject({
      me: host,
      hosts: [host],
      primary: host,
    });
    await found.withSession((session) =>
      session.withTransaction(async () => {
        await found.db('kept').collection('things').insertOne({ a: 1 }, { session });
      }),
    );
    first.process.kill('SIGTERM');
    await first.exit;

    // On another port, as after a restart that had to take one that was free.
    const otherPort = await freePort();
    args[3] = String(otherPort);
    const second = await startReady(...args);
    const again = await connect(otherPort, 'replicaSet=team');
    expect(await admin(again, { hello: 1 })).toMatchObject({ me: `127.0.0.1:${otherPort}` });
    expect(await again.db('kept').collection('things').countDocuments()).toBe(1);
    second.process.kill('SIGTERM');
    await second.exit;
  });

  it('is missing without --replSet: no status, no transactions', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const { process: child, exit } = await startReady('--dbpath', dbPath, '--port', String(port));
    const client = await connect(port);
    expect((await errorOf(admin(client, { replSetGetStatus: 1 }))).code).toBe(76);
    expect((await errorOf(admin(client, { replSetInitiate: {} }))).code).toBe(76);
    const { version, documentDb } = await admin(client, { buildInfo: 1 });
    expect(version).toMatch(/^8\./);
    expect(documentDb).toMatchObject({ extension: '1.0.0' });
    await admin(client, { shutdown: 1 }).catch(() => undefined);
    expect(await exit).toBe(0);
    expect(child.exitCode).toBe(0);
  });
});

describe('--auth', () => {
  it('lets in who knows the password, from run to run, and nobody else', async () => {
    const [dbPath, port] = [await newDbPath(), await freePort()];
    const args = ['--dbpath', dbPath, '--port', String(port), '--replSet', 'team', '--auth'];
    const first = await startReady(...args);
    const stranger = await connect(port);
    const admin = stranger.db('admin');
    await admin.command({ replSetInitiate: {} });
    await admin.command({ createUser: 'desk', pwd: 'päss,=word', roles: ['root'] });
    expect((await errorOf(admin.command({ createUser: 'b', pwd: 'c', roles: [] }))).code).toBe(13);
    expect((await errorOf(stranger.db('a').collection('b').findOne())).code).toBe(13);
    await stranger.close();
    first.process.kill('SIGTERM');
    await first.exit;

    const second = await startReady(...args);
    const log = (password: string) =>
      connect(port, 'replicaSet=team', `desk:${encodeURIComponent(password)}@`);
    const known = await log('päss,=word');
    await known.db('kept').collection('things').insertOne({ a: 1 });
    expect(await known.db('kept').collection('things').countDocuments()).toBe(1);
    expect((await errorOf(log('wrong'))).code).toBe(18);
    await known.close();
    second.process.kill('SIGTERM');
    expect(await second.exit).toBe(0);
  });
});

/** Those that PostgreSQL started end with it, and may be gone when their turn comes. */
function killIfThere(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
