import type { AppState, StartStep, StoreChoice, User } from '../../src-preload/contract/app.ts';
import { toFailure } from '../bridge/run-command.ts';
import { AppError } from '../common/app-error.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { SettingsStore } from '../config/settings-store.ts';
import { MONGODB_URL, POSTGRES_URL } from '../config/store-address-secrets.ts';
import type { Publish } from '../ingest/store-chat-batch.ts';
import type { Log } from '../log/log.ts';
import type { StoreLocation } from '../store/open-stores.ts';
import type { Stores } from '../store/stores.ts';
import type { Workplace } from './workplace.ts';

export interface LifecycleInput {
  settings: SettingsStore;
  secrets: SecretStore;
  publish: Publish;
  log: Log;
  /** Where local engines keep their data and what they fetch. */
  localFolders: { folder: string; cacheFolder: string };
  openStores(location: StoreLocation, onStep: (step: StartStep) => void): Promise<Stores>;
  openWorkplace(input: {
    user: User;
    stores: Stores;
    onStep: (step: StartStep) => void;
  }): Promise<Workplace>;
}

/** From launch to work: first run, start, failure and another try, shutdown. One at a time. */
export class Lifecycle {
  readonly #input: LifecycleInput;
  #state: AppState = { phase: 'starting', progress: { step: 'settings' } };
  #workplace: Workplace | null = null;
  /** Whatever is under way; the next begins when it has ended. */
  #tail: Promise<unknown> = Promise.resolve();

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

  /** Opens what the settings name, or asks for the first run. Never rejects: what went wrong becomes the state. */
  start(): Promise<void> {
    return this.#next(async () => {
      if (this.#workplace) return;
      const { stores, userId } = this.#input.settings.get();
      if (!stores || !userId) {
        this.#become({ phase: 'first_run' });
        return;
      }
      let progress: StartStep = { step: 'settings' };
      const onStep = (step: StartStep): void => {
        progress = step;
        this.#become({ phase: 'starting', progress });
      };
      onStep(progress);
      try {
        const location = await this.#locationOf(stores);
        const opened = await this.#input.openStores(location, onStep);
        const user = await opened.users.find(userId).catch(async (error: unknown) => {
          await opened.close();
          throw error;
        });
        if (!user) {
          await opened.close();
          this.#become({ phase: 'first_run' });
          return;
        }
        this.#work(user, await this.#input.openWorkplace({ user, stores: opened, onStep }));
      } catch (error) {
        const failure = toFailure(error, this.#input.log, 'start');
        this.#become({ phase: 'failed', progress, error: failure });
      }
    });
  }

  /** Ends the first run. Rejects with an AppError; nothing is remembered then. */
  completeSetup(input: { name: string; email: string; stores: StoreChoice }): Promise<User> {
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
          onStep,
        );
        const user = await stores.users
          .signIn({ name: input.name, email: input.email })
          .catch(async (error: unknown) => {
            await stores.close();
            throw error;
          });
        const workplace = await this.#input.openWorkplace({ user, stores, onStep });
        try {
          if (choice.kind === 'servers') {
            await secrets.set(MONGODB_URL, choice.addresses.mongodbUrl);
            await secrets.set(POSTGRES_URL, choice.addresses.postgresUrl);
          }
          settings.set({ stores: { kind: choice.kind }, userId: user.userId });
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

  /** Back to the first run after a failed start. What is remembered stays until the first run has ended. */
  setUpAgain(): Promise<void> {
    return this.#next(() => {
      if (this.#state.phase === 'failed') this.#become({ phase: 'first_run' });
      return Promise.resolve();
    });
  }

  /** Waits for what is under way, then closes everything. */
  shutdown(): Promise<void> {
    return this.#next(async () => {
      const workplace = this.#workplace;
      this.#workplace = null;
      await workplace?.close();
    });
  }

  #work(user: User, workplace: Workplace): void {
    this.#workplace = workplace;
    this.#become({ phase: 'ready', user });
  }

  async #locationOf(stores: { kind: 'local' | 'servers' }): Promise<StoreLocation> {
    if (stores.kind === 'local') return { kind: 'local', ...this.#input.localFolders };
    const [mongodbUrl, postgresUrl] = await Promise.all([
      this.#input.secrets.get(MONGODB_URL),
      this.#input.secrets.get(POSTGRES_URL),
    ]);
    if (mongodbUrl === null || postgresUrl === null) {
      throw new AppError(
        'database_address_invalid',
        'The addresses of the databases are no longer in the keychain',
      );
    }
    return { kind: 'servers', addresses: { mongodbUrl, postgresUrl } };
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
