import type { Workplace } from '../app/workplace.ts';
import type { HandlersOf } from './handlers.ts';

export function sessionHandlers(
  workplace: () => Workplace,
  showPairing: () => void,
): HandlersOf<'session'> {
  return {
    'session.list': () => Promise.resolve(workplace().sessions.list()),
    'session.link': async ({ sessionId }) => {
      const session = await workplace().sessions.link(sessionId);
      showPairing();
      return session;
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
    'session.beingLinked': () => Promise.resolve(workplace().sessions.beingLinked()),
  };
}
