import { HistorySweep } from '../../ingest/history-sweep.ts';
import type { IdentityResolver } from '../../ingest/identity-resolver.ts';
import { syncContacts } from '../../ingest/sync-contacts.ts';
import { whatsappTranslators as translators } from '../../whatsapp/translators/whatsapp-translators.ts';
import { SweepSchedule } from '../sweep-schedule.ts';
import type { ClientOf, PartInput } from './workplace-parts.ts';
import type { WorkplaceInput } from './workplace-input.ts';

/** What compares WhatsApp with the databases, and when it does. */
export function wireHistory({
  stores,
  device: { journal },
  publish,
  clock,
  log,
  closers,
  clientOf,
  identities,
  onJournalled,
  sync,
}: PartInput & {
  clientOf: ClientOf;
  identities: IdentityResolver;
  onJournalled(): void;
  sync: WorkplaceInput['sync'];
}): { sweep: HistorySweep; sweeps: SweepSchedule } {
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
        log: log.child('contacts'),
        noteIdentities: (people, source) =>
          identities.note({ sessionId, accountId }, people, source),
      }),
    onJournalled,
    onProgress: (progress) => publish('session.syncProgress', progress),
    days: () => sync().historyDays,
    clock,
    log: log.child('sweep'),
  });
  const sweeps = new SweepSchedule({
    run: (session, client, kind) => sweep.run(session, client, kind),
    clientOf,
    minutes: () => sync().sweepMinutes,
    clock,
    random: Math.random,
    log: log.child('sweep'),
  });
  closers.add(async () => {
    journal.stopWaiting();
    await sweeps.stop();
  });
  return { sweep, sweeps };
}
