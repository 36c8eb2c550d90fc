import type {
  AppState,
  StartStep,
  StoreAddresses,
  StoreChoice,
  User,
} from '../../src-preload/contract/app.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';
import { toFailure } from '../bridge/run-command.ts';
import { AppError } from '../common/app-error.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { SettingsStore, StoredSettings } from '../config/settings-store.ts';
import {
  keepStoreAddresses,
  plainTextAllowedIn,
  readStoreAddresses,
} from '../config/store-addresses.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Log } from '../log/log.ts';
import type { StoreLocation } from '../store/open-stores.ts';
import type { Stores } from '../store/stores.ts';
import type { Workplace } from './workplace.ts';
import type { WorkspaceEntry } from './workspace-access.ts';

export interface LifecycleInput {
  settings: SettingsStore;
  secrets: SecretStore;
  publish: Publish;
  log: Log;
  /** Where local engines keep their data and what they fetch. */
  localFolders: { folder: string; cacheFolder: string };
  /** Opens the stores, and the workspace with what `entry` says. */
  openStores(
    location: StoreLocation,
    entry: WorkspaceEntry,
    onStep: (step: StartStep) => void,
  ): Promise<Stores>;
  /** The person, when there is something to look at while the databases are being opened; else null. */
  firstSight(userId: UserId): Promise<User | null>;
  /** The person as this computer remembers them, or null. */
  knownUser(userId: UserId): Promise<User | null>;
  /** Stores that open by themselves when the servers are back; `onRefused` must not wait for them to close. */
  storesWhenBack(input: {
    addresses: StoreAddresses;
    open(): Promise<Stores>;
    onRefused(error: unknown): void;
  }): Stores;
  /** Who the person of the first run is. Rejects where they may not come in. */
  join(stores: Stores, person: Joining): Promise<User>;
  /** Takes from this computer all that it knows: it does not belong to the team any more. */
  wipe(): Promise<void>;
  openWorkplace(input: {
    user: User;
    stores: Stores;
    /** Whether the stores wait for the servers to be back. */
    areAway?: boolean;
    onStep: (step: StartStep) => void;
  }): Promise<Workplace>;
}

/** Who somebody says that they are in the first run. */
export interface Joining {
  name: string;
  email: string;
  password?: string | undefined;
  invitation?: string | undefined;
}

/** What ends the work of this desktop with the team, whatever it may still remember. */
const ENDING: ReadonlySet<string> = new Set(['desktop_shut_out', 'member_removed']);

/** From launch to work: first run, start, failure and another try, shutdown. One at a time. */
export class Lifecycle {
  readonly #input: LifecycleInput;
  #state: AppState = { phase: 'starting', progress: { step: 'settings' } };
  #workplace: Workplace | null = null;
  /** Whatever is under way; the next begins when it has ended. */
  #tail: Promise<unknown> = Promise.resolve();
  #hasStarted = false;
  #hasEnded = false;

  constructor(input: LifecycleInput) {
    this.#input = input;
  }

  get state(): AppState {
    return this.#state;
  }

