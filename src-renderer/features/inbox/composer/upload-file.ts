import type { Bridge } from '../../../../src-preload/contract/contract.ts';
import {
  type FileForm,
  MAXIMUM_PIECE_BYTES,
  type UploadId,
} from '../../../../src-preload/contract/outgoing.ts';
import { call } from '../../../bridge/call.ts';

/** As what WhatsApp shows a file that a person attached. */
export function formOf({ type }: Pick<File, 'type'>): FileForm {
  if (/^image\/(?:png|jpeg|webp)$/.test(type)) return 'image';
  if (type === 'video/mp4') return 'video';
  return /^audio\/(?:mpeg|mp4|aac|ogg)/.test(type) ? 'audio' : 'document';
}

/** Hands a file to main, piece by piece. */
export async function uploadFile(bridge: Bridge, file: File): Promise<UploadId> {
  const { uploadId } = await call(bridge, 'upload.begin', {
    // What is pasted has no name.
    fileName: file.name === '' ? 'file' : file.name.slice(-255),
    mimeType: file.type === '' ? 'application/octet-stream' : file.type,
    fileSize: file.size,
  });
  try {
    for (let offset = 0; offset < file.size; offset += MAXIMUM_PIECE_BYTES) {
      const piece = await file.slice(offset, offset + MAXIMUM_PIECE_BYTES).arrayBuffer();
      await call(bridge, 'upload.append', { uploadId, offset, bytes: new Uint8Array(piece) });
    }
    return uploadId;
  } catch (error) {
    await bridge.invoke('upload.discard', { uploadId });
    throw error;
  }
}
