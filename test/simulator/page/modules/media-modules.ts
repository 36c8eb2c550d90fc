import { randomHex } from '../bytes.ts';
import {
  downloadAndMaybeDecrypt,
  encryptAndUpload,
  getOrCreateMediaObject,
  OpaqueData,
  prepRawMedia,
  toWebpSticker,
  uploadMedia,
} from '../media.ts';

const doNothing = (): void => undefined;

/** Pictures and files, up and down. */
export const mediaModules: Record<string, unknown> = {
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: { prepRawMedia },
  WAWebMediaStorage: { getOrCreateMediaObject },
  WAWebMmsMediaTypes: {
    msgToMediaType: ({ type }: { type: string }) => type,
    castToV4: (type: string) => type,
  },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => true },
  WAWebMediaInMemoryBlobCache: { InMemoryMediaBlobCache: { put: doNothing } },
  WAWebMediaMmsV4Upload: { uploadMedia, uploadUnencryptedMedia: uploadMedia },
  WAWebUploadManager: { encryptAndUpload },
  WAWebStartMediaUploadQpl: { startMediaUploadQpl: () => ({}) },
  WAMediaCalculateFilehash: { getRandomFilehash: () => Promise.resolve(randomHex(16)) },
  WAWebDownloadManager: { downloadManager: { downloadAndMaybeDecrypt } },
  WAWebImageUtils: { toWebpSticker },
};