  /** Throws an AppError `not_ready` before the app is. */
  workplace = (): Workplace => {
    if (!this.#workplace) throw new AppError('not_ready', 'The app is not ready yet');
    return this.#workplace;
  };

  /** Null before the app is ready. */
  get openWorkplace(): Workplace | null {
    return this.#workplace;
  }

  /** Whether what this computer remembers is looked at while the databases are being opened. */
  get isOpening(): boolean {
    return this.#state.phase === 'ready' && this.#state.isOpening === true;
  }

  /** Settles when what is under way has ended, well or not. */
  async settled(): Promise<void> {
    await this.#tail;
  }

  /**
   * Opens what the settings name, or asks for the first run. When the team's servers are away, it opens with what this
   * computer remembers, and they follow. Never rejects: what went wrong becomes the state.
   */
  start(): Promise<void> {
    return this.#next(async () => {
      if (this.#workplace || this.#hasEnded) return;
      const { stores, userId } = this.#input.settings.get();
      if (!stores || !userId) {
        // Why the work here has ended is said until somebody sets the app up again.
        const hasLeft = this.#state.phase === 'failed' && ENDING.has(this.#state.error.code);
        if (!hasLeft) this.#become({ phase: 'first_run' });
        return;
      }
      let progress: StartStep = { step: 'settings' };
      const onStep = (step: StartStep): void => {
        progress = step;
        if (!this.isOpening) this.#become({ phase: 'starting', progress });
      };
      onStep(progress);
      // Not once more: what was remembered when the app started is old by then.
      if (!this.#hasStarted) void this.#showFirstSight(userId);
      this.#hasStarted = true;
      try {
        const location = await this.#locationOf(stores);
        const opened = await this.#open(location, userId, { kind: 'keychain' }, onStep);
        if (!opened) {
          this.#become({ phase: 'first_run' });
          return;
        }
        this.#work(opened.user, await this.#input.openWorkplace({ ...opened, onStep }));
      } catch (error) {
        const failure = toFailure(error, this.#input.log, 'start');
        if (ENDING.has(failure.code)) await this.#input.wipe();
        this.#become(
          failure.code === 'workspace_locked'
            ? { phase: 'locked' }
            : { phase: 'failed', progress, error: failure },
        );
      }
    });
  }

  /**
   * Opens the workspace with its passphrase, which the keychain makes needless from then on. Rejects with an AppError,
   * `passphrase_wrong` among them: it stays locked then. What fails after that becomes the state, as in a start.
   */
  unlock(passphrase: string): Promise<void> {
    return this.#next(async () => {
      const { stores, userId } = this.#input.settings.get();
      if (this.#state.phase !== 'locked' || !stores || !userId) {
        throw new AppError('not_allowed', 'The workspace is not locked');
      }
      const location = await this.#locationOf(stores);
      const entry: WorkspaceEntry = { kind: 'unlock', passphrase };
      // The screen stays until the passphrase is known to be right.
      const opened = await this.#open(location, userId, entry, () => {});
      if (!opened) {
        this.#become({ phase: 'first_run' });
        return;
      }
      let progress: StartStep = { step: 'journal' };
      const onStep = (step: StartStep): void => {
        progress = step;
        this.#become({ phase: 'starting', progress });
      };
      try {
        this.#work(opened.user, await this.#input.openWorkplace({ ...opened, onStep }));
      } catch (error) {
        const failure = toFailure(error, this.#input.log, 'start');
        this.#become({ phase: 'failed', progress, error: failure });
      }
    });
  }

  /**
   * Leaves everything that is open and begins anew, which asks for the passphrase where the workspace's key was changed
   * beyond what this desktop can follow, and says so where a database refuses the login.
   */
  lock(): void {
    void this.#startAnew();
  }

  /** Closes everything, and forgets what this computer knows; `error` becomes the state. */
  leave(error: AppError): Promise<void> {
    return this.#next(async () => {
      if (this.#hasEnded) return;
      await this.#closeWorkplace();
      await this.#input.wipe();
      const failure = toFailure(error, this.#input.log, 'work');
      this.#become({ phase: 'failed', progress: { step: 'settings' }, error: failure });
    });
  }

