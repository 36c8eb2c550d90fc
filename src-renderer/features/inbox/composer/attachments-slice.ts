import type { DraftFile } from '../../../../src-preload/contract/draft.ts';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { UploadId } from '../../../../src-preload/contract/outgoing.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { AttachmentsSlice, ComposerExtras, SliceAccess } from '../inbox-state.ts';
import { type AttachedFile, formOf, isTooLarge } from './attached-file.ts';
import { extrasOf } from './composer-extras-of.ts';
import { pictureOf } from './picture-of.ts';
import { nameOf, typeOf, uploadFile } from './upload-file.ts';

interface Attachments extends AttachmentsSlice {
  /** Hands a file over, or waits until it is; rejects when main cannot take it. */
  readonly uploadOf: (conversationId: ConversationId, key: string) => Promise<UploadId>;
  /** It was sent: what main has of it is the outbox's. */
  readonly takeAway: (conversationId: ConversationId, key: string) => void;
  /** What went with a draft when the app ended. */
  readonly restoreFiles: (conversationId: ConversationId, files: readonly DraftFile[]) => void;
}

/** The files that go with what is written: main gets them while the person still writes, one after the other. */
export function createAttachments(
  { bridge }: Pick<StoreDependencies, 'bridge'>,
  { get }: Pick<SliceAccess, 'get'>,
  setExtras: (conversationId: ConversationId, change: Partial<ComposerExtras>) => void,
  leaveEditing: (conversationId: ConversationId) => void,
): Attachments {
  /** What is handed over, and how far that is; only of this window's own files. */
  const sources = new Map<string, File>();
  const uploads = new Map<string, Promise<UploadId>>();
  let latest: Promise<unknown> = Promise.resolve();
  let made = 0;

  /** Wherever it is now: what is set aside for a change is handed over all the same. */
  const setFiles = (
    conversationId: ConversationId,
    change: (files: readonly AttachedFile[]) => readonly AttachedFile[],
  ): void => {
    const { files, aside } = extrasOf(get(), conversationId);
    setExtras(conversationId, {
      files: change(files),
      ...(aside && { aside: { ...aside, files: change(aside.files) } }),
    });
  };
  const changeFile = (
    conversationId: ConversationId,
    key: string,
    change: Partial<AttachedFile>,
  ): void =>
    setFiles(conversationId, (files) =>
      files.map((file) => (file.key === key ? { ...file, ...change } : file)),
    );
  const find = (conversationId: ConversationId, key: string): AttachedFile | undefined => {
    const { files, aside } = extrasOf(get(), conversationId);
    return [...files, ...(aside?.files ?? [])].find((file) => file.key === key);
  };

  const takeAway = (conversationId: ConversationId, key: string): void => {
    setFiles(conversationId, (files) => files.filter((file) => file.key !== key));
    sources.delete(key);
  };

  const upload = async (conversationId: ConversationId, key: string): Promise<UploadId> => {
    const source = sources.get(key);
    if (source === undefined || find(conversationId, key) === undefined) {
      throw new Error('The file was taken away');
    }
    changeFile(conversationId, key, { hasFailed: false, progress: 0 });
    const uploadId = await uploadFile(bridge, source, (progress) =>
      changeFile(conversationId, key, { progress }),
    );
    if (find(conversationId, key) === undefined) {
      await bridge.invoke('upload.discard', { uploadId });
      throw new Error('The file was taken away');
    }
    changeFile(conversationId, key, { uploadId, progress: 1 });
    return uploadId;
  };

  const uploadOf = (conversationId: ConversationId, key: string): Promise<UploadId> => {
    const known = find(conversationId, key)?.uploadId;
    if (known) return Promise.resolve(known);
    const begun = uploads.get(key);
    if (begun) return begun;
    // One after the other: a hundred files must not be in memory at once.
    const work = latest
      .then(() => upload(conversationId, key))
      .catch((error: unknown) => {
        changeFile(conversationId, key, { hasFailed: true, progress: 0 });
        throw error;
      });
    latest = work.catch(() => undefined);
    uploads.set(key, work);
    const forget = (): void => void uploads.delete(key);
    work.then(forget, forget);
    return work;
  };

  return {
    uploadOf,

    attach(conversationId, files, voice) {
      leaveEditing(conversationId);
      const known = extrasOf(get(), conversationId).files;
      const added = files.map((file): AttachedFile => {
        const key = `file-${(made += 1)}`;
        sources.set(key, file);
        return {
          key,
          fileName: nameOf(file),
          mimeType: typeOf(file),
          fileSize: file.size,
          form: voice === undefined ? formOf(file) : 'voice_note',
          caption: '',
          preview: null,
          duration: voice?.duration ?? null,
          uploadId: null,
          progress: 0,
          hasFailed: false,
        };
      });
      setExtras(conversationId, { files: [...known, ...added] });
      for (const file of added) {
        const source = sources.get(file.key);
        if (source === undefined) continue;
        void pictureOf(source).then((preview) => {
          if (preview !== null) changeFile(conversationId, file.key, { preview });
        });
        if (isTooLarge(file)) continue;
        uploadOf(conversationId, file.key).catch(() => {
          // It is said beside the file, and sending tries again.
        });
      }
    },

    restoreFiles(conversationId, files) {
      const restored = files.map((file): AttachedFile => ({
        ...file,
        key: `file-${(made += 1)}`,
        progress: 1,
        hasFailed: false,
      }));
      if (restored.length === 0) return;
      const { files: now } = extrasOf(get(), conversationId);
      setExtras(conversationId, { files: [...restored, ...now] });
    },

    takeAway,

    detach(conversationId, key) {
      const uploadId = find(conversationId, key)?.uploadId;
      takeAway(conversationId, key);
      if (uploadId) void bridge.invoke('upload.discard', { uploadId });
    },

    moveFile(conversationId, key, by) {
      setFiles(conversationId, (files) => {
        const from = files.findIndex((file) => file.key === key);
        const moved = files[from];
        const to = from + by;
        if (moved === undefined || to < 0 || to >= files.length) return files;
        return files.toSpliced(from, 1).toSpliced(to, 0, moved);
      });
    },

    captionFile: (conversationId, key, caption) => changeFile(conversationId, key, { caption }),

    async soundOf(conversationId, key) {
      const source = sources.get(key);
      if (source !== undefined) return source.arrayBuffer();
      const file = find(conversationId, key);
      if (!file?.uploadId) return null;
      const whole = new Uint8Array(file.fileSize);
      for (let offset = 0; offset < file.fileSize;) {
        const piece = await bridge.invoke('upload.read', { uploadId: file.uploadId, offset });
        if (!piece.ok || piece.value.bytes.length === 0) return null;
        whole.set(piece.value.bytes, offset);
        offset += piece.value.bytes.length;
      }
      return whole.buffer;
    },

    allowMicrophone: () => call(bridge, 'desktop.allowMicrophone', {}),

    async releaseMicrophone() {
      await bridge.invoke('desktop.releaseMicrophone', {});
    },
  };
}
