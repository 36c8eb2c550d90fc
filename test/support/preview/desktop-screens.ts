import { shownValue } from '../../../src-renderer/bridge/remote-data.ts';
import type { MainScreen } from './screens.ts';

/** What the system's desktop has to do with. */
export const desktopScreens: Readonly<Record<string, MainScreen>> = {
  'settings-notifications': {
    fillings: ['full', 'failing'],
    goThere: ({ app, settings }) => {
      app.getState().goTo('settings');
      void settings.getState().setNotifications({ quietHours: { from: '20:00', to: '08:00' } });
    },
    scrollTo: /^(Notifications|Notificaciones)$/,
  },
  'settings-rotation-failed': {
    fillings: ['full'],
    goThere: ({ app, workspace }) => {
      app.getState().goTo('settings');
      // Whenever the card has asked how it stands.
      workspace.subscribe(({ status, receiveProgress }) => {
        if (shownValue(status)?.rotation !== null) return;
        receiveProgress({ done: 1200, total: 5000, hasFailed: true });
      });
    },
    scrollTo: /^(Encryption|Cifrado)$/,
  },
};
