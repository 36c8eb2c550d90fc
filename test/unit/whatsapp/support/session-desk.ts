import { beforeEach } from 'vitest';
import { SessionId } from '../../../../src-preload/contract/ids.ts';
import type { Session, StandbyReason } from '../../../../src-preload/contract/session.ts';
import type { SessionChange } from '../../../../src-main/whatsapp/session/session-change.ts';
import {
  SessionManager,
  type ProfileKeeper,
} from '../../../../src-main/whatsapp/session/session-manager.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { account, ScriptedClient } from './scripted-client.ts';
import { silentLog } from './silent-log.ts';

/** A session that was linked some time ago, where the test says so. */
export const KNOWN = SessionId.parse('7b0f5f0e-4a43-4bd5-8b4f-0d2f3a1c9e10');
/** Another account than the usual one. */
export const OTHER = { ...account, whatsappId: '34600000002@c.us', phoneNumber: '34600000002' };

/** A session manager with scripted clients, made anew before every test of the file that calls this. */
export function sessionDesk(): SessionDesk {
  const desk = new SessionDesk();
  beforeEach(() => desk.begin());
  return desk;
}

class FakeKeeper implements ProfileKeeper {
  available = true;
  readonly linked = new Set<SessionId>();
  readonly wiped: SessionId[] = [];
  recovered = 0;

  async isAvailable(): Promise<boolean> {
    return this.available;
  }

  async isLinked(sessionId: SessionId): Promise<boolean> {
    return this.linked.has(sessionId);
  }

  async recover(): Promise<void> {
    this.recovered += 1;
  }

  async wipe(sessionId: SessionId): Promise<void> {
    this.wiped.push(sessionId);
    this.linked.delete(sessionId);
  }
}

class SessionDesk {
  clock = new ManualClock();
  vault = new FakeKeeper();
  manager!: SessionManager;
  clients: ScriptedClient[] = [];
  /** How each client was to look, in order. */
  looks: { inWindow: boolean }[] = [];
  admission: 'granted' | StandbyReason = 'granted';
  // What the manager told.
  changes: SessionChange[] = [];
  changed: Session[] = [];
  raws: unknown[] = [];
  blocked: unknown[] = [];
  readies: string[] = [];
  linked: SessionId[] = [];

  begin(): void {
    this.clock = new ManualClock();
    this.vault = new FakeKeeper();
    this.clients = [];
    this.looks = [];
    this.admission = 'granted';
    this.changes = [];
    this.changed = [];
    this.raws = [];
    this.blocked = [];
    this.readies = [];
    this.linked = [];
    let ids = 0;
    this.manager = new SessionManager({
      vault: this.vault,
      clock: this.clock,
      random: () => 0,
      newId: () => {
        ids += 1;
        return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
      },
      log: silentLog(),
      createClient: async (_sessionId, look) => {
        this.looks.push(look);
        const client = new ScriptedClient();
        this.clients.push(client);
        return client;
      },
      events: {
        admit: async () => this.admission,
        onChanged: (session) => this.changed.push(session),
        record: (change) => this.changes.push(change),
        onRaw: (_sessionId, _account, event) => this.raws.push(event),
        onBlocked: (_sessionId, whatsappIds, isBlocked) =>
          this.blocked.push({ whatsappIds, isBlocked }),
        onReady: (_sessionId, ready) => this.readies.push(ready.whatsappId),
        onLinked: (sessionId) => this.linked.push(sessionId),
      },
    });
  }

  /** The client that was made last. */
  client(): ScriptedClient {
    const last = this.clients.at(-1);
    if (last === undefined) throw new Error('There is no client yet');
    return last;
  }

  /** The kinds of the states that were recorded. */
  kinds(): string[] {
    return this.changes.map(({ state }) => state.kind);
  }

  async linkNew(as = account): Promise<SessionId> {
    const { sessionId } = await this.manager.link();
    await settle();
    this.client().say({ kind: 'qr', qr: 'code' });
    this.client().say({ kind: 'scanned' });
    this.client().say({ kind: 'ready', account: as });
    await settle();
    return sessionId;
  }

  async restore(): Promise<void> {
    this.vault.linked.add(KNOWN);
    await this.manager.startAll([{ sessionId: KNOWN, createdAt: 5, account }]);
    await settle();
  }
}
