import type { Socket } from 'node:net';

/** How a protocol says where a message ends. */
export interface Framing {
  /** Bytes that must have arrived before the length can be read. */
  readonly headLength: number;
  /** The length of the whole message that begins at `offset`. */
  lengthAt(buffer: Buffer, offset: number): number;
}

/**
 * Cuts what a socket receives into whole messages.
 *
 * Chunks are joined only once a message is complete, so that one of many megabytes is copied once.
 */
export function readFrames(
  socket: Socket,
  framing: Framing,
  onFrame: (frame: Buffer) => void,
): void {
  let chunks: Buffer[] = [];
  let received = 0;
  let needed = framing.headLength;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    received += chunk.length;
    if (received < needed) return;
    const buffer = chunks.length > 1 ? Buffer.concat(chunks) : chunk;
    let offset = 0;
    for (;;) {
      needed = framing.headLength;
      if (buffer.length - offset < needed) break;
      needed = framing.lengthAt(buffer, offset);
      if (buffer.length - offset < needed) break;
      onFrame(buffer.subarray(offset, offset + needed));
      offset += needed;
    }
    chunks = offset < buffer.length ? [buffer.subarray(offset)] : [];
    received = buffer.length - offset;
  });
}
