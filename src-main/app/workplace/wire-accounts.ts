import { SessionId } from '../../../src-preload/contract/ids.ts';
import { isUnreachable } from '../../common/is-unreachable.ts';
import type { HistorySweep } from '../../ingest/history-sweep.ts';
import { noteBlocked } from '../../ingest/note-blocked.ts';
import { LeaseMemory } from '../../journal/lease-memory.ts';
import type { MediaFetcher } from '../../media/media-fetcher.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { treeMemory } from '../../whatsapp/browser/process-memory.ts';
import { SessionCare } from '../../whatsapp/session/session-care.ts';
import type { SessionManager } from '../../whatsapp/session/session-manager.ts';
import { whatsappTranslators as translators } from '../../whatsapp/translators/whatsapp-translators.ts';
import { AccountLeases } from '../account-leases.ts';
import { SessionRelay } from '../session-relay.ts';
import type { SweepSchedule } from '../sweep-schedule.ts';
import type { PartInput } from './workplace-parts.ts';
import type { WorkplaceInput } from './workplace-input.ts';

type AccountsInput = PartInput &
  Pick<WorkplaceInput, 'createSessions' | 'onAccountLinked' | 'carePolicy'> & {
    outbox: Outbox;
    media: MediaFetcher;
    sweep: HistorySweep;
    sweeps: SweepSchedule;
    onJournalled(): void;
  };

/** The accounts of this desktop: which of them may run here, what runs them, and where what they tell goes. */
export interface Accounts {
  relay: SessionRelay;
  leases: AccountLeases;
  sessions: SessionManager;
}

/** Puts the accounts together; none of them is started yet. */
export async function wireAccounts(input: AccountsInput): Promise<Accounts> {
  const { stores, device, clock, log, closers, outbox, media } = input;
  const relay = relayOf(input, (sessionId, at) => sessions.notePhone(sessionId, at));
  closers.add(() => relay.stop());
  const leases = new AccountLeases({
    store: stores.leases,
    memory: await LeaseMemory.open(device.database),
    clock,
    steady: () => performance.now(),
    log: log.child('leases'),
    sessions: {
      standBy: (sessionId, reason) => sessions.standBy(sessionId, reason),
      resume: (sessionId) => sessions.resume(sessionId),
    },
    onHeld: (sessionId) => outbox.wake(sessionId),
  });
  closers.add(() => leases.stop());
  const sessions = await input.createSessions({
    onChanged: (session) => {
      leases.noteChange(session);
      relay.onChanged(session);
      outbox.explain(session.sessionId);
    },
    admit: (sessionId, account) => leases.admit(sessionId, account),
    record: relay.record,
    onRaw: relay.onRaw,
    onBlocked: (sessionId, whatsappIds, isBlocked) => {
      // What is missed while the databases are away comes with the contacts at the next connection.
      noteBlocked(input, sessionId, whatsappIds, isBlocked).catch((error: unknown) =>
        log.warn('That somebody was blocked was not stored', { error }),
      );
    },
    onReady: (sessionId, account, client) => {
      relay.onReady(sessionId, account, client);
      media.wake(sessionId);
    },
    onLinked: relay.onLinked,
    onProfileSealed: ({ sessionId, ...profile }) => {
      stores.sessions
        .recordProfile(SessionId.parse(sessionId), profile)
        .catch((error: unknown) => log.debug('A sealed profile was not described', { error }));
    },
  });
  return { relay, leases, sessions };
}

/** Starts the accounts that are known from before, and looks after their browsers. */
export async function startAccounts(
  { relay, leases, sessions }: Accounts,
  { user, stores, device, clock, log, closers, outbox, carePolicy }: AccountsInput,
): Promise<SessionCare> {
  const known = await stores.sessions.ofUser(user.userId).catch((error: unknown) => {
    if (!isUnreachable(error)) throw error;
    return device.snapshot.sessions();
  });
  for (const { sessionId, createdAt, account } of known) {
    relay.remember(sessionId, createdAt, account);
  }
  closers.add(() => sessions.stopAll());
  await sessions.startAll(known);
  leases.start();
  const care = new SessionCare({
    sessions: () => sessions.all(),
    policy: carePolicy,
    isBusy: (sessionId) => outbox.isBusy(sessionId),
    measure: treeMemory,
    clock,
    log: log.child('care'),
  });
  closers.add(() => care.stop());
  care.start();
  return care;
}

function relayOf(
  {
    user,
    stores,
    device: { journal, snapshot },
    publish,
    clock,
    log,
    outbox,
    sweep,
    sweeps,
    onJournalled,
    onAccountLinked,
  }: AccountsInput,
  notePhone: (sessionId: SessionId, at: number) => void,
): SessionRelay {
  return new SessionRelay({
    userId: user.userId,
    journal,
    outbox,
    translators,
    publish,
    clock,
    log: log.child('relay'),
    sweeps,
    onUnread: (sessionId, chatId) => sweep.noteUnread(sessionId, chatId),
    onPlaced: (sessionId, chatId) => sweep.notePlace(sessionId, chatId),
    onJournalled,
    onAccountLinked,
    onPhoneSeen: (sessionId, at) => {
      notePhone(sessionId, at);
      stores.sessions.recordPhoneSeen(sessionId, at).catch((error: unknown) => {
        log.debug('That a phone was seen was not stored', { error });
      });
    },
    onAccounts: (accounts) => void snapshot.rememberSessions(accounts),
    storeSessionData: (sessionId, data) => stores.sessions.recordSessionData(sessionId, data),
  });
}
