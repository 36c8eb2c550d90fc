import type { MediaFile } from '../world/compose-message.ts';

export type OutgoingFile = MediaFile;

/** The same file as commands carry it. */
export function fileForTransfer({ data, ...rest }: OutgoingFile) {
  return { ...rest, base64: Buffer.from(data).toString('base64') };
}
