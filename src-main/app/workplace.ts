import type { User } from '../../src-preload/contract/app.ts';
import type { SessionId } from '../../src-preload/contract/ids.ts';
import type { SessionState } from '../../src-preload/contract/session.ts';
import type { AccessWriter } from '../access-log/access-writer.ts';
import type { FigureKeeper } from '../analytics/figure-keeper.ts';
import type { FigureRecorder } from '../analytics/figure-recorder.ts';
import type { TeamCalendars } from '../analytics/team-calendars.ts';
import type { Clock } from '../common/clock.ts';
import type { DataExports } from '../data-export/data-exports.ts';
import type { ContactMerger } from '../contacts/contact-merger.ts';
import type { IdentityResolver } from '../ingest/identity-resolver.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import { LeadLearning } from '../leads/lead-learning.ts';
import { LeadLinks } from '../leads/lead-links.ts';
import { KnownCampaigns } from '../leads/known-campaigns.ts';
import { LeadScoring } from '../leads/lead-scoring.ts';
import { loadLeadModel } from '../leads/load-lead-model.ts';
import type { Drafts } from '../journal/drafts.ts';
import type { Log } from '../log/log.ts';
import type { MediaFetcher } from '../media/media-fetcher.ts';
import type { ProfilePictures } from '../media/profile-pictures.ts';
import type { FileSpool } from '../outbox/file-spool.ts';
import type { ConsentGate } from '../outbox/consent-gate.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Pace } from '../pace/pace.ts';
import type { Stores } from '../store/stores.ts';
import type { SessionCare } from '../whatsapp/session/session-care.ts';
import type { SessionManager } from '../whatsapp/session/session-manager.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { AccountLeases } from './account-leases.ts';
import type { ErasureJob } from './erasure-job.ts';
import type { DeviceSnapshot } from './device-snapshot.ts';
import type { HealthMonitor } from './health-monitor.ts';
import { HistoryOnDemand } from './history-on-demand.ts';
import type { TeamPresence } from './presence/team-presence.ts';
import type { SweepSchedule } from './sweep-schedule.ts';
import { Closers } from './workplace/closers.ts';
import { openDevice } from './workplace/open-device.ts';
import { startUpkeep } from './workplace/start-upkeep.ts';
import { wireAccessLog } from './workplace/wire-access-log.ts';
import { startAccounts, wireAccounts } from './workplace/wire-accounts.ts';
import { wireDataExports } from './workplace/wire-data-exports.ts';
import { wireFigures } from './workplace/wire-figures.ts';
import { wireHistory } from './workplace/wire-history.ts';
import { wireMedia } from './workplace/wire-media.ts';
import { wireOutbox } from './workplace/wire-outbox.ts';
import { wirePeople } from './workplace/wire-people.ts';
import { wirePipeline } from './workplace/wire-pipeline.ts';
import { wirePresence } from './workplace/wire-presence.ts';
import type { WorkplaceInput } from './workplace/workplace-input.ts';
import type { ClientOf, PartInput } from './workplace/workplace-parts.ts';

/** Everything that exists once the databases are open and it is known who works here. */
export interface Workplace {
  user: User;
  /** This installation, a UUID. */
  deskId: string;
  stores: Stores;
  /** Who did what, on its way into the database. */
  accessLog: AccessWriter;
  outbox: Outbox;
  /** Files that wait to be sent. */
  files: FileSpool;
  /** What was typed and not sent. */
  drafts: Drafts;
  pace: Pace;
  /** Whether people want what is sent to them. */
  consentGate: ConsentGate;
  /** By what buying messages are found. */
  leadScoring: LeadScoring;
  /** What the team teaches it. */
  learning: LeadLearning;
  /** Links leads to the conversations of their numbers. */
  leadLinks: LeadLinks;
  /** By what the codes of campaigns are found. */
  campaigns: KnownCampaigns;
  /** Who of the team looks at what. */
  presence: TeamPresence;
  sessions: SessionManager;
  /** Erases people, and what this desktop keeps of them. */
  erasure: ErasureJob;
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
  merger: ContactMerger;
  /** Takes data out and in. */
  dataExports: DataExports;
  /** Keeps the figures up to date, by these calendars. */
  figures: FigureKeeper;
  /** Writes down what they are made of. */
  figureRecorder: FigureRecorder;
  calendars: TeamCalendars;
  /** Stops accepting, drains, and closes in reverse order. */
  close(): Promise<void>;
}

