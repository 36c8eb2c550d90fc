import type { KnownDesktop, Member } from '../../../src-preload/contract/access.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import type { AccessDialog } from '../../../src-renderer/features/access/access-store.ts';
import { hoursScreens } from './hours-screens.ts';
import { objectId, uuid } from './sample-data.ts';
import type { MainScreen } from './screens.ts';

const dora = 'dora@corner-shop.example';
const issued = { code: 'K7Q2M-9XTRA-00W4B-ZP1LE', expiresAt: Date.parse('2026-03-11T10:00:00Z') };
const member: Member = {
  ...{ userId: UserId.parse(objectId(2)), name: 'Bilal Haddad', email: 'bilal@example.com' },
  ...{ role: 'agent', hasPassword: true },
};
const desktop: KnownDesktop = {
  ...{ deskId: uuid(801), name: 'laptop-2', userName: 'Bilal Haddad', login: 'bilal' },
  ...{ lastSeenAt: Date.parse('2026-03-08T10:00:00Z'), isThis: false, shutOutAt: null },
};

/** A dialog over the people, who are waited for: the page is fetched first. */
function withDialog(dialog: AccessDialog): MainScreen {
  return {
    fillings: ['full'],
    goThere: ({ app, access }) => {
      app.getState().goTo('settings');
      access.getState().open(dialog);
    },
    scrollTo: /^(People and roles|Personas y roles)$/,
  };
}

/** Who works here, and who is given what. */
export const teamScreens: Readonly<Record<string, MainScreen>> = {
  'settings-team': {
    fillings: ['full', 'failing'],
    goThere: ({ app }) => app.getState().goTo('settings'),
    scrollTo: /^(Team|Equipo)$/,
  },
  'settings-people': {
    fillings: ['full', 'failing'],
    goThere: ({ app }) => app.getState().goTo('settings'),
    scrollTo: /^(People and roles|Personas y roles)$/,
  },
  'settings-account': {
    fillings: ['full'],
    goThere: ({ app }) => app.getState().goTo('settings'),
    scrollTo: /^(You and this desktop|Tú y este equipo)$/,
  },
  'access-password': withDialog({ kind: 'password' }),
  'access-invite': withDialog({ kind: 'invite' }),
  'access-code': withDialog({ kind: 'code', email: dora, issued }),
  'access-remove': withDialog({ kind: 'remove', member }),
  'access-shut-out': withDialog({ kind: 'shutOut', desktop }),
  'access-was-shut-out': withDialog({ kind: 'wasShutOut', desktop, login: 'shared' }),
  ...hoursScreens,
};
