import { defaultPace } from '../../../../src-preload/contract/pace.ts';
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, MongoClient } from 'mongodb';
import { AccessRecorder } from '../../../../src-main/access-log/access-recorder.ts';
import { openDeviceDatabase } from '../../../../src-main/app/open-device-database.ts';
import { openWorkplace, type Workplace } from '../../../../src-main/app/workplace.ts';
import { systemClock } from '../../../../src-main/common/clock.ts';
import { SessionManager } from '../../../../src-main/whatsapp/session/session-manager.ts';
import type { EventName, EventPayload } from '../../../../src-preload/contract/contract.ts';
import type { SimulatorOptions } from '../../../simulator/options.ts';
import type { WhatsAppSimulator } from '../../../simulator/whatsapp-simulator.ts';
import { dataFolder } from '../../../support/data-folder.ts';
import { memorySecretStore } from '../../../support/databases/memory-secret-store.ts';
import { recordedLog } from '../../../support/databases/recorded-log.ts';
import { countMessages, SealedWorkspace } from '../../../support/databases/sealed-workspace.ts';
import { type Databases, startDatabases } from '../../../support/databases/start-databases.ts';
import { PASSPHRASE } from '../../../support/databases/test-workspace.ts';
import { openDesk } from '../../../support/faults/open-desk.ts';
import { judge, type Verdict } from '../../../support/replay/judge.ts';
import { TestDesk } from '../../whatsapp/support/test-desk.ts';

const POLL_MS = 25;

/** All of the app's main process but its windows: real databases, and a real browser at the simulator. */
export class RunningDesk {
  readonly #desk: TestDesk;
  readonly #databases: Databases;
  readonly #mongo: MongoClient;
  readonly #folder: Awaited<ReturnType<typeof dataFolder>>;
  readonly #secrets = memorySecretStore();
  readonly #deskId = randomUUID();
  readonly #events = new EventEmitter();
  readonly log = recordedLog();
  /** Everything that was published, in all lives. */
  readonly published: { event: EventName; payload: unknown }[] = [];
  settings = { historyDays: 90, sweepMinutes: 240, autoDownloadMb: 64 };
  #workplace: Workplace | null = null;

  static async create(options: SimulatorOptions = {}): Promise<RunningDesk> {
    const [desk, databases, folder] = await Promise.all([
      TestDesk.create(options),
      startDatabases(),
      dataFolder(),
    ]);
    return new RunningDesk(
      desk,
      databases,
      await MongoClient.connect(databases.mongodbUrl),
      folder,
    );
  }

  private constructor(
    desk: TestDesk,
    databases: Databases,
    mongo: MongoClient,
    folder: Awaited<ReturnType<typeof dataFolder>>,
  ) {
    this.#desk = desk;
    this.#databases = databases;
    this.#mongo = mongo;
    this.#folder = folder;
  }

  get simulator(): WhatsAppSimulator {
    return this.#desk.simulator;
  }

  get db(): Db {
    return this.#mongo.db('alexia');
  }

  get workplace(): Workplace {
    if (!this.#workplace) throw new Error('The desk is not running');
    return this.#workplace;
  }

  /** Opens everything; a known account starts by itself. */
  async start(): Promise<void> {
    const { stores } = await openDesk(this.#databases, this.#deskId);
    const user = await stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
    this.#workplace = await openWorkplace({
      user: { userId: user.userId, name: 'Ana', email: 'ana@example.com' },
      stores,
      folder: this.#folder.path,
      openDatabase: () => openDeviceDatabase(this.#folder.path, this.#secrets),
      secrets: this.#secrets,
      deskId: this.#deskId,
      accessRecorder: new AccessRecorder({ who: () => null, clock: systemClock }),
      publish: (event, payload) => {
        this.published.push({ event, payload });
        this.#events.emit('published');
      },
      clock: systemClock,
      log: this.log,
      archiveAfterMonths: () => 12,
      sync: () => this.settings,
      paceSettings: () => ({ ...defaultPace, shortestGap: 0, longestGap: 0 }),
      carePolicy: () => ({
        sleepAfterMinutes: null,
        wakeEveryMinutes: 15,
        browserMemoryLimitMb: 4000,
      }),
      onStep: () => {},
      onAccountLinked: () => {},
      createSessions: async (events) =>
        new SessionManager({
          events,
          vault: this.#desk.newVault(),
          clock: systemClock,
          log: this.log,
          random: Math.random,
          newId: randomUUID,
          createClient: async (sessionId) => this.#desk.newClient(sessionId),
        }),
    });
  }

  /** Starts, and links the account by its code. */
  async link(): Promise<void> {
    await this.start();
    const offered = this.next('session.changed', ({ state }) => state.kind === 'qr');
    const ready = this.next('session.changed', ({ state }) => state.kind === 'connected');
    await this.workplace.sessions.link();
    const { state } = await offered;
    if (state.kind === 'qr') await this.simulator.phone.scan(state.qr);
    await ready;
  }

  /** Starts again and waits until the account is connected. */
  async startAgain(): Promise<void> {
    const ready = this.next('session.changed', ({ state }) => state.kind === 'connected');
    await this.start();
    await ready;
  }

  async stop(): Promise<void> {
    const workplace = this.#workplace;
    this.#workplace = null;
    await workplace?.close();
  }

  /** Resolves with the first payload that fits, from now on. */
  async next<N extends EventName>(
    event: N,
    fits: (payload: EventPayload<N>) => boolean,
  ): Promise<EventPayload<N>> {
    let seen = this.published.length;
    for (;;) {
      for (; seen < this.published.length; seen++) {
        const each = this.published[seen];
        // What was published under a name has that name's payload.
        const payload = each?.payload as EventPayload<N>;
        if (each?.event === event && fits(payload)) return payload;
      }
      await new Promise((resolve) => this.#events.once('published', resolve));
    }
  }

  /** Waits until it holds; the test's own time-out ends the patience. */
  async until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await sleep(POLL_MS);
  }

  async stored(count: number): Promise<void> {
    await this.until(async () => (await countMessages(this.db)) >= count);
  }

  /** Resolves when nothing in the conversations has moved for a while. */
  async settled(): Promise<void> {
    let before = '';
    for (let quiet = 0; quiet < 12;) {
      const rows = await this.db
        .collection('conversations')
        .find({}, { projection: { messageCount: 1, unreadCount: 1, updatedAt: 1 } })
        .toArray();
      const now = JSON.stringify([rows, this.workplace.health.health.waiting]);
      quiet = now === before ? quiet + 1 : 0;
      before = now;
      await sleep(100);
    }
  }

  /** What stands in the databases, judged by the simulator's book. */
  async verdict(): Promise<Verdict> {
    return judge(await this.simulator.book(), await this.workspace());
  }

  workspace(): Promise<SealedWorkspace> {
    return SealedWorkspace.open(this.db, PASSPHRASE);
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.#desk.remove();
    await this.#mongo.close();
    await this.#databases.stop();
    await this.#folder.remove();
  }
}
