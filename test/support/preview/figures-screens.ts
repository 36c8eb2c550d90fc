import type { Stores } from '../../../src-renderer/app/stores.ts';
import type { MainScreen } from './screens.ts';

const fillings = ['full', 'empty', 'loading', 'failing'] as const;

/** The figures, by whose days they are counted, and how far a rebuild of them is. */
export const figuresScreens: Readonly<Record<string, MainScreen>> = {
  analytics: { fillings, goThere: ({ app }) => app.getState().goTo('analytics') },
  'analytics-table': {
    fillings: ['full'],
    goThere: ({ app, analytics }) => {
      app.getState().goTo('analytics');
      analytics.getState().setView({ tables: ['perDay', 'funnelTitle'] });
    },
  },
  'analytics-own': {
    fillings: ['full'],
    goThere: ({ app, analytics }) => {
      app.getState().goTo('analytics');
      void analytics.getState().setPeriod('own');
      void analytics.getState().setOwn({ from: '2026-09-01', to: '2026-08-01' });
    },
  },
  'analytics-year': {
    fillings: ['full'],
    goThere: ({ app, analytics }) => {
      app.getState().goTo('analytics');
      void analytics.getState().setPeriod('thisYear');
    },
  },
  'analytics-person': {
    fillings: ['full'],
    goThere: ({ app, analytics }) => {
      app.getState().goTo('analytics');
      void analytics.getState().narrow({ senderId: 'phone' });
    },
  },
  'analytics-behind': {
    fillings: ['full', 'failing'],
    goThere: ({ app, analytics }) => {
      app.getState().goTo('analytics');
      void analytics
        .getState()
        .openBehind({ kind: 'messages', direction: 'incoming' }, 'Incoming messages');
    },
  },
  ...Object.fromEntries(
    (['replies', 'hours', 'waits', 'leads', 'people'] as const).map((section) => [
      `analytics-${section}`,
      {
        fillings: section === 'people' ? fillings : (['full', 'empty'] as const),
        goThere: ({ app, analytics }: Stores) => {
          app.getState().goTo('analytics');
          void analytics.getState().setSection(section);
        },
      },
    ]),
  ),
  'settings-figures': {
    fillings: ['full', 'loading', 'failing'],
    goThere: ({ app }) => app.getState().goTo('settings'),
    scrollTo: /^(Figures|Cifras)$/,
  },
};
