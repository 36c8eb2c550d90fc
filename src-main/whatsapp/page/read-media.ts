import type { PageMediaMessage, WhatsAppPage } from './whatsapp-page.ts';

/** What became of a download that was begun in the page. */
export type PageDownload =
  | { state: 'pending' }
  | { state: 'ready'; size: number }
  /** WhatsApp does not have the file any more. */
  | { state: 'gone' }
  | { state: 'too_large'; size: number }
  | { state: 'failed'; why: string }
  /** The page was replaced since. */
  | { state: 'lost' };

interface RunningDownload {
  outcome: Promise<PageDownload>;
  bytes: ArrayBuffer | null;
  abort: AbortController;
}

declare const window: WhatsAppPage & { __deskMedia?: Map<string, RunningDownload> };

export interface MediaInput {
  readonly [key: string]: string | number | boolean;
  /** Names the download in the other scripts. */
  readonly token: string;
  readonly messageId: string;
  /** The whole key of the message, as WhatsApp writes it. */
  readonly messageKey: string;
  readonly fromMe: boolean;
  /** Bytes; what is announced as more is not fetched, and what turns out to be more is let go. */
  readonly limit: number;
}

/**
 * Page script: begins to fetch the file of a message and answers at once, so that no call into the page is open for as
 * long as a slow line takes.
 */
export function beginMedia(input: MediaInput): void {
  const downloads = (window.__deskMedia ??= new Map<string, RunningDownload>());
  const abort = new AbortController();

  const findMessage = async (): Promise<PageMediaMessage | undefined> => {
    const { Msg } = window.require('WAWebCollections');
    const held = Msg.getModelsArray().find(
      (message) => message.id.id === input.messageId && message.id.fromMe === input.fromMe,
    );
    return held ?? (await Msg.getMessagesById([input.messageKey])).messages[0];
  };
  const isGone = (message: PageMediaMessage): boolean => {
    const stage = message.mediaData?.mediaStage;
    return stage === undefined || stage === 'REUPLOADING' || stage === 'ERROR_MISSING';
  };
  const fetchBytes = async (): Promise<PageDownload> => {
    const message = await findMessage();
    if (message === undefined) return { state: 'failed', why: 'The page has no such message' };
    if (message.mediaData === undefined || !message.directPath) return { state: 'gone' };
    if ((message.size ?? 0) > input.limit) return { state: 'too_large', size: message.size ?? 0 };
    if (message.mediaData.mediaStage !== 'RESOLVED') {
      // What was missing a while ago may be there now: this asks once more, the phone too.
      await message.downloadMedia({ downloadEvenIfExpensive: true, rmrReason: 1 });
      if (isGone(message)) return { state: 'gone' };
      const stage = message.mediaData.mediaStage;
      if (stage === 'FETCHING' || stage.includes('ERROR')) return { state: 'failed', why: stage };
    }
    // It wants somebody to report its progress to.
    const nobody = {
      addAnnotations: () => nobody,
      addPoint: () => nobody,
    };
    const { downloadManager } = window.require('WAWebDownloadManager');
    const bytes = await downloadManager.downloadAndMaybeDecrypt({
      directPath: message.directPath,
      encFilehash: message.encFilehash,
      filehash: message.filehash,
      mediaKey: message.mediaKey,
      mediaKeyTimestamp: message.mediaKeyTimestamp,
      type: message.type,
      signal: abort.signal,
      downloadQpl: nobody,
    });
    if (bytes.byteLength > input.limit) return { state: 'too_large', size: bytes.byteLength };
    const download = downloads.get(input.token);
    if (download !== undefined) download.bytes = bytes;
    return { state: 'ready', size: bytes.byteLength };
  };

  const outcome = fetchBytes().catch((error: unknown): PageDownload => {
    const status = (error as { status?: unknown } | null)?.status;
    return status === 404 || status === 410
      ? { state: 'gone' }
      : { state: 'failed', why: String(error) };
  });
  downloads.set(input.token, { outcome, bytes: null, abort });
}

/** Page script: what became of a download, after so many milliseconds at the latest. */
export async function awaitMedia(token: string, patience: number): Promise<PageDownload> {
  const download = window.__deskMedia?.get(token);
  if (download === undefined) return { state: 'lost' };
  const pending = new Promise<PageDownload>((resolve) => {
    setTimeout(() => resolve({ state: 'pending' }), patience);
  });
  return Promise.race([download.outcome, pending]);
}

/** Page script: a stretch of a file that is ready, in base64; null when the page does not have it any more. */
export function readMediaSlice(token: string, start: number, end: number): Promise<string | null> {
  const bytes = window.__deskMedia?.get(token)?.bytes;
  if (!bytes) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => reject(new Error('A slice of a file could not be read'));
    reader.readAsDataURL(new Blob([new Uint8Array(bytes, start, end - start)]));
  });
}

/** Page script: lets a file go, or gives up fetching it. */
export function dropMedia(token: string): void {
  const download = window.__deskMedia?.get(token);
  window.__deskMedia?.delete(token);
  download?.abort.abort();
}
