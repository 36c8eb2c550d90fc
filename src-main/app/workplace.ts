import { join } from 'node:path';
import type { StartStep, User } from '../../src-preload/contract/app.ts';
import { SessionId } from '../../src-preload/contract/ids.ts';
import type { PaceSettings } from '../../src-preload/contract/pace.ts';
import type { SessionState } from '../../src-preload/contract/session.ts';
import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { SecretStore } from '../config/secret-store.ts';
import { ContactLookup } from '../ingest/contact-lookup.ts';
import { HistorySweep } from '../ingest/history-sweep.ts';
import { syncContacts } from '../ingest/sync-contacts.ts';
import { IdentityResolver } from '../ingest/identity-resolver.ts';
import { Ingest } from '../ingest/ingest.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import { feedPosition } from '../journal/feed-position.ts';
import { Journal } from '../journal/journal.ts';
import { LeaseMemory } from '../journal/lease-memory.ts';
import type { Log } from '../log/log.ts';
import { MediaFetcher } from '../media/media-fetcher.ts';
import { ProfilePictures } from '../media/profile-pictures.ts';
import type { OutboxItem } from '../outbox/outbox-item.ts';
import { FileSpool } from '../outbox/file-spool.ts';
import { toAcceptedMessage } from '../outbox/pending-message.ts';
import { Outbox, type OutboxExit } from '../outbox/outbox.ts';
import { Governor } from '../pace/governor.ts';
import type { Pace } from '../pace/pace.ts';
import type { Stores } from '../store/stores.ts';
import { treeMemory } from '../whatsapp/browser/process-memory.ts';
import { type CarePolicy, SessionCare } from '../whatsapp/session/session-care.ts';
import type { SessionManager } from '../whatsapp/session/session-manager.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import { whatsappTranslators as translators } from '../whatsapp/translators/whatsapp-translators.ts';
import { AccountLeases } from './account-leases.ts';
import { DeviceSnapshot } from './device-snapshot.ts';
import type { AccountEvents } from './create-session-manager.ts';
import { ArchiveJob } from './archive-job.ts';
import { HealthMonitor } from './health-monitor.ts';
import { LiveUpdates } from './live-updates.ts';
import { observeAnswers } from './observe-answers.ts';
import { deviceKey, openDeviceDatabase } from './open-device-database.ts';
import { HistoryOnDemand } from './history-on-demand.ts';
import { SessionRelay } from './session-relay.ts';
import { SweepSchedule } from './sweep-schedule.ts';

/** How often the statistics of the sessions are brought up to date, in milliseconds. */
const STATISTICS_MS = 30_000;

/** Everything that exists once the databases are open and it is known who works here. */
export interface Workplace {
  user: User;
  stores: Stores;
  outbox: Outbox;
  /** Files that wait to be sent. */
  files: FileSpool;
  pace: Pace;
  sessions: SessionManager;
  /** Brings the files of messages. */
  media: MediaFetcher;
  pictures: ProfilePictures;
  /** Which accounts this desktop may run. */
  leases: AccountLeases;
  /** How much memory the accounts' browsers take. */
  care: SessionCare;
  /** Whether this desktop runs the account of a session; only then can it send. */
  isRunHere(sessionId: SessionId): boolean;
  /** The client of a session that is connected and certainly runs nowhere else, else null. */
  clientOf(sessionId: SessionId): WhatsAppClient | null;
  health: HealthMonitor;
  /** What is shown while the databases are away. */
  snapshot: DeviceSnapshot;
  publish: Publish;
  clock: Clock;
  log: Log;
  /** Reads more of a conversation's history from WhatsApp than is read by itself. */
  history: HistoryOnDemand;
  sweeps: SweepSchedule;
  identities: IdentityResolver;
  /** Stops accepting, drains, and closes in reverse order. */
  close(): Promise<void>;
}

export interface WorkplaceInput {
  user: User;
  stores: Stores;
  /** Whether the databases were away just now: the stores open by themselves. */
  areAway?: boolean | undefined;
  /** The app's data folder. */
  folder: string;
  secrets: SecretStore;
  publish: Publish;
  clock: Clock;
  log: Log;
  /** This installation, a UUID. */
  deskId: string;
  onStep(step: StartStep): void;
  /** Builds the session manager: the only part that knows how WhatsApp's browser is started. */
  createSessions(events: AccountEvents): Promise<SessionManager>;
  /** A person has just linked an account. */
  onAccountLinked(): void;
  /** After how many months without a message a conversation goes to the archive, as it is set now. */
  archiveAfterMonths(): number;
  /** When browsers sleep and how big they may get, as it is set now. */
  carePolicy(): CarePolicy;
  /** How fast may be written, as it is set now. */
  paceSettings(): PaceSettings;
  /** How far back history is read, and how often it is compared, as it is set now. */
  sync(): { historyDays: number; sweepMinutes: number };
}

