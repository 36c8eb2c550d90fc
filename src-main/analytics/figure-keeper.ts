import type { FigureStatus } from '../../src-preload/contract/analytics.ts';
import { backoff } from '../common/backoff.ts';
import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Log } from '../log/log.ts';
import type { Stores } from '../store/stores.ts';
import type { FigureRecorder } from './figure-recorder.ts';
import { calendarIn, type TeamCalendars } from './team-calendars.ts';

/** Facts are gathered for so long before figures are brought up to date, in milliseconds. */
const GATHER_MS = 1_000;
/** What other desktops left behind is looked for so often. */
const LOOK_MS = 60_000;
/** The first look waits until people have what they opened the app for. */
const FIRST_LOOK_MS = 3_000;
/** By how much the clocks of two desktops may differ, in milliseconds. */
const CLOCK_MARGIN_MS = 60_000;
const RETRY = { first: 2_000, longest: 60_000 };
/** Brought up to date in one go: all others on all desktops wait for so long. */
const CONVERSATIONS_AT_ONCE = 256;
const DAYS_AT_ONCE = 64;
/** How long somebody who wants to see figures waits for those that are out of date, in milliseconds. */
const PATIENCE_MS = 2_000;
/** How often it is told how far a rebuild is, in milliseconds. */
const TELL_MS = 500;

type KeptStores = Pick<Stores, 'figures' | 'figureSource'>;

/**
 * Keeps the figures up to date: what was noted to be out of date, by whichever desktop, is worked out anew from the
 * facts, or from the messages. The work lies in the database, so that it goes on where it was left when a desktop ends
 * in the middle, and several share it.
 */
export class FigureKeeper {
  readonly #stores: KeptStores;
  readonly #calendars: TeamCalendars;
  readonly #recorder: Pick<FigureRecorder, 'payBack'>;
  readonly #timeZone: string;
  readonly #publish: Publish;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #log: Log;
  #working: Promise<unknown> = Promise.resolve();
  #cancelTimer: () => void = () => {};
  #dueAt = Infinity;
  #failures = 0;
  #isStopping = false;
  #told = '';
  #toldAt = -Infinity;

  constructor(input: {
    stores: KeptStores;
    calendars: TeamCalendars;
    recorder: Pick<FigureRecorder, 'payBack'>;
    /** Of this computer: taken where no desktop of the team was there before. */
    timeZone: string;
    publish: Publish;
    clock: Clock;
    random(): number;
    log: Log;
  }) {
    this.#stores = input.stores;
    this.#calendars = input.calendars;
    this.#recorder = input.recorder;
    this.#timeZone = input.timeZone;
    this.#publish = input.publish;
    this.#clock = input.clock;
    this.#random = () => input.random();
    this.#log = input.log;
  }

  start(): void {
    this.#workIn(FIRST_LOOK_MS);
  }

  /** Call when something was noted to be out of date. */
  wake(): void {
    this.#workIn(GATHER_MS);
  }

