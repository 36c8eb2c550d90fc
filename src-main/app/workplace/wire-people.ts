import { ContactMerger } from '../../contacts/contact-merger.ts';
import { ContactLookup } from '../../ingest/contact-lookup.ts';
import type { LeadLinks } from '../../leads/lead-links.ts';
import { IdentityResolver } from '../../ingest/identity-resolver.ts';
import type { ClientOf, PartInput } from './workplace-parts.ts';

/** Who is who: ids of one person, contacts that the team merges, and the names of people who are new. */
export function wirePeople({
  stores,
  device,
  publish,
  clock,
  log,
  closers,
  clientOf,
  leadLinks,
}: PartInput & { clientOf: ClientOf; leadLinks: LeadLinks }): {
  identities: IdentityResolver;
  lookup: ContactLookup;
  merger: ContactMerger;
} {
  const identities = new IdentityResolver({
    stores,
    clientOf,
    publish,
    clock,
    log: log.child('identities'),
  });
  closers.add(() => identities.stop());
  const lookup = new ContactLookup({
    stores,
    clientOf,
    publish,
    identities,
    isBusy: () => device.journal.waiting > 0,
    onStored: (talks) => leadLinks.ofTalks(talks),
    clock,
    log: log.child('contacts'),
  });
  closers.add(() => lookup.stop());
  const merger = new ContactMerger({ stores, publish, log: log.child('contacts') });
  const left = merger.finishLeft();
  closers.add(() => left);
  return { identities, lookup, merger };
}