/** Opens journal and outbox, starts the pipeline and the accounts of this desktop. Rejects with an AppError. */
export async function openWorkplace(input: WorkplaceInput): Promise<Workplace> {
  const { user, stores, clock, log, secrets } = input;
  const closers: (() => Promise<void>)[] = [() => stores.close()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) {
      await closer().catch((error: unknown) => log.error('Closing went wrong', { error }));
    }
  };
  try {
    input.onStep({ step: 'journal' });
    const database = await openDeviceDatabase(input.folder, secrets);
    closers.push(() => database.close());
    const snapshot = await DeviceSnapshot.open({
      database,
      stores,
      clock,
      log: log.child('snapshot'),
    });
    closers.push(() => snapshot.stop());
    await snapshot.rememberUser(user);
    const publish: Publish = (event, payload) => {
      snapshot.observe(event, payload);
      input.publish(event, payload);
    };
    const files = await FileSpool.open(
      join(input.folder, 'outbox-files'),
      await deviceKey(secrets),
      clock,
    );
    closers.push(() => files.close());
    const pace = new Governor({
      rateLimits: stores.rateLimits,
      accountFacts: (sessionId) => stores.sessions.facts(sessionId),
      hasAnswered: async (conversationId) => {
        const conversation = await stores.conversations.find(conversationId);
        return conversation?.isGroup === true || stores.messages.hasIncoming(conversationId);
      },
      settings: input.paceSettings,
      clock,
      random: Math.random,
      log: log.child('pace'),
    });
    const journal = await Journal.open(database, () => health.refresh());
    const health = new HealthMonitor({
      stores,
      secrets,
      journal,
      publish,
      clock,
      areAway: input.areAway,
    });
    closers.push(() => health.stop());

    /** Should it not be stored yet, the pipeline publishes it when it is. */
    const publishStored = async (item: OutboxItem, how: OutboxExit): Promise<void> => {
      try {
        const message = await stores.messages.find(item.conversationId, item.messageId);
        if (message) publish('message.changed', message);
      } catch (error) {
        // It is in the journal: until the database has it, it is shown as WhatsApp has taken it.
        if (isUnreachable(error) && how === 'accepted') {
          publish('message.changed', toAcceptedMessage(item));
        } else log.warn('A message that left the outbox could not be shown', { error });
      }
    };
    const clientOf = (sessionId: SessionId): WhatsAppClient | null =>
      sessions.connectedClient(sessionId);
    // Only while it is certain that no other desktop runs the account.
    const ownClientOf = (sessionId: SessionId): WhatsAppClient | null =>
      leases.holds(sessionId) ? sessions.sendingClient(sessionId) : null;
    const outbox = await Outbox.open({
      database,
      files,
      clock,
      log: log.child('outbox'),
      pace,
      clientOf: ownClientOf,
      statusOf: (raw) => translators.message(raw)?.status ?? null,
      onChanged: (item, message) => {
        if (message.outbox?.state === 'queued' && message.outbox.waitsFor === 'connection') {
          sessions.need(item.sessionId);
        }
        publish('message.changed', message);
      },
      onSentLate: ({ conversationId, messageId, schedule }, sentAt) =>
        publish('message.sentLate', {
          conversationId,
          messageId,
          scheduledFor: schedule.at,
          timeZone: schedule.timeZone,
          sentAt,
        }),
      onRemoved: (item, how) => void publishStored(item, how),
      onAccepted: async (item, raw) => {
        const source = relay.sourceOf(item.sessionId);
        if (!source) throw new Error('A message was accepted for an account that is not known');
        await journal.append({
          kind: 'event',
          ...source,
          type: 'message',
          raw,
          receivedAt: clock.now(),
          sentBy: item.userId,
        });
        ingest.wake();
      },
    });

    const observe = observeAnswers((conversationId) => {
      pace.noteAnswer(conversationId);
      outbox.noteAnswer(conversationId);
    });
    const identities = new IdentityResolver({
      stores,
      clientOf,
      publish,
      clock,
      log: log.child('identities'),
    });
    closers.push(() => identities.stop());
    const lookup = new ContactLookup({
      stores,
      clientOf,
      publish,
      identities,
      isBusy: () => journal.waiting > 0,
      clock,
      log: log.child('contacts'),
    });
    closers.push(() => lookup.stop());
    const media = new MediaFetcher({
      stores,
      clientOf,
      publish,
      withOutbox: (message) => outbox.withState(message),
      clock,
      random: Math.random,
      log: log.child('media'),
    });
    closers.push(() => media.stop());
    const pictures = new ProfilePictures({
      store: stores.pictures,
      clientOf,
      publish,
      clock,
      log: log.child('pictures'),
    });
    closers.push(() => pictures.stop());
    const ingest = new Ingest({
      journal,
      translators,
      clock,
      random: Math.random,
      log: log.child('ingest'),
      onOutage: () => health.check(),
      context: {
        stores,
        publish: (event, payload) => {
          publish(event, payload);
          observe(event, payload);
        },
        withOutbox: (message) => outbox.withState(message),
        onNewContact: ({ sessionId, accountId, chatId }, conversationId) =>
          lookup.add({ sessionId, accountId, whatsappId: chatId, conversationId }),
        onWaitingMedia: ({ sessionId }, conversationId, messageId) =>
          media.add(sessionId, { conversationId, messageId }),
      },
    });
    closers.push(() => ingest.stop());

    input.onStep({ step: 'sessions' });
    const onJournalled = (): void => ingest.wake();
    const sweep = new HistorySweep({
      stores,
      journal,
      translators,
      syncContacts: ({ sessionId, accountId }, client) =>
        syncContacts({
          stores,
          sessionId,
          client,
          publish,
          noteIdentities: (people) => identities.note({ sessionId, accountId }, people),
        }),
      onJournalled,
      onProgress: (progress) => publish('session.syncProgress', progress),
      days: () => input.sync().historyDays,
      clock,
      log: log.child('sweep'),
    });
    const schedule = new SweepSchedule({
      run: (session, client, kind) => sweep.run(session, client, kind),
      clientOf,
      minutes: () => input.sync().sweepMinutes,
      clock,
      random: Math.random,
      log: log.child('sweep'),
    });
    closers.push(async () => {
      journal.stopWaiting();
      await schedule.stop();
    });
    const relay = new SessionRelay({
      userId: user.userId,
      journal,
      outbox,
      translators,
      publish,
      clock,
      log: log.child('relay'),
      sweeps: schedule,
      onUnread: (sessionId, chatId) => sweep.noteUnread(sessionId, chatId),
      onJournalled,
      onAccountLinked: input.onAccountLinked,
      onPhoneSeen: (sessionId, at) => {
        sessions.notePhone(sessionId, at);
        stores.sessions.recordPhoneSeen(sessionId, at).catch((error: unknown) => {
          log.debug('That a phone was seen was not stored', { error });
        });
      },
      onAccounts: (accounts) => void snapshot.rememberSessions(accounts),
    });
    closers.push(() => relay.stop());
    const leases = new AccountLeases({
      store: stores.leases,
      memory: await LeaseMemory.open(database),
      clock,
      steady: () => performance.now(),
      log: log.child('leases'),
      sessions: {
        standBy: (sessionId, reason) => sessions.standBy(sessionId, reason),
        resume: (sessionId) => sessions.resume(sessionId),
      },
      onHeld: (sessionId) => outbox.wake(sessionId),
    });
    closers.push(() => leases.stop());
    const sessions = await input.createSessions({
      onChanged: (session) => {
        leases.noteChange(session);
        relay.onChanged(session);
        outbox.explain(session.sessionId);
      },
      admit: (sessionId, account) => leases.admit(sessionId, account),
      record: relay.record,
      onRaw: relay.onRaw,
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
    const known = await stores.sessions.ofUser(user.userId).catch((error: unknown) => {
      if (!isUnreachable(error)) throw error;
      return snapshot.sessions;
    });
    for (const { sessionId, createdAt, account } of known) {
      relay.remember(sessionId, createdAt, account);
    }
    closers.push(() => sessions.stopAll());
    await sessions.startAll(known);
    leases.start();
    const care = new SessionCare({
      sessions: () => sessions.all(),
      policy: input.carePolicy,
      isBusy: (sessionId) => outbox.isBusy(sessionId),
      measure: treeMemory,
      clock,
      log: log.child('care'),
    });
    closers.push(() => care.stop());
    care.start();
    // The first to close: a send under way still needs its session.
    closers.push(() => outbox.stop());

    const archive = new ArchiveJob({
      archive: stores.archive,
      idleMonths: input.archiveAfterMonths,
      clock,
      log: log.child('archive'),
    });
    closers.push(() => archive.stop());
    archive.start();
    closers.push(keepStatistics(() => relay.linkedSessions, stores, log));
    const live = new LiveUpdates({
      stores,
      position: feedPosition(database),
      deskId: input.deskId,
      publish,
      withOutbox: (message) => outbox.withState(message),
      clock,
      log: log.child('live'),
    });
    closers.push(() => live.stop());
    live.start();
    ingest.start();
    media.start();
    health.start();
    return {
      user,
      stores,
      outbox,
      files,
      pace,
      sessions,
      media,
      pictures,
      leases,
      care,
      clientOf: ownClientOf,
      isRunHere: (sessionId) =>
        sessions.list().some((each) => each.sessionId === sessionId && !runsElsewhere(each.state)),
      health,
      snapshot,
      history: new HistoryOnDemand({
        stores,
        sweep,
        clientOf,
        sourceOf: (id) => relay.sourceOf(id),
      }),
      sweeps: schedule,
      identities,
      publish,
      clock,
      log,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function runsElsewhere(state: SessionState): boolean {
  return state.kind === 'standby' && state.reason === 'held_elsewhere';
}

/** Brings the statistics of the sessions up to date now and then, and once more when the returned function is called. */
function keepStatistics(
  sessionIds: () => SessionId[],
  stores: Stores,
  log: Log,
): () => Promise<void> {
  const refresh = async (): Promise<void> => {
    for (const sessionId of sessionIds()) {
      await stores.sessions.refreshStatistics(sessionId).catch((error: unknown) => {
        log.warn('The statistics of a session were not refreshed', { error });
      });
    }
  };
  const timer = setInterval(() => void refresh(), STATISTICS_MS);
  return async () => {
    clearInterval(timer);
    await refresh();
  };
}
