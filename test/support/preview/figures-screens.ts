import type { MainScreen } from './screens.ts';

const fillings = ['full', 'empty', 'loading', 'failing'] as const;

/** The figures, by whose days they are counted, and how far a rebuild of them is. */
export const figuresScreens: Readonly<Record<string, MainScreen>> = {
  analytics: { fillings, goThere: ({ app }) => app.getState().goTo('analytics') },
  'analytics-table': {
    fillings: ['full'],
    goThere: ({ app, analytics }) => {
      app.getState().goTo('analytics');
      analytics.getState().setView('table');
    },
  },
  'settings-figures': {
    fillings: ['full', 'loading', 'failing'],
    goThere: ({ app }) => app.getState().goTo('settings'),
    scrollTo: /^(Figures|Cifras)$/,
  },
};
