import { fromBase64, nowSeconds, randomHex, sha256Base64, sleep, toBase64 } from './bytes.ts';
import { quirks } from './config.ts';
import { Model } from './model.ts';

export class MediaData extends Model {
  static override readonly transient = ['mediaBlob'];
  declare mediaStage: string;
}

/** A file as the page passes it around; it never leaves the page as JSON. */
export class OpaqueData {
  readonly type: string;
  readonly #blob: Blob;
  #url: string | null = null;

  constructor(blob: Blob, mimetype: string) {
    this.#blob = blob;
    this.type = mimetype === '' ? blob.type : mimetype;
  }

  static createFromData(data: Blob | OpaqueData, mimetype: string): Promise<OpaqueData> {
    return Promise.resolve(
      new OpaqueData(data instanceof OpaqueData ? data.formData() : data, mimetype),
    );
  }

  get size(): number {
    return this.#blob.size;
  }

  url(): string {
    this.#url ??= URL.createObjectURL(this.#blob);
    return this.#url;
  }

  formData(): Blob {
    return this.#blob;
  }

  autorelease(): void {
    setTimeout(() => {
      if (this.#url !== null) URL.revokeObjectURL(this.#url);
    }, 1_000);
  }

  toJSON(): undefined {
    return undefined;
  }
}

interface MediaObject {
  readonly filehash: string;
  readonly contentInfo: object;
  type: string | undefined;
  size: number | undefined;
  mimetype: string | undefined;
  consolidate(media: { type: string; size: number; mimetype: string }): void;
}

const mediaObjects = new Map<string, MediaObject>();
/** What was prepared for upload, by file hash. */
const prepared = new Map<string, Blob>();

export function getOrCreateMediaObject(filehash: string): MediaObject {
  const known = mediaObjects.get(filehash);
  if (known !== undefined) return known;
  const created: MediaObject = {
    filehash,
    contentInfo: {},
    type: undefined,
    size: undefined,
    mimetype: undefined,
    consolidate({ type, size, mimetype }) {
      Object.assign(this, { type, size, mimetype });
    },
  };
  mediaObjects.set(filehash, created);
  return created;
}

interface PrepareOptions {
  readonly asDocument?: boolean;
  readonly asSticker?: boolean;
  readonly asGif?: boolean;
  readonly isPtt?: boolean;
}

function messageTypeOf(mimetype: string, options: PrepareOptions): string {
  if (options.asDocument) return 'document';
  if (options.asSticker) return 'sticker';
  if (mimetype.startsWith('image/')) return 'image';
  if (mimetype.startsWith('video/')) return 'video';
  if (mimetype.startsWith('audio/')) return options.isPtt ? 'ptt' : 'audio';
  return 'document';
}

const longestPreviewSide = 72;

/** Size and preview of a picture. Like the real page, refuses one that cannot be decoded. */
async function pictureFields(blob: Blob): Promise<object> {
  try {
    const bitmap = await createImageBitmap(blob);
    const { width, height } = bitmap;
    const scale = Math.min(1, longestPreviewSide / Math.max(width, height));
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    );
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.6 });
    const preview = toBase64(new Uint8Array(await jpeg.arrayBuffer()));
    return { width, height, fullWidth: width, fullHeight: height, preview };
  } catch (cause) {
    throw new Error('media-fault: image could not be decoded', { cause });
  }
}

export function prepRawMedia(opaque: OpaqueData, options: PrepareOptions) {
  return {
    async waitForPrep(): Promise<MediaData> {
      const blob = opaque.formData();
      const mimetype = opaque.type === '' ? 'application/octet-stream' : opaque.type;
      const type = messageTypeOf(mimetype, options);
      const isPicture = type === 'image' || type === 'sticker';
      const filename = blob instanceof File ? blob.name : 'file';
      const filehash = await sha256Base64(blob);
      const fields = isPicture ? await pictureFields(blob) : {};
      prepared.set(filehash, blob);
      return new MediaData({
        type,
        mimetype,
        filehash,
        size: blob.size,
        isGif: options.asGif === true,
        mediaBlob: opaque,
        mediaStage: 'RESOLVED',
        ...(type === 'document' ? { filename } : {}),
        ...fields,
      });
    },
  };
}