/** Opens journal and outbox, starts the pipeline and the accounts of this desktop. Rejects with an AppError. */
export async function openWorkplace(input: WorkplaceInput): Promise<Workplace> {
  const closers = new Closers(input.log);
  closers.add(() => input.stores.close());
  try {
    return await buildWorkplace(input, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function buildWorkplace(input: WorkplaceInput, closers: Closers): Promise<Workplace> {
  const { user, stores, clock, log, deskId, accessRecorder } = input;
  input.onStep({ step: 'journal' });
  const device = await openDevice(input, closers);
  const { snapshot, files, drafts, health, publish } = device;
  const part: PartInput = { user, stores, clock, log, device, closers, publish };
  const accessLog = await wireAccessLog({ ...part, deskId, accessRecorder });
  // The accounts are built last and used by all that is before them: nothing asks for them until they are there.
  const clientOf: ClientOf = (sessionId) => accounts.sessions.connectedClient(sessionId);
  const ownClientOf: ClientOf = (sessionId) =>
    accounts.leases.holds(sessionId) ? accounts.sessions.sendingClient(sessionId) : null;
  const onJournalled = (): void => ingest.wake();

  const { pace, outbox, consentGate } = await wireOutbox({
    ...part,
    paceSettings: input.paceSettings,
    ownClientOf,
    onNeeded: (sessionId) => accounts.sessions.need(sessionId),
    campaigns: () => campaigns.finder(),
    sourceOf: (sessionId) => accounts.relay.sourceOf(sessionId),
    onJournalled,
  });
  const { sync } = input;
  const leadLinks = new LeadLinks(
    { stores, publish, withOutbox: (message) => outbox.withState(message) },
    { clock, log: log.child('leads') },
  );
  const { identities, lookup, merger } = wirePeople({ ...part, clientOf, leadLinks });
  const { media, pictures } = wireMedia({ ...part, clientOf, outbox, sync });
  const { recorder, figures, calendars } = await wireFigures(part);
  const leadScoring = new LeadScoring({
    rules: stores.leadRules,
    corrections: stores.leadCorrections,
    loadModel: loadLeadModel,
    clock,
    log: log.child('leads'),
  });
  const campaigns = new KnownCampaigns({
    campaigns: stores.campaigns,
    clock,
    log: log.child('campaigns'),
  });
  const arrivals = { lookup, identities, media, leadScoring, leadLinks, campaigns, recorder };
  const ingest = wirePipeline({ ...part, pace, outbox, ...arrivals });

  input.onStep({ step: 'sessions' });
  const { sweep, sweeps } = wireHistory({ ...part, clientOf, identities, onJournalled, sync });
  const accountsInput = { ...input, ...part, outbox, media, sweep, sweeps, onJournalled };
  const accounts = await wireAccounts(accountsInput);
  const { relay, leases, sessions } = accounts;
  const care = await startAccounts(accounts, accountsInput);
  // The first to close of what sends: a send under way still needs its session.
  closers.add(() => outbox.stop());

  const dataExports = await wireDataExports({ ...part, figures });
  const presence = wirePresence(part);
  const { erasure } = startUpkeep({
    ...part,
    outbox,
    presence,
    leadScoring,
    leadLinks,
    campaigns,
    deskId,
    archiveAfterMonths: input.archiveAfterMonths,
    linkedSessions: () => relay.linkedSessions,
  });
  ingest.start();
  media.start();
  health.start();
  figures.start();
  return {
    user,
    deskId,
    stores,
    accessLog,
    outbox,
    files,
    drafts,
    pace,
    consentGate,
    leadScoring,
    learning: new LeadLearning({ stores, scoring: leadScoring, clock }),
    leadLinks,
    campaigns,
    presence,
    sessions,
    erasure,
    media,
    pictures,
    leases,
    care,
    health,
    snapshot,
    sweeps,
    identities,
    merger,
    dataExports,
    figures,
    figureRecorder: recorder,
    calendars,
    publish,
    clock,
    log,
    clientOf: ownClientOf,
    isRunHere: (sessionId) =>
      sessions.list().some((each) => each.sessionId === sessionId && !runsElsewhere(each.state)),
    history: new HistoryOnDemand({
      stores,
      sweep,
      clientOf,
      sourceOf: (sessionId) => relay.sourceOf(sessionId),
    }),
    close: () => closers.close(),
  };
}

function runsElsewhere(state: SessionState): boolean {
  return state.kind === 'standby' && state.reason === 'held_elsewhere';
}
