import { sampleLabels } from './sample-labels.ts';
import type { MainScreen } from './screens.ts';

/** What the system's desktop has to do with. */
export const desktopScreens: Readonly<Record<string, MainScreen>> = {
  'settings-notifications': {
    fillings: ['full', 'failing'],
    goThere: ({ app, settings }) => {
      app.getState().goTo('settings');
      void settings.getState().setNotifications({
        quietHours: { from: '20:00', to: '08:00' },
        mutedLabels: sampleLabels.slice(0, 1).map(({ labelId }) => labelId),
      });
    },
    scrollTo: /^(Notifications|Notificaciones)$/,
  },
  'settings-rotation-failed': {
    fillings: ['full'],
    goThere: ({ app, workspace }) => {
      app.getState().goTo('settings');
      // Once the card has asked how it stands.
      const { receiveProgress } = workspace.getState();
      setTimeout(() => receiveProgress({ done: 1200, total: 5000, hasFailed: true }), 800);
    },
    scrollTo: /^(Encryption|Cifrado)$/,
  },
};