export const mediaUrl = (directPath: string): string => `/mms${directPath}`;

interface UploadTicket {
  readonly url: string;
  readonly directPath: string;
  readonly mediaKey: string;
  readonly encFilehash: string;
}

interface UploadOptions {
  readonly mimetype: string;
  readonly mediaObject: MediaObject;
}

async function upload(body: Blob | null, mimetype: string): Promise<UploadTicket> {
  const { uploadFails, uploadMs } = quirks();
  if (uploadMs !== undefined) await sleep(uploadMs);
  if (uploadFails) throw new Error('upload failed: 507');
  const headers = { 'content-type': mimetype };
  const response = await fetch('/mms/upload', { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`upload failed: ${response.status}`);
  // Page and server are one program.
  return (await response.json()) as UploadTicket;
}

/** What the library sends stickers with. */
export async function encryptAndUpload({ blob, mediaKey }: { blob: Blob; mediaKey: string }) {
  const ticket = await upload(blob, 'image/webp');
  return { ...ticket, mediaKey, mediaKeyTimestamp: nowSeconds() };
}

export async function uploadMedia({ mimetype, mediaObject: { filehash } }: UploadOptions) {
  const ticket = await upload(prepared.get(filehash) ?? null, mimetype);
  prepared.delete(filehash);
  return {
    mediaEntry: {
      mmsUrl: ticket.url,
      deprecatedMms3Url: ticket.url,
      directPath: ticket.directPath,
      mediaKey: ticket.mediaKey,
      mediaKeyTimestamp: nowSeconds(),
      encFilehash: ticket.encFilehash,
      uploadHash: ticket.encFilehash,
      sidecar: undefined,
      firstFrameSidecar: undefined,
      handle: `h${randomHex(4)}`,
    },
  };
}

interface DownloadOptions {
  readonly directPath: string;
  readonly filehash: string;
  readonly signal: AbortSignal;
  readonly downloadQpl: { addAnnotations(annotations: object): { addPoint(name: string): void } };
}

class MediaNotFoundError extends Error {
  override readonly name = 'MediaNotFoundError';
  readonly status: number;

  constructor(status: number) {
    super(`media answered ${status}`);
    this.status = status;
  }
}

export async function downloadAndMaybeDecrypt(options: DownloadOptions): Promise<ArrayBuffer> {
  // The real one fails without a performance log, so this one uses it as well.
  options.downloadQpl.addAnnotations({}).addPoint('start');
  const response = await fetch(mediaUrl(options.directPath), { signal: options.signal });
  if (!response.ok) throw new MediaNotFoundError(response.status);
  const blob = await response.blob();
  if ((await sha256Base64(blob)) !== options.filehash) {
    throw new Error('media-fault: the hash of the file does not match');
  }
  return blob.arrayBuffer();
}

/** Whether a file is still there: the stage that `downloadMedia` leaves behind. */
export async function probeMedia(directPath: string): Promise<string> {
  try {
    const { ok, status } = await fetch(mediaUrl(directPath), { method: 'HEAD' });
    if (ok) return 'RESOLVED';
    return status === 410 ? 'REUPLOADING' : 'ERROR_MISSING';
  } catch {
    // The stage is how a failed fetch is reported.
    return 'ERROR_NETWORK';
  }
}

export async function toWebpSticker(file: Blob): Promise<Blob> {
  const canvas = new OffscreenCanvas(512, 512);
  canvas.getContext('2d')?.drawImage(await createImageBitmap(file), 0, 0, 512, 512);
  return canvas.convertToBlob({ type: 'image/webp' });
}

export const base64Tools = {
  encodeB64: (bytes: Uint8Array | ArrayBuffer): string => toBase64(new Uint8Array(bytes)),
  decodeB64: fromBase64,
};
