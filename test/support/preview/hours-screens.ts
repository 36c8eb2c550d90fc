import type { MainScreen } from './screens.ts';

const goThere: NonNullable<MainScreen['goThere']> = ({ app }) => app.getState().goTo('settings');
const scrollTo = /^(Business hours|Horario comercial)$/;

/** When each business is open, and how soon its customers are to have an answer. */
export const hoursScreens: Readonly<Record<string, MainScreen>> = {
  'settings-hours': { fillings: ['full', 'empty', 'loading', 'failing'], goThere, scrollTo },
  'settings-hours-open': {
    fillings: ['full'],
    goThere,
    scrollTo,
    press: /^Corner Shop$/,
  },
};
