import { connect, createServer } from 'node:net';
import { BSON, type Document } from 'bson';
import { parseWireRequest, WIRE_FRAMING } from '../documentdb/gateway/wire-message.ts';
import { readFrames } from '../documentdb/postgres/frame-reader.ts';

/** A line to MongoDB that notes every command which is sent over it. */
export interface CommandTap {
  /** The server's address by way of the tap. */
  readonly url: string;
  /** What was sent until now: the commands themselves, without the documents of batches. */
  readonly commands: readonly Document[];
  stop(): Promise<void>;
}

export async function commandTap(url: string): Promise<CommandTap> {
  const target = new URL(url);
  const commands: Document[] = [];
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    readFrames(near, WIRE_FRAMING, (frame) => {
      commands.push(BSON.deserialize(parseWireRequest(frame).body));
    });
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const listening = server.address();
  if (!listening || typeof listening === 'string') throw new Error('The tap has no port');
  const address = new URL(url);
  address.port = String(listening.port);
  // Otherwise the driver goes where the server says that it is, past the tap.
  address.searchParams.set('directConnection', 'true');
  return {
    url: address.href,
    commands,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