  /** Ends the first run. Rejects with an AppError; nothing is remembered then. */
  completeSetup(input: Joining & { passphrase: string; stores: StoreChoice }): Promise<User> {
    return this.#next(async () => {
      if (this.#workplace) throw new AppError('not_allowed', 'The app is set up already');
      const { settings, secrets } = this.#input;
      const onStep = (progress: StartStep): void => this.#become({ phase: 'starting', progress });
      try {
        if (!(await secrets.isAvailable())) {
          throw new AppError('keychain_unavailable', 'There is no keychain to keep secrets in');
        }
        const choice = input.stores;
        const stores = await this.#input.openStores(
          choice.kind === 'local'
            ? { kind: 'local', ...this.#input.localFolders }
            : { kind: 'servers', addresses: choice.addresses },
          { kind: 'enter', passphrase: input.passphrase },
          onStep,
        );
        const user = await this.#input.join(stores, input).catch(async (error: unknown) => {
          await stores.close();
          throw error;
        });
        const workplace = await this.#input.openWorkplace({ user, stores, onStep });
        try {
          if (choice.kind === 'servers') {
            await keepStoreAddresses(secrets, choice.addresses);
          }
          settings.set({ stores: toRemember(choice), userId: user.userId });
        } catch (error) {
          await workplace.close();
          throw error;
        }
        this.#work(user, workplace);
        return user;
      } catch (error) {
        this.#become({ phase: 'first_run' });
        throw error;
      }
    });
  }

  /** Back to the first run after a failed start, or from the locked workspace. What is remembered stays until the first run has ended. */
  setUpAgain(): Promise<void> {
    return this.#next(() => {
      const { phase } = this.#state;
      if (phase === 'failed' || phase === 'locked') this.#become({ phase: 'first_run' });
      return Promise.resolve();
    });
  }

  /**
   * Keeps other addresses of the team's servers and begins anew with them; resolves before that is done. Rejects with
   * `not_allowed` where the data lives on this computer.
   */
  async changeAddresses(addresses: StoreAddresses): Promise<void> {
    const { settings, secrets } = this.#input;
    if (settings.get().stores?.kind !== 'servers') {
      throw new AppError('not_allowed', 'The data does not live on servers');
    }
    await keepStoreAddresses(secrets, addresses);
    settings.set({ stores: toRemember({ kind: 'servers', addresses }) });
    void this.#startAnew();
  }

  /** Waits for what is under way, then closes everything for good. */
  shutdown(): Promise<void> {
    this.#hasEnded = true;
    return this.#next(() => this.#closeWorkplace());
  }

  async #startAnew(): Promise<void> {
    await this.#next(() => this.#closeWorkplace());
    await this.start();
  }

  async #closeWorkplace(): Promise<void> {
    const workplace = this.#workplace;
    this.#workplace = null;
    if (!workplace) return;
    if (!this.#hasEnded) this.#become({ phase: 'starting', progress: { step: 'settings' } });
    await workplace.close();
  }

  /** Null when nobody there knows the person. */
  async #open(
    location: StoreLocation,
    userId: UserId,
    entry: WorkspaceEntry,
    onStep: (step: StartStep) => void,
  ): Promise<{ user: User; stores: Stores; areAway?: boolean } | null> {
    const { openStores, knownUser, storesWhenBack, log } = this.#input;
    try {
      const stores = await openStores(location, entry, onStep);
      const user = await stores.users.find(userId).catch(async (error: unknown) => {
        await stores.close();
        throw error;
      });
      if (user) return { user, stores };
      await stores.close();
      return null;
    } catch (error) {
      // Whoever unlocks wants an answer now.
      const mayFollow = location.kind === 'servers' && entry.kind === 'keychain';
      if (!isUnreachable(error) || !mayFollow) throw error;
      const user = await knownUser(userId);
      if (!user) throw error;
      log.warn('The databases are away: the app opens with what this computer remembers', {
        error,
      });
      const stores = storesWhenBack({
        addresses: location.addresses,
        open: () => openStores(location, entry, () => {}),
        onRefused: () => void this.#startAnew(),
      });
      return { user, stores, areAway: true };
    }
  }

  async #showFirstSight(userId: UserId): Promise<void> {
    const user = await this.#input.firstSight(userId);
    if (user && this.#state.phase === 'starting' && !this.#hasEnded) {
      this.#become({ phase: 'ready', user, isOpening: true });
    }
  }

  #work(user: User, workplace: Workplace): void {
    this.#workplace = workplace;
    this.#become({ phase: 'ready', user });
  }

  async #locationOf(stores: NonNullable<StoredSettings['stores']>): Promise<StoreLocation> {
    if (stores.kind === 'local') return { kind: 'local', ...this.#input.localFolders };
    const { secrets } = this.#input;
    return {
      kind: 'servers',
      addresses: await readStoreAddresses(secrets, stores.plainTextAllowed),
    };
  }

  #become(state: AppState): void {
    this.#state = state;
    this.#input.publish('app.stateChanged', state);
  }

  #next<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(action);
    this.#tail = result.catch(() => {
      // Whoever asked hears of it; the next one begins all the same.
    });
    return result;
  }
}

/** What the settings keep of the choice: no address. */
function toRemember(choice: StoreChoice): NonNullable<StoredSettings['stores']> {
  return choice.kind === 'local'
    ? { kind: 'local' }
    : { kind: 'servers', plainTextAllowed: plainTextAllowedIn(choice.addresses) };
}
