import type { Bridge } from '../../../../src-preload/contract/contract.ts';
import { MAXIMUM_PIECE_BYTES, type UploadId } from '../../../../src-preload/contract/outgoing.ts';
import { call } from '../../../bridge/call.ts';

/** The name that main gets; what is pasted has none. */
export function nameOf({ name }: Pick<File, 'name'>): string {
  return name === '' ? 'file' : name.slice(-255);
}

/** @param onProgress called with how much main has, from 0 to 1 */
export async function uploadFile(
  bridge: Bridge,
  file: File,
  onProgress: (progress: number) => void,
): Promise<UploadId> {
  const { uploadId } = await call(bridge, 'upload.begin', {
    fileName: nameOf(file),
    mimeType: typeOf(file),
    fileSize: file.size,
  });
  try {
    for (let offset = 0; offset < file.size; offset += MAXIMUM_PIECE_BYTES) {
      const piece = await file.slice(offset, offset + MAXIMUM_PIECE_BYTES).arrayBuffer();
      await call(bridge, 'upload.append', { uploadId, offset, bytes: new Uint8Array(piece) });
      onProgress(Math.min(1, (offset + MAXIMUM_PIECE_BYTES) / file.size));
    }
    await call(bridge, 'upload.finish', { uploadId });
    return uploadId;
  } catch (error) {
    await bridge.invoke('upload.discard', { uploadId });
    throw error;
  }
}

export function typeOf({ type }: Pick<File, 'type'>): string {
  return type === '' ? 'application/octet-stream' : type;
}
