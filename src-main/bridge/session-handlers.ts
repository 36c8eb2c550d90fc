import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { SettingsStore } from '../config/settings-store.ts';
import { browsersHere } from '../whatsapp/browser/installed-browsers.ts';
import type { HandlersOf } from './handlers.ts';

export function sessionHandlers(input: {
  workplace(): Workplace;
  settings: SettingsStore;
  showPairing(): void;
}): HandlersOf<'session'> {
  const { workplace, settings } = input;
  return {
    'session.list': () => Promise.resolve(workplace().sessions.list()),
    'session.link': async ({ sessionId }) => {
      const session = await workplace().sessions.link(sessionId);
      input.showPairing();
      return session;
    },
    'session.linkByCode': async ({ sessionId, phoneNumber }) => {
      await workplace().sessions.linkByCode(sessionId, phoneNumber);
      return null;
    },
    'session.browsers': async () => {
      // Asked while an account is being linked; before that there is nothing to link with.
      workplace();
      return browsersHere();
    },
    'session.linkInWindow': async ({ sessionId, browser }) => {
      const { sessions } = workplace();
      if (!browsersHere().includes(browser)) {
        throw new AppError('whatsapp_browser_missing', 'This browser is not on this computer');
      }
      settings.set({
        accountBrowsers: { ...settings.get().accountBrowsers, [sessionId]: browser },
      });
      await sessions.linkInWindow(sessionId);
      return null;
    },
    'session.retry': async ({ sessionId }) => {
      await workplace().sessions.retry(sessionId);
      return null;
    },
    'session.takeOver': async ({ sessionId }) => {
      await workplace().leases.takeOver(sessionId);
      return null;
    },
    'session.cancelLink': async ({ sessionId }) => {
      await workplace().sessions.cancelLink(sessionId);
      return null;
    },
    'session.logout': async ({ sessionId }) => {
      await workplace().sessions.logout(sessionId);
      return null;
    },
    'session.setAutoReconnect': async ({ sessionId, autoReconnect }) => {
      const { sessions, stores } = workplace();
      // The database first: what is not kept there is forgotten at the next start.
      await stores.sessions.setAutoReconnect(sessionId, autoReconnect);
      await sessions.setAutoReconnect(sessionId, autoReconnect);
      return null;
    },
    'session.usage': async () => {
      const { sessions, stores, care } = workplace();
      const memory = await care.memory();
      const usage = await stores.sessions.usage(sessions.list().map(({ sessionId }) => sessionId));
      return usage.map((each) => ({ ...each, memoryBytes: memory.get(each.sessionId) ?? null }));
    },
    'session.beingLinked': () => Promise.resolve(workplace().sessions.beingLinked()),
  };
}
