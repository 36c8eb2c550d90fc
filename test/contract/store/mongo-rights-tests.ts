import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import type { Document } from 'bson';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { NEEDED_ACTIONS } from '../../../src-main/store/mongo/mongo-probe.ts';
import type { CommandTap } from '../../support/databases/command-tap.ts';
import type { OpenDatabases } from './open-databases.ts';

const script = new URL('../../../resources/database-roles/mongo-roles.js', import.meta.url);

const Role = z.object({
  role: z.string(),
  privileges: z.tuple([
    z.object({
      resource: z.object({ db: z.literal('team'), collection: z.literal('') }),
      actions: z.array(z.string()),
    }),
  ]),
  roles: z.array(z.never()),
});

/** The actions that MongoDB asks for a command (its manual, "Privilege Actions"); none for those that it allows all. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  hello: [],
  ismaster: [],
  isMaster: [],
  buildInfo: [],
  ping: [],
  saslStart: [],
  saslContinue: [],
  endSessions: [],
  abortTransaction: [],
  commitTransaction: [],
  connectionStatus: [],
  // Of one's own cursors.
  getMore: [],
  killCursors: [],
  find: ['find'],
  count: ['find'],
  distinct: ['find'],
  aggregate: ['find'],
  insert: ['insert'],
  // An update may insert, where it is an upsert.
  update: ['update', 'insert'],
  delete: ['remove'],
  findAndModify: ['find', 'update', 'insert'],
  listCollections: ['listCollections'],
  create: ['createCollection'],
  createIndexes: ['createIndex'],
  collMod: ['collMod'],
};

/**
 * No engine that these tests can run has roles of its own making, so the script is judged by what it says, and by what
 * the stores were seen to send.
 */
export function mongoRightsTests(of: () => OpenDatabases & { tap: CommandTap }): void {
  let role: z.infer<typeof Role>;

  beforeAll(async () => {
    role = Role.parse(run(await readFile(script, 'utf8'), null));
  });

  it('are one role for one database: nothing in others, nothing of an administrator', () => {
    expect(role.role).toBe('alexiaDesk');
    for (const action of role.privileges[0].actions) {
      expect(action).not.toMatch(/^(any|.*(drop|User|Role|shard|killop|bypass|enable).*)/i);
    }
  });

  it('are what a test of the connection looks for', () => {
    const optional = ['changeStream'];
    expect(
      role.privileges[0].actions.filter((action) => !optional.includes(action)).sort(),
    ).toEqual([...NEEDED_ACTIONS].sort());
  });

  it('are brought up to date where the role is there already', async () => {
    const again = run(await readFile(script, 'utf8'), { role: 'alexiaDesk' });
    expect(again).toMatchObject({ updated: 'alexiaDesk', privileges: role.privileges });
  });

  it('are enough for every command that the stores send, and no more', async () => {
    const { stores, tap } = of();
    const stop = await stores.changes.subscribe(
      { onChanges: () => {}, onMissed: () => {} },
      { read: () => Promise.resolve(null), write: () => Promise.resolve() },
    );
    await expect
      .poll(() => needed(tap.commands).has('changeStream'), { timeout: 30_000 })
      .toBe(true);
    await stop();
    const granted = new Set(role.privileges[0].actions);
    const used = needed(tap.commands);
    expect([...used].filter((action) => !granted.has(action))).toEqual([]);
    // Only a second desktop that meets an older version of a collection changes its rules.
    expect([...granted].filter((action) => !used.has(action) && action !== 'collMod')).toEqual([]);
  });
}

/** The actions that these commands take. Throws at one that nobody has thought of. */
function needed(commands: readonly Document[]): Set<string> {
  const actions = new Set<string>();
  for (const command of commands) {
    const [name = ''] = Object.keys(command);
    const known = ACTIONS[name];
    if (!known) throw new Error(`Nobody has said which rights ${name} takes`);
    for (const action of known) actions.add(action);
    const stages = z.array(z.record(z.string(), z.unknown())).safeParse(command.pipeline).data;
    for (const stage of stages ?? []) {
      if ('$changeStream' in stage) actions.add('changeStream');
      // These would write, from a command that otherwise reads.
      if ('$out' in stage || '$merge' in stage) throw new Error('A pipeline writes');
    }
  }
  return actions;
}

/** Runs the script as mongosh would, on a server that has this role, and answers what it was told. */
function run(text: string, existing: unknown): unknown {
  let told: unknown = null;
  runInNewContext(text, {
    db: {
      getName: () => 'team',
      getRole: () => existing,
      createRole: (role: unknown) => (told = role),
      updateRole: (updated: unknown, role: object) => (told = { updated, ...role }),
    },
  });
  // Out of the other context, whose arrays are not ours.
  return JSON.parse(JSON.stringify(told));
}
