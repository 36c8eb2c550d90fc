import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../../src-main/bridge/run-command.ts';
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../../src-preload/contract/contract.ts';
import { type Databases, startDatabases } from '../../support/databases/start-databases.ts';
import { PASSPHRASE } from '../../support/databases/test-workspace.ts';
import { type DeskWithoutWindows, deskWithoutWindows } from './desk-without-windows.ts';

const PASSWORD = 'nine loaves a day';
const BILALS = 'nobody guesses this';

let databases: Databases;
let ana: DeskWithoutWindows;
let bilal: DeskWithoutWindows;
let dora: DeskWithoutWindows;

const call = (desk: DeskWithoutWindows, name: CommandName, input: unknown) =>
  runCommand(desk.handlers, desk.log, name, input);

async function succeed<N extends CommandName>(
  desk: DeskWithoutWindows,
  name: N,
  input: CommandInput<N>,
): Promise<CommandOutput<N>> {
  const result = await call(desk, name, input);
  if (!result.ok) throw new Error(`${name} failed: ${result.error.code}`);
  return commands[name].output.parse(result.value) as CommandOutput<N>;
}

async function codeOf<N extends CommandName>(
  desk: DeskWithoutWindows,
  name: N,
  input: CommandInput<N>,
): Promise<string> {
  const result = await call(desk, name, input);
  return result.ok ? 'done' : result.error.code;
}

const setUp = (name: string, more: object = {}) => ({
  name,
  email: `${name.toLowerCase()}@example.com`,
  passphrase: PASSPHRASE,
  stores: { kind: 'servers' as const, addresses: databases },
  ...more,
});
const member = async (name: string) => {
  const found = (await succeed(ana, 'member.list', {})).find((each) => each.name === name);
  if (!found) throw new Error(`${name} does not work here`);
  return found;
};

/** As if a quarter of an hour had passed. */
async function forgetAttempts(userId: string): Promise<void> {
  const client = new pg.Client({ connectionString: databases.postgresUrl });
  await client.connect();
  await client.query('DELETE FROM rate_limiting WHERE identifier = $1', [userId]);
  await client.end();
}

beforeAll(async () => {
  databases = await startDatabases();
  [ana, bilal] = [await deskWithoutWindows(), await deskWithoutWindows()];
});

afterAll(async () => {
  await ana.close();
  await bilal.close();
  await dora.close();
  await databases.stop();
});

