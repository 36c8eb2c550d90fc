import { fillings } from './sample-bridge.ts';
import type { MainScreen } from './screens.ts';

/** What is being done in the settings: keys, passphrase, databases. */
export const settingsScreens: Readonly<Record<string, MainScreen>> = {
  'settings-rotating': {
    fillings: ['full'],
    scrollTo: /^Encryption$/,
    goThere: ({ app, workspace }) => {
      app.getState().goTo('settings');
      void workspace
        .getState()
        .load()
        .then(() => workspace.getState().receiveProgress({ done: 1200, total: 5000 }));
    },
  },
  'settings-access-log': {
    fillings,
    scrollTo: /^Access log$/,
    goThere: ({ app, accessLog }) => {
      app.getState().goTo('settings');
      void accessLog.getState().verify();
    },
  },
  'settings-anonymised-copy': {
    fillings: ['full'],
    scrollTo: /^Anonymised copies$/,
    goThere: ({ app, anonymisedCopy }) => {
      app.getState().goTo('settings');
      const { load, receiveProgress } = anonymisedCopy.getState();
      void load().then(() => receiveProgress({ stage: 'writing', done: 12_400, total: 48_210 }));
    },
  },
  'settings-anonymised-copy-question': {
    fillings: ['full'],
    goThere: ({ app }) => app.getState().goTo('settings'),
    press: /^Write a copy…$/,
  },
  'settings-anonymised-copy-report': {
    fillings: ['full'],
    scrollTo: /^Anonymised copies$/,
    goThere: ({ app, anonymisedCopy }) => {
      app.getState().goTo('settings');
      void anonymisedCopy.getState().write();
    },
  },
  'settings-access-log-drop': {
    fillings: ['full'],
    goThere: ({ app }) => app.getState().goTo('settings'),
    press: /^Drop old months…$/,
  },
  'access-log': {
    fillings,
    goThere: ({ app }) => app.getState().goTo('settings'),
    press: /^Show the log$/,
  },
  'settings-rotate': {
    fillings: ['full'],
    goThere: ({ app, workspace }) => {
      app.getState().goTo('settings');
      workspace.getState().begin('rotate');
    },
  },
  'settings-passphrase': {
    fillings: ['full'],
    goThere: ({ app, workspace }) => {
      app.getState().goTo('settings');
      workspace.getState().begin('changePassphrase');
    },
  },
  'settings-databases': {
    fillings: ['full'],
    scrollTo: /^Databases$/,
    goThere: ({ app, settings }) => {
      app.getState().goTo('settings');
      void settings.getState().testStores();
    },
  },
  'settings-databases-change': {
    fillings: ['full'],
    scrollTo: /^Databases$/,
    goThere: ({ app, settings }) => {
      app.getState().goTo('settings');
      settings.getState().beginChange();
      settings.getState().changeDraft('postgres', { url: 'postgres://x', keepsSecurity: false });
      void settings.getState().keepChange();
    },
  },
};
