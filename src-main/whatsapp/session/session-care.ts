import type { SessionId } from '../../../src-preload/contract/ids.ts';
import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../log/log.ts';
import type { ManagedSession } from './managed-session.ts';

/** How often the sessions are looked at. Milliseconds. */
const EVERY = 60_000;
/**
 * How often in a row a browser may be found too big while something is under way. Then it is started anew all the same:
 * what is in the outbox is asked for before it is sent again.
 */
const PATIENCE = 10;

const MINUTE = 60_000;
const MEGABYTE = 1024 * 1024;

/** What the owner has set. */
export interface CarePolicy {
  readonly sleepAfterMinutes: number | null;
  readonly wakeEveryMinutes: number;
  readonly browserMemoryLimitMb: number;
}

export interface SessionCareSettings {
  sessions(): readonly Pick<
    ManagedSession,
    'sessionId' | 'state' | 'browserPid' | 'usedAt' | 'apply'
  >[];
  policy(): CarePolicy;
  /** Whether something waits to be sent through this session, or is being sent. */
  isBusy(sessionId: SessionId): boolean;
  /** Bytes; null where it cannot be told. */
  measure(pid: number): Promise<number | null>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the browsers small: puts those to sleep that nobody needs, and starts those anew that grew too big. */
export class SessionCare {
  readonly #settings: SessionCareSettings;
  /** How often in a row a session's browser was found too big. */
  readonly #tooBig = new Map<SessionId, number>();
  #cancel: (() => void) | null = null;

  constructor(settings: SessionCareSettings) {
    this.#settings = settings;
  }

  start(): void {
    const look = (): void => {
      void this.look().finally(() => {
        if (this.#cancel !== null) this.#cancel = this.#settings.clock.after(EVERY, look);
      });
    };
    this.#cancel = this.#settings.clock.after(EVERY, look);
  }

  async stop(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** What each running browser takes, in bytes; null where it cannot be measured. */
  async memory(): Promise<Map<SessionId, number | null>> {
    const running = this.#settings
      .sessions()
      .flatMap(({ sessionId, browserPid }) =>
        browserPid === null ? [] : [{ sessionId, browserPid }],
      );
    const measured = await Promise.all(
      running.map(
        async ({ sessionId, browserPid }) =>
          [sessionId, await this.#settings.measure(browserPid)] as const,
      ),
    );
    return new Map(measured);
  }

  /** Looks at every session once. */
  async look(): Promise<void> {
    const { policy, isBusy, clock, log } = this.#settings;
    const memory = await this.memory();
    const { sleepAfterMinutes, wakeEveryMinutes, browserMemoryLimitMb } = policy();
    for (const session of this.#settings.sessions()) {
      const { sessionId, state } = session;
      if (state.kind !== 'connected' && state.kind !== 'read_only') continue;
      const bytes = memory.get(sessionId) ?? 0;
      const times =
        bytes > browserMemoryLimitMb * MEGABYTE ? (this.#tooBig.get(sessionId) ?? 0) + 1 : 0;
      this.#tooBig.set(sessionId, times);
      const busy = isBusy(sessionId);
      if (times > 0 && (!busy || times > PATIENCE)) {
        log.warn('A WhatsApp browser takes too much memory and is started anew', {
          megabytes: Math.round(bytes / MEGABYTE),
          busy,
        });
        this.#tooBig.delete(sessionId);
        session.apply({ kind: 'restart', reason: 'memory' });
      } else if (
        sleepAfterMinutes !== null &&
        !busy &&
        clock.now() - session.usedAt >= sleepAfterMinutes * MINUTE
      ) {
        session.apply({ kind: 'sleep', until: clock.now() + wakeEveryMinutes * MINUTE });
      }
    }
  }
}