describe('the people of a workspace, on two desktops', () => {
  it('the first is its owner, and who comes before there is a password an agent', async () => {
    await succeed(ana, 'setup.complete', setUp('Ana'));
    expect(await succeed(ana, 'access.get', {})).toMatchObject({
      role: 'owner',
      hasPassword: false,
      isProtected: false,
      refused: [],
    });
    await succeed(bilal, 'setup.complete', setUp('Bilal'));
    const access = await succeed(bilal, 'access.get', {});
    expect(access.role).toBe('agent');
    expect(access.refused).toContain('member.setRole');
  });

  it('an agent is refused what is the team’s, and nothing changes', async () => {
    const { userId } = await succeed(bilal, 'access.get', {});
    expect(await codeOf(bilal, 'member.setRole', { userId, role: 'owner' })).toBe('not_allowed');
    expect(await codeOf(bilal, 'label.create', { name: 'vip', colour: 'teal' })).toBe(
      'not_allowed',
    );
    expect(await codeOf(bilal, 'workspace.rotateKey', { passphrase: PASSPHRASE })).toBe(
      'not_allowed',
    );
    expect(await member('Bilal')).toMatchObject({ role: 'agent' });
    expect(await succeed(ana, 'label.list', {})).toEqual([]);
  });

  it('a new role holds on the other desktop at once', async () => {
    const { userId } = await member('Bilal');
    await succeed(ana, 'member.setRole', { userId, role: 'manager' });
    // As soon as its feed of changes is up, else when it says next that it is there.
    await expect
      .poll(async () => (await succeed(bilal, 'access.get', {})).role, { timeout: 40_000 })
      .toBe('manager');
    await succeed(bilal, 'label.create', { name: 'vip', colour: 'teal' });
    await succeed(ana, 'member.setRole', { userId, role: 'read_only' });
    await expect.poll(async () => (await succeed(bilal, 'access.get', {})).role).toBe('read_only');
    expect(await codeOf(bilal, 'label.create', { name: 'x', colour: 'teal' })).toBe('not_allowed');
    expect(await codeOf(bilal, 'label.list', {})).toBe('done');
    await succeed(ana, 'member.setRole', { userId, role: 'agent' });
  });

  it('the last owner stays', async () => {
    const { userId } = await member('Ana');
    expect(await codeOf(ana, 'member.setRole', { userId, role: 'agent' })).toBe('last_owner');
    expect(await codeOf(ana, 'member.remove', { userId })).toBe('last_owner');
  });

  it('with a password of the owner’s the workspace is protected', async () => {
    expect(await codeOf(ana, 'access.lock', {})).toBe('not_allowed');
    await succeed(ana, 'access.setPassword', { next: PASSWORD });
    expect(await succeed(ana, 'access.get', {})).toMatchObject({
      hasPassword: true,
      isProtected: true,
    });
    const stranger = await deskWithoutWindows();
    expect(await codeOf(stranger, 'setup.complete', setUp('Mallory'))).toBe('invitation_needed');
    expect(await codeOf(stranger, 'setup.complete', setUp('Ana'))).toBe('password_needed');
    expect(
      await codeOf(stranger, 'setup.complete', setUp('Ana', { password: 'not the one' })),
    ).toBe('password_wrong');
    expect(
      await codeOf(
        stranger,
        'setup.complete',
        setUp('Mallory', { invitation: 'AAAAA-BBBBB-CCCCC-DDDDD', password: BILALS }),
      ),
    ).toBe('invitation_invalid');
    await stranger.close();
  });

  it('locked, nothing is done and nothing told, until the password was said', async () => {
    await succeed(ana, 'access.lock', {});
    expect(await succeed(ana, 'app.state', {})).toEqual({
      phase: 'signed_out',
      name: 'Ana',
      reason: 'asked',
    });
    expect(await codeOf(ana, 'conversation.list', { limit: 1 })).toBe('signed_out');
    expect(await codeOf(ana, 'access.get', {})).toBe('signed_out');
    expect(await codeOf(ana, 'access.signIn', { password: 'not the one' })).toBe('password_wrong');
    expect(await codeOf(ana, 'conversation.list', { limit: 1 })).toBe('signed_out');
    await succeed(ana, 'access.signIn', { password: PASSWORD });
    expect(await codeOf(ana, 'conversation.list', { limit: 1 })).toBe('done');
  });

  it('somebody is invited, once, with a password of their own', async () => {
    const { code } = await succeed(ana, 'invitation.create', {
      email: 'carla@example.com',
      role: 'manager',
    });
    const carla = await deskWithoutWindows();
    // The code is of one person.
    expect(
      await codeOf(
        carla,
        'setup.complete',
        setUp('Mallory', { invitation: code, password: BILALS }),
      ),
    ).toBe('invitation_invalid');
    // The passphrase is the second part.
    expect(
      await codeOf(carla, 'setup.complete', {
        ...setUp('Carla', { invitation: code, password: BILALS }),
        passphrase: 'another passphrase',
      }),
    ).toBe('passphrase_wrong');
    expect(
      await codeOf(
        carla,
        'setup.complete',
        setUp('Carla', { invitation: code, password: 'short' }),
      ),
    ).toBe('password_needed');
    const typed = code.toLowerCase().replaceAll('-', ' ');
    await succeed(carla, 'setup.complete', setUp('Carla', { invitation: typed, password: BILALS }));
    expect(await succeed(carla, 'access.get', {})).toMatchObject({
      role: 'manager',
      hasPassword: true,
    });
    expect(await succeed(ana, 'invitation.list', {})).toEqual([]);
    const again = await deskWithoutWindows();
    expect(
      await codeOf(again, 'setup.complete', setUp('Carla', { invitation: code, password: BILALS })),
    ).toBe('invitation_invalid');
    await again.close();

    // A reset: her desktop asks for the code at once.
    const issued = await succeed(ana, 'member.resetPassword', {
      userId: (await member('Carla')).userId,
    });
    await carla.published('app.stateChanged', ({ phase }) => phase === 'signed_out');
    expect(await codeOf(carla, 'access.signIn', { password: BILALS })).toBe('invitation_needed');
    await succeed(carla, 'access.useCode', { code: issued.code, password: 'quite another one' });
    expect(await codeOf(carla, 'label.list', {})).toBe('done');

    // She leaves: her desktop ends, and forgets.
    await succeed(ana, 'member.remove', { userId: (await member('Carla')).userId });
    await carla.published(
      'app.stateChanged',
      (state) => state.phase === 'failed' && state.error.code === 'member_removed',
    );
    expect(await carla.device.secrets.get('workspace.key')).toBeNull();
    expect(carla.device.settings.get()).toMatchObject({ stores: null, userId: null });
    await carla.close();
  });

  it('the password is tried at most ten times in a quarter of an hour, on all desktops together', async () => {
    const { userId } = await member('Ana');
    // Whatever was tried until now.
    await forgetAttempts(userId);
    await succeed(ana, 'access.lock', {});
    const other = await deskWithoutWindows();
    const tries = await Promise.all(
      Array.from({ length: 6 }, () => [
        codeOf(ana, 'access.signIn', { password: 'not the one' }),
        codeOf(other, 'setup.complete', setUp('Ana', { password: 'not the one' })),
      ]).flat(),
    );
    expect(tries.filter((code) => code === 'password_wrong')).toHaveLength(10);
    expect(tries.filter((code) => code === 'too_many_attempts')).toHaveLength(2);
    expect(await codeOf(ana, 'access.signIn', { password: PASSWORD })).toBe('too_many_attempts');
    await forgetAttempts(userId);
    await succeed(ana, 'access.signIn', { password: PASSWORD });
    await other.close();
  });

  it('a start asks for the password where that was chosen, and else nothing', async () => {
    const { device } = ana;
    await ana.quit();
    ana = await deskWithoutWindows(device);
    expect(await succeed(ana, 'app.state', {})).toMatchObject({ phase: 'ready' });
    await succeed(ana, 'access.setLocking', { lockAfterMinutes: null, asksAtStart: true });
    await ana.quit();
    ana = await deskWithoutWindows(device);
    expect(await succeed(ana, 'app.state', {})).toMatchObject({
      phase: 'signed_out',
      reason: 'start',
    });
    await succeed(ana, 'access.signIn', { password: PASSWORD });
    expect(await succeed(ana, 'app.state', {})).toMatchObject({ phase: 'ready' });
  });

  it('a desktop that was lost is shut out: it forgets all, and the key is another one', async () => {
    const lost = (await succeed(ana, 'device.list', {})).find(
      ({ userName, isThis }) => userName === 'Bilal' && !isThis,
    );
    if (!lost) throw new Error('Bilal’s desktop is not known');
    const { code } = await succeed(ana, 'invitation.create', {
      email: 'dora@example.com',
      role: 'agent',
    });
    dora = await deskWithoutWindows();
    await succeed(dora, 'setup.complete', setUp('Dora', { invitation: code, password: BILALS }));
    const { keyVersion } = await succeed(ana, 'workspace.status', {});
    expect(
      await codeOf(ana, 'device.shutOut', { deskId: lost.deskId, passphrase: 'not the one' }),
    ).toBe('passphrase_wrong');
    expect(await codeOf(bilal, 'label.list', {})).toBe('done');
    const kept = await bilal.device.secrets.get('workspace.key');

    const answer = await succeed(ana, 'device.shutOut', {
      deskId: lost.deskId,
      passphrase: PASSPHRASE,
    });
    // Both come with the login of the server's owner.
    expect(answer).toEqual({ login: 'shared' });
    await bilal.published(
      'app.stateChanged',
      (state) => state.phase === 'failed' && state.error.code === 'desktop_shut_out',
    );
    for (const name of ['workspace.key', 'device.key', 'stores.mongodbUrl', 'signIn']) {
      expect(await bilal.device.secrets.get(name), name).toBeNull();
    }
    expect(bilal.device.settings.get()).toMatchObject({ stores: null, userId: null });
    expect((await succeed(ana, 'workspace.status', {})).keyVersion).toBe(keyVersion + 1);
    expect(
      (await succeed(ana, 'device.list', {})).find(({ deskId }) => deskId === lost.deskId),
    ).toMatchObject({ shutOutAt: expect.any(Number) as number });

    // Who has kept a copy of its keychain cannot follow the key.
    const thief = await deskWithoutWindows();
    await thief.device.secrets.set('workspace.key', kept ?? '');
    expect(
      await codeOf(thief, 'setup.complete', {
        ...setUp('Bilal'),
        passphrase: 'not the passphrase',
      }),
    ).toBe('passphrase_wrong');
    await thief.close();
  });

  it('every other desktop asks for the passphrase, once; the one that renewed the key does not', async () => {
    const { device } = ana;
    await ana.quit();
    ana = await deskWithoutWindows(device);
    await succeed(ana, 'access.signIn', { password: PASSWORD });
    expect(await codeOf(ana, 'label.list', {})).toBe('done');

    const doras = dora.device;
    await dora.quit();
    dora = await deskWithoutWindows(doras);
    expect(await succeed(dora, 'app.state', {})).toEqual({ phase: 'locked' });
    await succeed(dora, 'workspace.unlock', { passphrase: PASSPHRASE });
    expect(await codeOf(dora, 'label.list', {})).toBe('done');
    await dora.quit();
    dora = await deskWithoutWindows(doras);
    expect(await succeed(dora, 'app.state', {})).toMatchObject({ phase: 'ready' });
  });
});
