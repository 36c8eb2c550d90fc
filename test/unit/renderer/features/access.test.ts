import { describe, expect, it } from 'vitest';
import type { Access, Invitation, Member } from '../../../../src-preload/contract/access.ts';
import type { User } from '../../../../src-preload/contract/app.ts';
import { UserId } from '../../../../src-preload/contract/ids.ts';
import type { Result } from '../../../../src-preload/contract/result.ts';
import { stillHere } from '../../../../src-renderer/access/still-here.ts';
import {
  createAccessStore,
  startAccess,
} from '../../../../src-renderer/features/access/access-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { deferred, testDependencies } from '../samples.ts';

const userId = UserId.parse('a'.repeat(24));
const me: Access = {
  ...{ userId, name: 'Ana', email: 'ana@example.com', role: 'owner', hasPassword: true },
  ...{ isProtected: true, lockAfterMinutes: 10, asksAtStart: false, refused: [] },
};
const luis: Member = {
  ...{ userId: UserId.parse('b'.repeat(24)), name: 'Luis', email: 'luis@example.com' },
  ...{ role: 'agent', hasPassword: true },
};
const invitation: Invitation = {
  ...{ invitationId: 'c'.repeat(24), email: 'new@example.com', role: 'agent', expiresAt: 1 },
};

async function access(who: Access = me) {
  const dependencies = testDependencies();
  const { bridge } = dependencies;
  bridge
    .handle('access.get', () => succeed(who))
    .handle('member.list', () => succeed([luis]))
    .handle('invitation.list', () => succeed([invitation]))
    .handle('device.list', () => succeed([]));
  const store = createAccessStore(dependencies);
  const stop = startAccess(store, dependencies);
  await store.getState().load();
  return { ...dependencies, store, stop };
}

describe('who works here', () => {
  it('is asked for again when it is another one, until nobody listens any more', async () => {
    const { bridge, store, stop } = await access();
    expect(store.getState().access).toEqual(me);
    bridge.handle('access.get', () => succeed({ ...me, role: 'agent' }));
    bridge.emit('access.changed', {});
    await expect.poll(() => store.getState().access?.role).toBe('agent');
    stop();
    const asked = bridge.inputsOf('access.get').length;
    bridge.emit('access.changed', {});
    expect(bridge.inputsOf('access.get')).toHaveLength(asked);
  });

  it('stays as it was known while the desktop is locked', async () => {
    const { bridge, store } = await access();
    bridge.handle('access.get', () => fail('signed_out'));
    await store.getState().load();
    expect(store.getState().access).toEqual(me);
  });
});

describe('the people', () => {
  it('come with invitations for who may see them, and without asking for others', async () => {
    const owner = await access();
    await owner.store.getState().loadPeople();
    expect(owner.store.getState().people).toMatchObject({
      status: 'ready',
      value: { members: [luis], invitations: [invitation] },
    });
    const agent = await access({ ...me, role: 'agent', refused: ['invitation.list'] });
    await agent.store.getState().loadPeople();
    expect(agent.store.getState().people).toMatchObject({ value: { invitations: [] } });
    expect(agent.bridge.inputsOf('invitation.list')).toEqual([]);
  });

  it('are read again when the team is another one, where they were ever shown', async () => {
    const { bridge, store } = await access();
    bridge.emit('team.changed', {});
    expect(bridge.inputsOf('member.list')).toEqual([]);
    await store.getState().loadPeople();
    bridge.emit('team.changed', {});
    await expect.poll(() => bridge.inputsOf('member.list').length).toBe(2);
    expect(bridge.inputsOf('device.list')).toEqual([]);
  });

  it('are shown as they are after a role was not given, and why is said once', async () => {
    const { bridge, store, reported } = await access();
    bridge.handle('member.setRole', () => fail('last_owner'));
    await store.getState().setRole(luis, 'read_only');
    expect(reported.map(({ code }) => code)).toEqual(['last_owner']);
    expect(store.getState()).toMatchObject({ failure: null, isBusy: false });
    expect(bridge.inputsOf('member.list')).toHaveLength(1);
  });

  it('keep the dialog with the reason when somebody could not be removed', async () => {
    const { bridge, store, reported } = await access();
    store.getState().open({ kind: 'remove', member: luis });
    bridge.handle('member.remove', () => fail('database_unreachable'));
    await store.getState().remove(luis);
    expect(store.getState()).toMatchObject({
      dialog: { kind: 'remove' },
      failure: { code: 'database_unreachable' },
    });
    expect(reported).toEqual([]);
    bridge.handle('member.remove', () => succeed(null));
    await store.getState().remove(luis);
    expect(store.getState()).toMatchObject({ dialog: null, failure: null });
  });
});

