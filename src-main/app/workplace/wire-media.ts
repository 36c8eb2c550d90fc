import { MediaFetcher } from '../../media/media-fetcher.ts';
import { ProfilePictures } from '../../media/profile-pictures.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { WorkplaceInput } from './workplace-input.ts';
import type { ClientOf, PartInput } from './workplace-parts.ts';

/** What brings the files of messages, and the pictures of people. */
export function wireMedia({
  stores,
  publish,
  clock,
  log,
  closers,
  clientOf,
  outbox,
  sync,
}: PartInput & { clientOf: ClientOf; outbox: Outbox } & Pick<WorkplaceInput, 'sync'>): {
  media: MediaFetcher;
  pictures: ProfilePictures;
} {
  const media = new MediaFetcher({
    stores,
    clientOf,
    publish,
    limitMb: () => sync().autoDownloadMb,
    withOutbox: (message) => outbox.withState(message),
    clock,
    random: Math.random,
    log: log.child('media'),
  });
  closers.add(() => media.stop());
  const pictures = new ProfilePictures({
    store: stores.pictures,
    clientOf,
    publish,
    clock,
    log: log.child('pictures'),
  });
  closers.add(() => pictures.stop());
  return { media, pictures };
}
