import { Emitter } from './emitter.ts';
import { Model } from './model.ts';
import { server } from './server-connection.ts';

export class SocketModel extends Model {
  declare state: string;
  declare stream: string;
  declare hasSynced: boolean;
  /** Set by the session, which wipes the credentials and leaves the page. */
  declare onLoggedOut: () => void;

  async logout(): Promise<void> {
    await server.request('logout', {});
    // The library still has to get its answer before the page goes away.
    setTimeout(() => this.onLoggedOut(), 30);
  }

  reconnect(): void {
    server.reconnect();
  }

  takeover(): void {
    server.tell('takeover', {});
  }
}

export class ConnectionInfo extends Model {
  declare ref: string | undefined;
}

/** `WAWebSocketModel.Socket`: the connection's state, as the library sees it. */
export const socket = new SocketModel({
  state: 'UNLAUNCHED',
  stream: 'DISCONNECTED',
  hasSynced: false,
});

/** `WAWebConnModel.Conn`: the QR's ref before linking, the account after it. */
export const connectionInfo = new ConnectionInfo({
  ref: undefined,
  pushname: undefined,
  platform: 'android',
  wid: undefined,
  battery: undefined,
  plugged: undefined,
  phone: undefined,
  canSetMyPushname: () => true,
});

/** `WAWebCmd.Cmd` carries its commands as own functions, added by the modules. */
export const commands = new Emitter();

export const sync = { progress: 0 };

export function setState(state: string): void {
  socket.set({ state, stream: state === 'CONNECTED' ? 'CONNECTED' : 'DISCONNECTED' });
}

export function refreshQr(): void {
  server.tell('refreshQr', {});
}

/** Resolves when the page can talk to the server as the linked account, at once if it can now. */
export async function untilConnected(): Promise<void> {
  while (!(server.isOpen && socket.state === 'CONNECTED')) {
    await new Promise<void>((resolve) => socket.once('change:state', () => resolve()));
  }
}
