import type { Stores } from '../../../src-renderer/app/stores.ts';
import { fillings } from './sample-bridge.ts';
import type { MainScreen } from './screens.ts';

const goToSettings = ({ app }: Stores): void => app.getState().goTo('settings');

/** The team's labels in the settings. */
export const labelScreens: Readonly<Record<string, MainScreen>> = {
  'settings-labels': { fillings, goThere: goToSettings, scrollTo: /^Labels$/ },
  'settings-label-dialog': {
    fillings: ['full'],
    goThere: goToSettings,
    scrollTo: /^Labels$/,
    press: /^Change VIP$/,
  },
  'settings-label-delete': {
    fillings: ['full'],
    goThere: goToSettings,
    scrollTo: /^Labels$/,
    press: /^Delete VIP$/,
  },
};