describe('passwords and codes', () => {
  it('too short are said so here, and asked of nobody', async () => {
    const { bridge, store } = await access();
    await store.getState().setPassword('before', 'short');
    await store.getState().redeemCode('ABCD', 'short');
    expect(store.getState().isTooShort).toBe(true);
    expect(bridge.inputsOf('access.setPassword')).toEqual([]);
    expect(bridge.inputsOf('access.useCode')).toEqual([]);
    store.getState().open(null);
    expect(store.getState().isTooShort).toBe(false);
  });

  it('are tried once, however often the button is pressed, and a wrong one is said so', async () => {
    const { bridge, store } = await access();
    const answer = deferred<Result<null>>();
    bridge.handle('access.signIn', () => answer.promise);
    const first = store.getState().signIn('correct horse');
    await store.getState().signIn('correct horse');
    answer.resolve(fail('password_wrong'));
    await first;
    expect(bridge.inputsOf('access.signIn')).toEqual([{ password: 'correct horse' }]);
    expect(store.getState()).toMatchObject({ isBusy: false, failure: { code: 'password_wrong' } });
  });

  it('are shown once to who invited somebody or reset a password', async () => {
    const { bridge, store } = await access();
    const issued = { code: 'ABCD-EFGH', expiresAt: 1 };
    bridge
      .handle('invitation.create', () => succeed(issued))
      .handle('member.resetPassword', () => succeed(issued));
    await store.getState().invite('new@example.com', 'agent');
    expect(store.getState().dialog).toEqual({ kind: 'code', email: 'new@example.com', issued });
    await store.getState().resetPassword(luis);
    expect(store.getState().dialog).toEqual({ kind: 'code', email: luis.email, issued });
  });
});

describe('a desktop that is lost', () => {
  it('says what became of its login, and the list is read again', async () => {
    const { bridge, store } = await access();
    const desktop = {
      ...{ deskId: '6b1f4a52-6a0e-4c8e-9d61-0f6e3c7f1a11', name: 'lost', userName: 'Luis' },
      ...{ lastSeenAt: 1, login: 'luis', isThis: false, shutOutAt: null },
    };
    bridge.handle('device.shutOut', () => succeed({ login: 'by_hand' as const }));
    await store.getState().shutOut(desktop, 'the passphrase');
    expect(bridge.inputsOf('device.shutOut')).toEqual([
      { deskId: desktop.deskId, passphrase: 'the passphrase' },
    ]);
    expect(store.getState().dialog).toEqual({ kind: 'wasShutOut', desktop, login: 'by_hand' });
    expect(bridge.inputsOf('device.list')).toHaveLength(1);
  });
});

describe('to whom something can be given', () => {
  const here: User = { userId, name: 'Ana', email: 'ana@example.com' };
  const gone: User = { ...here, userId: luis.userId, name: 'Luis', isRemoved: true };

  it('is who works here, and whoever has it now', () => {
    expect(stillHere([here, gone])).toEqual([here]);
    expect(stillHere([here, gone], gone.userId)).toEqual([here, gone]);
    expect(stillHere([gone], here.userId)).toEqual([]);
  });
});
