import { createHash, randomBytes } from 'node:crypto';

/** What is wrong with a file on WhatsApp's servers. */
export interface MediaTrouble {
  /** The HTTP status that is answered instead of the data: 404 expired, 410 must be uploaded again. */
  gone?: 404 | 410 | null | undefined;
  /** How long the servers take before they give it. */
  slowMs?: number | undefined;
  /** Other bytes arrive than were sent, which the page notices. */
  isCorrupt?: boolean | undefined;
}

export interface StoredMedia {
  readonly data: Uint8Array;
  readonly mimetype: string;
  readonly trouble: MediaTrouble;
}

export interface MediaTicket {
  readonly directPath: string;
  readonly url: string;
  readonly encFilehash: string;
  readonly mediaKey: string;
}

/** Uploaded files by their direct path. Every upload has a path of its own, as each has its own key on WhatsApp. */
export class MediaStore {
  readonly #files = new Map<string, StoredMedia>();

  put(data: Uint8Array, mimetype: string): MediaTicket {
    const encFilehash = createHash('sha256')
      .update(data)
      .update(randomBytes(8))
      .digest('base64url');
    const directPath = `/v/t62.7118-24/${encFilehash}.enc`;
    this.#files.set(directPath, { data, mimetype, trouble: {} });
    return {
      directPath,
      url: `https://mmg.whatsapp.net${directPath}`,
      encFilehash,
      mediaKey: randomBytes(32).toString('base64'),
    };
  }

  get(directPath: string): StoredMedia | undefined {
    return this.#files.get(directPath);
  }
}
