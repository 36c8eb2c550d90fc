import type { Workplace } from '../app/workplace.ts';
import type { MediaAddress } from '../domain/media-address.ts';
import { type MediaAnswer, nothing, serveMedia } from './serve-media.ts';

/** Answers from the workplace that is open, if one is. */
export async function serveAddress(
  workplace: Workplace | null,
  address: MediaAddress,
  range: string | null,
): Promise<MediaAnswer> {
  if (!workplace) return nothing(503);
  if (address.kind === 'picture') return nothing(404);
  try {
    return await serveMedia(workplace.stores, address, range);
  } catch (error) {
    workplace.log.warn('A file could not be served', { error });
    return nothing(500);
  }
}
