import type { SessionId } from '../../../src-preload/contract/ids.ts';
import { feedPosition } from '../../journal/feed-position.ts';
import type { Log } from '../../log/log.ts';
import type { LeadLinks } from '../../leads/lead-links.ts';
import type { KnownCampaigns } from '../../leads/known-campaigns.ts';
import type { LeadScoring } from '../../leads/lead-scoring.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Stores } from '../../store/stores.ts';
import { clearDevice } from '../../erasure/clear-device.ts';
import { ArchiveJob } from '../archive-job.ts';
import { ErasureJob } from '../erasure-job.ts';
import { NameIndexJob } from '../name-index-job.ts';
import { RetentionJob } from '../retention-job.ts';
import { LiveUpdates } from '../live-updates.ts';
import type { TeamPresence } from '../presence/team-presence.ts';
import type { PartInput } from './workplace-parts.ts';

/** How often the statistics of the sessions are brought up to date, in milliseconds. */
const STATISTICS_MS = 30_000;

/** Starts what goes on beside the messages: the archive, the statistics, and what other desktops have changed. */
export function startUpkeep({
  stores,
  device,
  publish,
  clock,
  log,
  closers,
  outbox,
  presence,
  leadScoring,
  leadLinks,
  campaigns,
  deskId,
  archiveAfterMonths,
  linkedSessions,
}: PartInput & {
  outbox: Outbox;
  presence: TeamPresence;
  leadScoring: LeadScoring;
  leadLinks: LeadLinks;
  campaigns: KnownCampaigns;
  deskId: string;
  archiveAfterMonths(): number;
  linkedSessions(): SessionId[];
}): { erasure: ErasureJob } {
  const archive = new ArchiveJob({
    archive: stores.archive,
    idleMonths: archiveAfterMonths,
    onProgress: (done, total) =>
      publish('desktop.taskProgressed', { task: 'archive', done, total }),
    clock,
    log: log.child('archive'),
  });
  closers.add(() => archive.stop());
  archive.start();
  const retention = new RetentionJob({
    stores,
    deskId,
    onChanged: () => publish('retention.changed', {}),
    clock,
    log: log.child('retention'),
  });
  closers.add(() => retention.stop());
  retention.start();
  const erasure = new ErasureJob({
    stores,
    clearDevice: (conversationIds, signal) =>
      clearDevice({ device, outbox, stores, conversationIds, clock, signal }),
    onCleared: () => publish('changes.missed', { conversationId: null }),
    onChanged: () => publish('erasure.changed', {}),
    clock,
    log: log.child('erasure'),
  });
  closers.add(() => erasure.stop());
  erasure.start();
  const names = new NameIndexJob({
    conversations: stores.conversations,
    clock,
    log: log.child('names'),
  });
  closers.add(() => names.stop());
  names.start();
  closers.add(keepStatistics(linkedSessions, stores, log));
  const live = new LiveUpdates({
    stores,
    position: feedPosition(device.database),
    deskId,
    publish,
    presence,
    onLeadRules: () => leadScoring.forget(),
    onWaitingLead: () => leadLinks.forget(),
    onCampaigns: () => campaigns.forget(),
    onErasures: () => erasure.wake(),
    withOutbox: (message) => outbox.withState(message),
    clock,
    log: log.child('live'),
  });
  closers.add(() => live.stop());
  live.start();
  return { erasure };
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
