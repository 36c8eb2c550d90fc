import { describe, expect, it } from 'vitest';
import { guarded } from '../../../src-main/access/guarded.ts';
import { isAtLeast, rights } from '../../../src-main/access/rights.ts';
import type { Handlers } from '../../../src-main/bridge/handlers.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { type Role, roles } from '../../../src-preload/contract/access.ts';
import { type CommandName, commands } from '../../../src-preload/contract/contract.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';

const names = Object.keys(commands) as CommandName[];
const userId = UserId.parse('a'.repeat(24));

/** What became of a command: it was carried out, or with which code it was refused. */
async function outcome(
  name: CommandName,
  role: Role | null,
  locked: 'idle' | null = null,
  input: unknown = {},
): Promise<string> {
  const done: string[] = [];
  const handlers = Object.fromEntries(
    names.map((each) => [each, async () => void done.push(each)]),
  ) as unknown as Handlers;
  const current = role && { userId, name: 'Ana', email: 'ana@example.com', role };
  const guard = guarded(handlers, { current, locked }, async () => {});
  try {
    await (guard[name] as (input: unknown) => Promise<unknown>)(input);
    expect(done).toEqual([name]);
    return 'done';
  } catch (error) {
    expect(done).toEqual([]);
    return error instanceof AppError ? error.code : 'failed';
  }
}

describe('what a role may do', () => {
  it('is said of every command of the contract, and of nothing else', () => {
    expect(Object.keys(rights).sort()).toEqual([...names].sort());
  });

  describe.each(roles)('%s', (role) => {
    it.each(names)('%s', async (name) => {
      const right = rights[name];
      const isFree = right === 'anybody' || right === 'unlocked';
      const may = isFree || roles.indexOf(role) <= roles.indexOf(right);
      expect(await outcome(name, role)).toBe(may ? 'done' : 'not_allowed');
    });
  });

  it.each(names)('%s while the desktop is locked', async (name) => {
    expect(await outcome(name, 'owner', 'idle')).toBe(
      rights[name] === 'anybody' ? 'done' : 'signed_out',
    );
  });

  it.each(names)('%s before anybody works here', async (name) => {
    const isFree = rights[name] === 'anybody' || rights[name] === 'unlocked';
    expect(await outcome(name, null)).toBe(isFree ? 'done' : 'not_ready');
  });

  it('is more from role to role, and never another thing', () => {
    for (const name of names) {
      const right = rights[name];
      if (right === 'anybody' || right === 'unlocked') continue;
      const may = roles.map((role) => isAtLeast(role, right));
      expect(
        [...may].sort((a, b) => Number(b) - Number(a)),
        name,
      ).toEqual(may);
    }
  });

  /** Written down once more, by hand: a change of the table is a change of these promises. */
  it.each([
    ['read_only', 'message.list', 'done'],
    ['read_only', 'message.send', 'not_allowed'],
    ['read_only', 'message.forward', 'not_allowed'],
    ['read_only', 'note.write', 'not_allowed'],
    ['read_only', 'session.link', 'not_allowed'],
    ['read_only', 'lead.update', 'not_allowed'],
    ['read_only', 'consent.record', 'not_allowed'],
    ['agent', 'message.send', 'done'],
    ['agent', 'lead.update', 'done'],
    ['agent', 'contact.export', 'not_allowed'],
    ['agent', 'lead.export', 'not_allowed'],
    ['agent', 'label.create', 'not_allowed'],
    ['agent', 'team.setRota', 'not_allowed'],
    ['agent', 'businessHours.set', 'not_allowed'],
    ['agent', 'pace.set', 'not_allowed'],
    ['agent', 'leadRule.create', 'not_allowed'],
    ['manager', 'label.create', 'done'],
    ['manager', 'contact.export', 'done'],
    ['manager', 'member.setRole', 'not_allowed'],
    ['manager', 'invitation.create', 'not_allowed'],
    ['manager', 'workspace.rotateKey', 'not_allowed'],
    ['manager', 'workspace.changePassphrase', 'not_allowed'],
    ['manager', 'settings.changeStores', 'not_allowed'],
    ['manager', 'device.shutOut', 'not_allowed'],
    ['owner', 'device.shutOut', 'done'],
    ['owner', 'workspace.rotateKey', 'done'],
  ] as const)('%s: %s is %s', async (role, name, expected) => {
    expect(await outcome(name, role)).toBe(expected);
  });

  it.each([
    ['agent', { archiveAfterMonths: 6 }, 'not_allowed'],
    ['agent', { historyDays: 30, theme: 'dark' }, 'not_allowed'],
    ['agent', { theme: 'dark' }, 'done'],
    ['read_only', { theme: 'dark', archiveAfterMonths: undefined }, 'done'],
    ['manager', { archiveAfterMonths: 6 }, 'done'],
  ] as const)('%s sets %j: %s', async (role, input, expected) => {
    expect(await outcome('settings.set', role, null, input)).toBe(expected);
  });
});
