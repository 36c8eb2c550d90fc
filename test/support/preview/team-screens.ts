import { hoursScreens } from './hours-screens.ts';
import type { MainScreen } from './screens.ts';

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
  ...hoursScreens,
};
