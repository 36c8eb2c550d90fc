import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from '../access/access.ts';
import { codeBytes, newInvitationCode } from '../access/password.ts';
import type { Workplace } from '../app/workplace.ts';
import type { WorkspaceAccess } from '../app/workspace-access.ts';
import { AppError } from '../common/app-error.ts';
import type { IssuedCode, Role } from '../../src-preload/contract/access.ts';
import type { HandlersOf } from './handlers.ts';

/** Who was seen so lately is there, and hears of a change within so long, in milliseconds. */
const ONLINE = 2 * 60_000;
const HEARS_WITHIN = 3_000;
/** How long an invitation holds, in milliseconds. */
const INVITED_FOR = 3 * 24 * 60 * 60_000;

export function accessHandlers(
  workplace: () => Workplace,
  access: Access,
  workspace: Pick<WorkspaceAccess, 'cutOff'>,
): HandlersOf<'access'> & HandlersOf<'member'> & HandlersOf<'invitation'> & HandlersOf<'device'> {
  const issue = async (email: string, role: Role): Promise<IssuedCode> => {
    const { stores, user, clock } = workplace();
    const code = newInvitationCode();
    const expiresAt = clock.now() + INVITED_FOR;
    await stores.access.invite({ email, role, code: codeBytes(code), expiresAt, by: user.userId });
    return { code, expiresAt };
  };
  return {
    'access.get': () => Promise.resolve(access.facts()),
    'access.signIn': async ({ password }) => {
      await access.signIn(password);
      return null;
    },
    'access.useCode': async ({ code, password }) => {
      await access.useCode(code, password);
      return null;
    },
    'access.lock': () => {
      access.lock('asked');
      return Promise.resolve(null);
    },
    'access.setPassword': async ({ current, next }) => {
      await access.setPassword(current, next);
      return null;
    },
    'access.setLocking': async (locking) => {
      await access.setLocking(locking);
      return null;
    },

    'member.list': () => workplace().stores.access.members(),
    'member.setRole': async ({ userId, role }) => {
      refuse(await workplace().stores.access.setRole(userId, role));
      return null;
    },
    'member.remove': async ({ userId }) => {
      refuse(await workplace().stores.access.remove(userId));
      return null;
    },
    'member.resetPassword': async ({ userId }) => {
      const { stores } = workplace();
      const member = (await stores.access.members()).find((each) => each.userId === userId);
      if (!member) throw new AppError('not_found', 'There is no such colleague');
      if (userId === access.current?.userId) {
        throw new AppError('not_allowed', 'One changes one’s own password by the one before');
      }
      // First the code: whoever has lost the password can choose another one in any case.
      const issued = await issue(member.email, member.role);
      await stores.access.resetPassword(userId);
      return issued;
    },

    'invitation.list': () => workplace().stores.access.invitations(),
    'invitation.create': async ({ email, role }) => {
      const members = await workplace().stores.access.members();
      const known = members.find((each) => each.email.toLowerCase() === email.toLowerCase());
      if (known?.hasPassword === true) {
        throw new AppError('not_allowed', 'Who works here with a password needs no invitation');
      }
      return issue(email, role);
    },
    'invitation.cancel': async ({ invitationId }) => {
      const isThere = await workplace().stores.access.cancelInvitation(invitationId);
      if (!isThere) throw new AppError('not_found', 'There is no such invitation');
      return null;
    },

    'device.list': () => workplace().stores.access.desktops(),
    'device.shutOut': async ({ deskId, passphrase }) => {
      const { stores, user, clock } = workplace();
      const known = (await stores.access.desktops()).find((each) => each.deskId === deskId);
      if (!known || known.isThis) throw new AppError('not_found', 'There is no such other desktop');
      // The passphrase is tried first; and who cannot follow the key reads nothing that comes from now on.
      await workspace.cutOff(passphrase);
      await stores.access.shutOut(deskId, user.userId);
      // While it is there it hears so before its login ends, and forgets what it knows.
      if (clock.now() - known.lastSeenAt < ONLINE) await sleep(HEARS_WITHIN);
      return { login: await stores.access.endLogin(deskId) };
    },
  };
}

function refuse(outcome: 'changed' | 'removed' | 'notFound' | 'lastOwner'): void {
  if (outcome === 'notFound') throw new AppError('not_found', 'There is no such colleague');
  if (outcome === 'lastOwner') throw new AppError('last_owner', 'Somebody has to be owner');
}
