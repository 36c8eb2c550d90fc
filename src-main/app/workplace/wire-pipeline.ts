import type { FigureRecorder } from '../../analytics/figure-recorder.ts';
import type { ContactLookup } from '../../ingest/contact-lookup.ts';
import type { IdentityResolver } from '../../ingest/identity-resolver.ts';
import { Ingest } from '../../ingest/ingest.ts';
import { TeamReaders } from '../../ingest/team-readers.ts';
import type { LeadLinks } from '../../leads/lead-links.ts';
import type { KnownCampaigns } from '../../leads/known-campaigns.ts';
import type { LeadScoring } from '../../leads/lead-scoring.ts';
import type { MediaFetcher } from '../../media/media-fetcher.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { expiredHistory } from '../../retention/expired-history.ts';
import type { Governor } from '../../pace/governor.ts';
import { whatsappTranslators as translators } from '../../whatsapp/translators/whatsapp-translators.ts';
import { observeAnswers } from '../observe-answers.ts';
import type { PartInput } from './workplace-parts.ts';

/** The pipeline from the journal to the databases; it is not started yet. */
export function wirePipeline({
  stores,
  device: { journal, health },
  publish,
  clock,
  log,
  closers,
  pace,
  outbox,
  lookup,
  identities,
  media,
  leadScoring,
  leadLinks,
  campaigns,
  recorder,
}: PartInput & {
  pace: Governor;
  outbox: Outbox;
  lookup: ContactLookup;
  identities: IdentityResolver;
  media: MediaFetcher;
  leadScoring: LeadScoring;
  leadLinks: LeadLinks;
  campaigns: KnownCampaigns;
  recorder: FigureRecorder;
}): Ingest {
  const observe = observeAnswers((conversationId) => {
    pace.noteAnswer(conversationId);
    outbox.noteAnswer(conversationId);
  });
  const readers = new TeamReaders({ users: stores.users, clock, log });
  const ingest = new Ingest({
    journal,
    translators,
    clock,
    random: Math.random,
    log: log.child('ingest'),
    onOutage: () => health.check(),
    context: {
      stores,
      figures: recorder,
      publish: (event, payload) => {
        publish(event, payload);
        observe(event, payload);
      },
      scorers: () => leadScoring.scorers(),
      linkLeads: (talks) => leadLinks.ofTalks(talks),
      campaigns: () => campaigns.finder(),
      expiredBefore: expiredHistory(stores, clock),
      readers: () => readers.read(),
      withOutbox: (message) => outbox.withState(message),
      onNewContact: ({ sessionId, accountId, chatId }, conversationId) =>
        lookup.add({ sessionId, accountId, whatsappId: chatId, conversationId }),
      onIdentities: (batch, people) => identities.noteWritten(batch, people),
      onWaitingMedia: ({ sessionId }, conversationId, messageId) =>
        media.add(sessionId, { conversationId, messageId }),
    },
  });
  closers.add(() => ingest.stop());
  return ingest;
}