  /** Ends at the next step; what is left is done the next time, here or elsewhere. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelTimer();
    await this.#working;
  }

  /** Brings up to date what it can in a short time, rebuilds aside. Rejects with an AppError. */
  async catchUp(): Promise<void> {
    const until = this.#clock.now() + PATIENCE_MS;
    await this.#inTurn(() => this.#look());
    while (await this.#inTurn(() => this.#step(false))) {
      if (this.#clock.now() > until) return;
    }
  }

  async status(): Promise<FigureStatus> {
    const { figures } = this.#stores;
    const { timeZone, rebuild } = await figures.open(this.#timeZone);
    if (!rebuild) return { timeZone, rebuild };
    const done = Math.max(0, rebuild.total - (await figures.leftOfRebuild()));
    return { timeZone, rebuild: { done, ...rebuild } };
  }

  /** By whose days is counted from now on, and was before: what was counted by others is made anew. */
  async setTimeZone(timeZone: string): Promise<void> {
    const { figures } = this.#stores;
    await figures.open(this.#timeZone);
    await figures.setTimeZone(timeZone);
    await this.#tell();
    this.#workIn(0);
  }

  /** Throws all figures away, and makes them anew from the messages, on all desktops that run. */
  async rebuild(): Promise<void> {
    const { figures, figureSource } = this.#stores;
    await figures.open(this.#timeZone);
    await figures.startRebuild(await figureSource.conversationIds());
    await this.#tell();
    this.#workIn(0);
  }

  /** A rebuild that was stopped goes on where it was, on whichever desktop, and after however long. */
  async stopRebuild(isStopped: boolean): Promise<void> {
    await this.#stores.figures.stopRebuild(isStopped);
    await this.#tell();
    if (!isStopped) this.#workIn(0);
  }

  /** Works until nothing is left. Rejects with an AppError. */
  async finish(): Promise<void> {
    await this.#inTurn(() => this.#look());
    // A step at a time: who wants to see figures meanwhile has a turn.
    let isMore = true;
    while (isMore) isMore = await this.#inTurn(() => this.#step(true));
  }

  #workIn(milliseconds: number): void {
    const dueAt = this.#clock.now() + milliseconds;
    if (this.#isStopping || dueAt >= this.#dueAt) return;
    this.#cancelTimer();
    this.#dueAt = dueAt;
    this.#cancelTimer = this.#clock.after(milliseconds, () => {
      this.#dueAt = Infinity;
      void this.finish().then(
        () => {
          this.#failures = 0;
          this.#workIn(LOOK_MS);
        },
        (error: unknown) => {
          this.#failures += 1;
          const level = isUnreachable(error) ? 'debug' : 'warn';
          this.#log[level]('Figures were not brought up to date, it is tried again', { error });
          this.#workIn(backoff(this.#failures, this.#random(), RETRY));
        },
      );
    });
  }

  /** One after the other on this desktop; the database sees to the others. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => {});
    return done;
  }

  /** Notes the conversations that were changed by anything: joined, moved, compared with WhatsApp. */
  async #look(): Promise<void> {
    const { figures, figureSource } = this.#stores;
    if (this.#isStopping) return;
    const { lookedAt, isToBegin } = await figures.open(this.#timeZone);
    // A rebuild looks at all of them.
    if (isToBegin) return;
    const since = lookedAt - CLOCK_MARGIN_MS;
    const { conversationIds, newest } = await figureSource.changedSince(since);
    if (conversationIds.length === 0) return;
    // A clock that is ahead must not hide what others write meanwhile.
    await figures.noteLooked(conversationIds, Math.min(newest, this.#clock.now()));
  }

  /** A part of what is to be done; answers whether there may be more. */
  async #step(withRebuild: boolean): Promise<boolean> {
    const { figures, figureSource } = this.#stores;
    if (this.#isStopping) return false;
    await this.#recorder.payBack();
    const state = await figures.open(this.#timeZone);
    if (state.isToBegin) {
      await figures.startRebuild(await figureSource.conversationIds());
      return true;
    }
    const calendars = await this.#calendars.read(state.timeZone);
    await figures.useCalendars(calendars);
    const isRebuilding = withRebuild && state.rebuild?.isStopped === false;
    const stale = await figures.stale(CONVERSATIONS_AT_ONCE, isRebuilding);
    if (stale.length > 0) {
      const ids = stale.map(({ conversationId }) => conversationId);
      const unread = stale.filter(({ isUnread }) => isUnread);
      await figures.settle(
        {
          stale,
          conversations: await figureSource.conversations(ids),
          messages: await figureSource.messages(unread.map(({ conversationId }) => conversationId)),
        },
        calendarIn(calendars),
      );
    }
    // Where many conversations are out of date, or all of them in a rebuild, they have the same days, again and again:
    // these are added up once, behind the last of them.
    const areMore = stale.length === CONVERSATIONS_AT_ONCE;
    const mayWait = areMore || (stale.length > 0 && stale.every((each) => each.isRebuild));
    const rolled = mayWait
      ? { days: 0, isChanged: false }
      : await figures.rollDays(DAYS_AT_ONCE, calendarIn(calendars));
    if (rolled.isChanged) this.#publish('analytics.changed', {});
    const isDone = stale.length === 0 && rolled.days === 0;
    if (state.rebuild) {
      const isEnded = isDone && (await figures.endRebuild());
      if (isEnded) {
        this.#log.info('All figures were made anew', { conversations: state.rebuild.total });
      }
      // Those that are left are counted for it.
      if (isEnded || this.#clock.now() - this.#toldAt >= TELL_MS) await this.#tell();
    }
    return !isDone;
  }

  /** Tells the windows how far a rebuild is. */
  async #tell(): Promise<void> {
    const status = await this.status();
    const told = JSON.stringify(status);
    if (told !== this.#told) this.#publish('analytics.statusChanged', status);
    this.#told = told;
    this.#toldAt = this.#clock.now();
  }
}
