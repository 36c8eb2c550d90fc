import type { Stores } from '../../../src-renderer/app/stores.ts';
import { fillings } from './sample-bridge.ts';
import type { MainScreen } from './screens.ts';

const goToSettings = ({ app }: Stores): void => app.getState().goTo('settings');

/** The team's rules for leads in the settings. Why a lead is one stands on its page (`lead-screens.ts`). */
export const leadRuleScreens: Readonly<Record<string, MainScreen>> = {
  'settings-lead-rules': { fillings, goThere: goToSettings, scrollTo: /^Lead rules$/ },
  'settings-lead-learning': {
    fillings,
    goThere: goToSettings,
    scrollTo: /^Learned from your team$/,
  },
  'settings-lead-learning-proposal': {
    fillings: ['full'],
    goThere: goToSettings,
    scrollTo: /^Learned from your team$/,
    press: /^Learn from the judgements$/,
  },
  'settings-lead-rule-dialog': {
    fillings: ['full'],
    goThere: goToSettings,
    scrollTo: /^Lead rules$/,
    press: /^Change the rule wholesale$/,
  },
};
