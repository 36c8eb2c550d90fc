import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { z } from 'zod';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import type { GateAnswer } from '../../../src-main/outbox/consent-gate.ts';
import { FileSpool } from '../../../src-main/outbox/file-spool.ts';
import { Outbox } from '../../../src-main/outbox/outbox.ts';
import { type OutboxItem, textOf } from '../../../src-main/outbox/outbox-item.ts';
import type { Admission } from '../../../src-main/pace/pace.ts';
import { ConversationId, SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';
import { FakeAccount } from './fake-account.ts';

export const sessionId = SessionId.parse(randomUUID());
export const userId = UserId.parse('a'.repeat(24));
export const ana = ConversationId.parse(randomUUID());
export const luis = ConversationId.parse(randomUUID());

const Probe = z.null();

/** An outbox on a device of its own, before every test of the file that calls this. */
export function outboxDesk(): OutboxDesk {
  const desk = new OutboxDesk();
  beforeEach(() => desk.begin());
  afterEach(() => desk.end());
  return desk;
}

class OutboxDesk {
  folder!: string;
  database!: DeviceDatabase;
  outbox!: Outbox;
  spool!: FileSpool;
  clock = new ManualClock();
  account = new FakeAccount();
  isConnected = true;
  /** Whom the owner of the account has blocked. */
  blocked = new Set<ConversationId>();
  /** Who wants to be written to; `unknown` while that cannot be asked. */
  wanted!: (item: OutboxItem) => GateAnswer;
  accepted: OutboxItem[] = [];
  /** When scheduled messages went late. */
  late: number[] = [];
  changes: string[] = [];
  /** What the pace says; everything may go unless the test says otherwise. */
  admit!: (item: { conversationId: ConversationId }, slotAt?: number) => Admission;
  /** Called for every change, after it was noted. */
  onChanged!: (item: OutboxItem) => void;
  /** Of every start: what a kill leaves open is closed when the test ends. */
  readonly #spools: FileSpool[] = [];

  async begin(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'alexia-desk-outbox-'));
    this.clock = new ManualClock();
    this.account = new FakeAccount();
    this.isConnected = true;
    this.blocked.clear();
    this.wanted = () => 'goes';
    this.onChanged = () => {};
    this.late = [];
    this.admit = () => ({ kind: 'go', slotAt: this.clock.now() });
    await this.open();
  }

  async end(): Promise<void> {
    await this.outbox.stop();
    await this.database.close();
    for (const spool of this.#spools.splice(0)) await spool.close();
    await rm(this.folder, { recursive: true });
  }

  /** As at the start of the app. */
  async open(
    key = Buffer.alloc(32, 1),
    ofDrafts: Parameters<FileSpool['adopt']>[0] = [],
    keepsAll = false,
  ): Promise<void> {
    this.accepted = [];
    this.changes = [];
    this.database = await DeviceDatabase.open(join(this.folder, 'device'), key);
    this.spool = await FileSpool.open(join(this.folder, 'files'), key, this.clock);
    this.#spools.push(this.spool);
    await this.spool.adopt(ofDrafts, keepsAll);
    this.outbox = await Outbox.open({
      database: this.database,
      files: this.spool,
      clock: this.clock,
      log: recordedLog(),
      pace: { admit: (item, slotAt) => Promise.resolve(this.admit(item, slotAt)) },
      clientOf: () => (this.isConnected ? this.account : null),
      isBlocked: ({ conversationId }) => Promise.resolve(this.blocked.has(conversationId)),
      isWanted: (item) => Promise.resolve(this.wanted(item)),
      statusOf: (raw) => {
        const { ack } = raw as { ack: number };
        if (ack < 0) return 'failed';
        return ack === 0 ? 'sending' : 'sent';
      },
      onChanged: (item) => {
        this.changes.push(`${textOf(item.payload)} ${item.state}`);
        this.onChanged(item);
      },
      onRemoved: (item) => this.changes.push(`${textOf(item.payload)} gone`),
      onSentLate: (_, sentAt) => this.late.push(sentAt),
      onAccepted: async (item) => {
        this.accepted.push(item);
      },
    });
  }

  /** The app is killed and started again. */
  async restart(ofDrafts: Parameters<FileSpool['adopt']>[0] = [], keepsAll = false): Promise<void> {
    await this.outbox.stop();
    await this.database.close();
    await this.open(undefined, ofDrafts, keepsAll);
  }

  write(text: string, conversationId = ana): Promise<OutboxItem> {
    return this.outbox.enqueue({
      conversationId,
      sessionId,
      chatId: '34600111222@c.us',
      payload: { kind: 'text', text },
      userId,
    });
  }

  /** The texts that were handed over, in order. */
  sent(): string[] {
    return this.account.sends.map((each) => each.text);
  }

  /** Resolves when the outbox has nothing more to do at this moment. LevelDB answers from threads of its own. */
  async quiet(): Promise<void> {
    let before = '';
    for (;;) {
      for (let turn = 0; turn < 4; turn++) {
        await this.database.table('probe', Probe).write({ put: [['probe', null]] });
        await this.clock.advance(0);
      }
      const { account, changes, accepted, clock } = this;
      const now = JSON.stringify([account.calls, changes, accepted.length, clock.waiting]);
      if (now === before) return;
      before = now;
    }
  }

  async later(milliseconds: number): Promise<void> {
    await this.clock.advance(milliseconds);
    await this.quiet();
  }
}
