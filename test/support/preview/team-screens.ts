import { hoursScreens } from './hours-screens.ts';
import type { MainScreen } from './screens.ts';

/** Who works here, and who is given what. */
export const teamScreens: Readonly<Record<string, MainScreen>> = {
  'settings-team': {
    fillings: ['full', 'failing'],
    goThere: ({ app }) => app.getState().goTo('settings'),
    scrollTo: /^(Team|Equipo)$/,
  },
  ...hoursScreens,
};
