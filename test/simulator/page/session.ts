import type { Bootstrap, Credentials, JournalEntry, PageOrder } from '../protocol/page-events.ts';
import type { Welcome } from '../protocol/page-requests.ts';
import { becomeUser, currentUser } from './account.ts';
import { sleep } from './bytes.ts';
import { putBlocked, putChat, putContact } from './collections.ts';
import { config, quirks } from './config.ts';
import { loadCredentials, saveCredentials, wipeCredentials } from './credentials.ts';
import { applyJournalEntry } from './journal-entries.ts';
import { givePasskey } from './passkey.ts';
import { obeyTestOrder } from './test-orders.ts';
import { preload } from './messages.ts';
import { server } from './server-connection.ts';
import { commands, connectionInfo, setState, socket, sync } from './socket.ts';

/** Who this page is to the server, from the first connection to the logout. */
class Session {
  #credentials: Credentials | null = null;
  /** The last journal entry applied; `null` until the first picture of the world is in. */
  #lastSeq: number | null = null;
  #isCatchingUp = true;
  readonly #waiting: JournalEntry[] = [];

  async start(): Promise<void> {
    this.#credentials = await loadCredentials();
    socket.onLoggedOut = () => void this.#leave('logout', 0);
    if (quirks().noTransport) {
      setState('OPENING');
      return;
    }
    this.#openConnection();
  }

  #openConnection(): void {
    if (this.#credentials !== null) setState('OPENING');
    server.open({
      opened: () => void this.#greet(),
      closed: () => {
        this.#isCatchingUp = true;
        if (socket.state === 'CONNECTED') setState('TIMEOUT');
        setTimeout(() => {
          if (socket.state === 'TIMEOUT') setState('OPENING');
        });
      },
      entry: (entry) => this.#take(entry),
      order: (order) => void this.#obey(order),
    });
  }

  async #greet(): Promise<void> {
    const deviceId = this.#credentials?.deviceId ?? null;
    const welcome = await server
      .request('hello', { deviceId, lastSeq: this.#lastSeq })
      .catch((error: unknown) => console.debug('hello', error));
    // The connection was lost again; the next one greets anew.
    if (welcome) await this.#enter(welcome);
  }

  async #enter(welcome: Welcome): Promise<void> {
    switch (welcome.status) {
      case 'unpaired':
        connectionInfo.set({ ref: welcome.ref });
        setState('UNPAIRED');
        return;
      case 'unauthorized':
        await this.#leave('logout_from_bridge', 1);
        return;
      case 'fresh':
        this.#populate(welcome.bootstrap);
        await this.#goOnline([]);
        return;
      case 'resumed':
        await this.#goOnline(welcome.missed);
    }
  }

  #populate(bootstrap: Bootstrap): void {
    becomeUser(bootstrap.me);
    const wid = currentUser()?.pn;
    connectionInfo.set({ pushname: bootstrap.me.pushname, platform: bootstrap.me.platform, wid });
    for (const contact of bootstrap.contacts) putContact(contact);
    for (const id of bootstrap.blocked) putBlocked(id, true);
    const chatById = new Map(bootstrap.chats.map((chat) => [chat.id, putChat(chat)]));
    for (const message of bootstrap.messages) {
      const chat = chatById.get(message.key.remote);
      if (chat !== undefined) preload(chat, message);
    }
    this.#lastSeq = bootstrap.seq;
  }

  /** What was missed comes before what came meanwhile; nothing comes twice. */
  async #goOnline(missed: readonly JournalEntry[]): Promise<void> {
    setState('CONNECTED');
    this.#isCatchingUp = false;
    for (const entry of [...missed, ...this.#waiting.splice(0)]) this.#take(entry);
    if (socket.hasSynced && !quirks().resyncOnReconnect) return;
    await this.#reportSync();
  }

  #take(entry: JournalEntry): void {
    if (this.#isCatchingUp) {
      this.#waiting.push(entry);
      return;
    }
    if (this.#lastSeq !== null && entry.seq <= this.#lastSeq) return;
    this.#lastSeq = entry.seq;
    applyJournalEntry(entry);
  }

  async #reportSync(): Promise<void> {
    const { instantSync, neverSync, doubleSync = 0 } = quirks();
    if (config.syncWaitsForListener && !instantSync) {
      while (socket.listenerCount('change:hasSynced') === 0) await sleep(10);
    }
    if (neverSync) return;
    for (const percent of instantSync ? [] : [0, 40, 99, 100]) {
      sync.progress = percent;
      commands.trigger('offline_progress_update_from_bridge');
      await sleep(5);
    }
    await sleep(config.syncDelayMs);
    for (let flip = 0; flip <= doubleSync; flip += 1) {
      socket.set({ hasSynced: false });
      socket.set({ hasSynced: true });
    }
  }

  async #obey(order: PageOrder): Promise<void> {
    switch (order.order) {
      case 'ref':
        connectionInfo.set({ ref: order.data.ref });
        if (socket.state === 'UNPAIRED_IDLE') setState('UNPAIRED');
        return;
      case 'idle':
        setState('UNPAIRED_IDLE');
        return;
      case 'paired':
        await this.#becomeLinked(order.data.credentials, order.data.bootstrap);
        return;
      case 'unauthorized':
        await this.#leave('logout_from_bridge', 1);
        return;
      case 'state':
      case 'reload':
      case 'crash':
      case 'hang':
      case 'grow':
      case 'detach':
      case 'replaceState':
      case 'iframe':
      case 'storage':
      case 'call':
      case 'quirks':
        obeyTestOrder(order);
    }
  }

  async #becomeLinked(credentials: Credentials, bootstrap: Bootstrap): Promise<void> {
    setState('PAIRING');
    // The library turns this into a last, useless QR that begins with "undefined,"; so does the real page.
    connectionInfo.set({ ref: undefined });
    if (quirks().asksForPasskey) {
      if (!(await givePasskey())) {
        setState('UNPAIRED');
        return;
      }
      await server.request('confirmPairing', {});
    }
    this.#credentials = credentials;
    await saveCredentials(credentials);
    if (quirks().reloadAfterPair) {
      server.leave();
      location.reload();
      return;
    }
    this.#populate(bootstrap);
    await this.#goOnline([]);
  }

  async #leave(command: 'logout' | 'logout_from_bridge', reason: number): Promise<void> {
    server.leave();
    await wipeCredentials();
    // The library takes any change of hasSynced for a login.
    if (quirks().syncFlipOnLogout) socket.set({ hasSynced: false });
    commands.trigger(command);
    if (quirks().unpairedStateOnLogout) setState('UNPAIRED');
    await sleep(20);
    if (!quirks().noLogoutNavigation) location.href = `/?post_logout=1&logout_reason=${reason}`;
  }
}

export const session = new Session();
