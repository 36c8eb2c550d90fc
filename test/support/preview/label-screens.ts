import type { Stores } from '../../../src-renderer/app/stores.ts';
import { leadRuleScreens } from './lead-rule-screens.ts';
import { fillings } from './sample-bridge.ts';
import type { MainScreen } from './screens.ts';

const goToSettings = ({ app }: Stores): void => app.getState().goTo('settings');

/** What the team keeps in the settings: its labels, and its rules for leads. */
export const labelScreens: Readonly<Record<string, MainScreen>> = {
  ...leadRuleScreens,
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
