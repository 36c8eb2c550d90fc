import type { Workplace } from '../app/workplace.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { MediaAddress } from '../domain/media-address.ts';
import { type MediaAnswer, nothing, serveMedia, wholePicture } from './serve-media.ts';

/** Answers from the workplace that is open, if one is. */
export async function serveAddress(
  workplace: Workplace | null,
  address: MediaAddress,
  range: string | null,
): Promise<MediaAnswer> {
  if (!workplace) return nothing(503);
  try {
    if (address.kind === 'picture') {
      const picture = await workplace.pictures.find(address.conversationId);
      // Most have none that we may see: that is no error, which a page would complain about.
      return picture ? wholePicture(picture) : nothing(204);
    }
    return await serveMedia(workplace.stores, address, range);
  } catch (error) {
    if (isUnreachable(error)) return nothing(address.kind === 'picture' ? 204 : 503);
    workplace.log.warn('A file could not be served', { error });
    return nothing(500);
  }
}
