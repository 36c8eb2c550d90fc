import type { DraftFile } from '../../../../src-preload/contract/draft.ts';
import { MAXIMUM_MEDIA_BYTES } from '../../../../src-preload/contract/message-content.ts';
import type { FileForm, UploadId } from '../../../../src-preload/contract/outgoing.ts';

/** A file that goes with what is being written. */
export interface AttachedFile extends Omit<DraftFile, 'uploadId'> {
  /** Its name among all files of this window. */
  readonly key: string;
  /** Null until main has all of it. */
  readonly uploadId: UploadId | null;
  /** How much of it main has, from 0 to 1. */
  readonly progress: number;
  /** Main could not take it; sending tries again. */
  readonly hasFailed: boolean;
}

/** As what WhatsApp shows a file that a person attached. */
export function formOf({ type }: Pick<File, 'type'>): FileForm {
  if (/^image\/(?:png|jpeg|webp)$/.test(type)) return 'image';
  if (type === 'video/mp4') return 'video';
  return /^audio\/(?:mpeg|mp4|aac|ogg)/.test(type) ? 'audio' : 'document';
}

/** WhatsApp shows no words with a voice, a piece of music or a sticker. */
export function carriesCaption({ form }: Pick<AttachedFile, 'form'>): boolean {
  return form === 'image' || form === 'video' || form === 'document';
}

/** Whether WhatsApp cannot take it. */
export function isTooLarge({ fileSize }: Pick<AttachedFile, 'fileSize'>): boolean {
  return fileSize > MAXIMUM_MEDIA_BYTES;
}

export interface PlannedMessage {
  readonly text: string;
  readonly file: AttachedFile | null;
  /** Whether it carries what stands in the field. */
  readonly hasField: boolean;
}

/**
 * One message for each file, in order. What stands in the field goes with the first one; where that has words of its
 * own or carries none, behind all of them as a message of its own.
 */
export function planMessages(text: string, files: readonly AttachedFile[]): PlannedMessage[] {
  const [first] = files;
  const joinsFirst = first !== undefined && carriesCaption(first) && first.caption.trim() === '';
  const ofFiles = files.map((file): PlannedMessage => {
    const hasField = joinsFirst && file === first;
    return { text: hasField ? text : file.caption, file, hasField };
  });
  if (joinsFirst || text.trim() === '') return ofFiles;
  return [...ofFiles, { text, file: null, hasField: true }];
}
