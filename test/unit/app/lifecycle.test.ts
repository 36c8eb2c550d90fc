import { beforeEach, describe, expect, it } from 'vitest';
import { Lifecycle, type LifecycleInput } from '../../../src-main/app/lifecycle.ts';
import type { Workplace } from '../../../src-main/app/workplace.ts';
import type { WorkspaceEntry } from '../../../src-main/app/workspace-access.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { StoredSettings, type SettingsStore } from '../../../src-main/config/settings-store.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { AppState } from '../../../src-preload/contract/app.ts';
import type { ErrorCode } from '../../../src-preload/contract/result.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { deferred } from '../renderer/samples.ts';
import { MemorySecrets } from '../whatsapp/support/memory-secrets.ts';

const user = { userId: UserId.parse('a'.repeat(24)), name: 'Ana', email: 'ana@example.com' };
const addresses = { mongodbUrl: 'mongodb://db/desk', postgresUrl: 'postgres://db/desk' };
const passphrase = 'correct horse battery staple';
const servers = { ...user, passphrase, stores: { kind: 'servers' as const, addresses } };
const local = { ...user, passphrase, stores: { kind: 'local' as const } };

/** What happened, in order. */
let events: string[];
/** What the workspace was opened with. */
let entries: WorkspaceEntry[];
let states: AppState[];
let settings: SettingsStore;
let secrets: MemorySecrets;
/** Who this computer remembers. */
let remembered: typeof user | null;
/** Whom there is an inbox to show of while the databases are opened. */
let sight: Promise<typeof user | null>;
/** What stands in for stores that are away. */
let away: Parameters<LifecycleInput['storesWhenBack']>[0] | null;
/** What goes wrong, by the name of the step. */
let trouble: Map<string, Error>;
let input: LifecycleInput;
let lifecycle: Lifecycle;

function step(name: string): void {
  events.push(name);
  const error = trouble.get(name);
  if (error) throw error;
}

beforeEach(() => {
  events = [];
  entries = [];
  states = [];
  trouble = new Map();
  remembered = null;
  sight = Promise.resolve(null);
  away = null;
  secrets = new MemorySecrets();
  let stored = StoredSettings.parse({});
  settings = {
    get: () => stored,
    set: (change) => {
      step('remember');
      return (stored = { ...stored, ...change });
    },
  };
  // Only what the lifecycle touches of them; the rest is not its business.
  const stores = {
    users: {
      signIn: async () => {
        step('sign in');
        return user;
      },
      find: async () => {
        step('find user');
        return user;
      },
    },
    close: async () => void events.push('close stores'),
  } as unknown as Stores;
  const workplace = {
    close: async () => void events.push('close workplace'),
  } as unknown as Workplace;
  input = {
    settings,
    secrets,
    publish: (event, payload) => {
      if (event === 'app.stateChanged') states.push(payload as AppState);
    },
    log: recordedLog(),
    localFolders: { folder: '/data', cacheFolder: '/cache' },
    openStores: async (location, entry, onStep) => {
      onStep({ step: 'connecting' });
      step(`open ${location.kind}`);
      entries.push(entry);
      step(entry.kind);
      return stores;
    },
    join: (stores, person) => stores.users.signIn(person),
    wipe: async () => {
      step('wipe');
      settings.set({ stores: null, userId: null });
    },
    firstSight: () => sight,
    knownUser: async (userId) => (remembered?.userId === userId ? remembered : null),
    storesWhenBack: (reconnecting) => {
      events.push('wait for the servers');
      away = reconnecting;
      return stores;
    },
    openWorkplace: async ({ onStep }) => {
      onStep({ step: 'journal' });
      try {
        step('open workplace');
      } catch (error) {
        // As the real one does: it owns the stores from here on.
        await stores.close();
        throw error;
      }
      return workplace;
    },
  };
  lifecycle = new Lifecycle(input);
});

const phases = (): string[] => states.map((state) => state.phase);

describe('the first run', () => {
  it('is asked for when nothing is remembered', async () => {
    await lifecycle.start();
    expect(lifecycle.state).toEqual({ phase: 'first_run' });
    expect(() => lifecycle.workplace()).toThrow(expect.objectContaining({ code: 'not_ready' }));
  });

  it('opens everything, remembers the choice, and keeps addresses in the keychain alone', async () => {
    await lifecycle.start();
    expect(await lifecycle.completeSetup(servers)).toEqual(user);
    expect(lifecycle.state).toEqual({ phase: 'ready', user });
    expect(entries).toEqual([{ kind: 'enter', passphrase }]);
    expect(settings.get()).toMatchObject({ stores: { kind: 'servers' }, userId: user.userId });
    expect(JSON.stringify(settings.get())).not.toContain('://');
    expect([...secrets.values.values()]).toEqual(Object.values(addresses));
  });

  it.each(['open servers', 'sign in', 'open workplace', 'remember'])(
    'stays, and nothing is remembered or left open, when "%s" fails',
    async (failing) => {
      await lifecycle.start();
      trouble.set(failing, new AppError('database_unreachable', 'x'));
      await expect(lifecycle.completeSetup(servers)).rejects.toMatchObject({
        code: 'database_unreachable',
      });
      expect(lifecycle.state).toEqual({ phase: 'first_run' });
      expect(lifecycle.openWorkplace).toBeNull();
      expect(settings.get().stores).toBeNull();
      const opened = events.includes('sign in');
      expect(events.filter((event) => event.startsWith('close'))).toHaveLength(opened ? 1 : 0);
      trouble.clear();
      await lifecycle.completeSetup(servers);
      expect(lifecycle.state.phase).toBe('ready');
    },
  );

  it('keeps the addresses of before when new ones cannot be used', async () => {
    await lifecycle.completeSetup(servers);
    await lifecycle.shutdown();
    const next = new Lifecycle(input);
    trouble.set('open workplace', new AppError('internal', 'x'));
    const elsewhere = { mongodbUrl: 'mongodb://new', postgresUrl: 'postgres://new' };
    await expect(
      next.completeSetup({ ...servers, stores: { kind: 'servers', addresses: elsewhere } }),
    ).rejects.toThrow();
    expect([...secrets.values.values()]).toEqual(Object.values(addresses));
  });

  it('is refused without a keychain: nothing is opened', async () => {
    secrets.available = false;
    await expect(lifecycle.completeSetup(local)).rejects.toMatchObject({
      code: 'keychain_unavailable',
    });
    expect(events).toEqual([]);
  });

  it('is over once it has ended, also for a second click', async () => {
    const [first, second] = await Promise.allSettled([
      lifecycle.completeSetup(local),
      lifecycle.completeSetup(local),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'not_allowed' } });
    expect(lifecycle.state.phase).toBe('ready');
    expect(events.filter((event) => event === 'open workplace')).toHaveLength(1);
  });
});

describe('a later start', () => {
  beforeEach(async () => {
    await lifecycle.completeSetup(servers);
    await lifecycle.shutdown();
    events = [];
    states = [];
    lifecycle = new Lifecycle(input);
  });

  it('opens what is remembered, and says what it is doing', async () => {
    await lifecycle.start();
    expect(events).toEqual(['open servers', 'keychain', 'find user', 'open workplace']);
    expect(states).toMatchObject([
      { phase: 'starting', progress: { step: 'settings' } },
      { phase: 'starting', progress: { step: 'connecting' } },
      { phase: 'starting', progress: { step: 'journal' } },
      { phase: 'ready', user },
    ]);
  });

  it.each(['open servers', 'find user', 'open workplace'])(
    'that fails at "%s" says where, leaves nothing open, and can be tried again',
    async (failing) => {
      trouble.set(failing, new AppError('database_unreachable', 'x'));
      await lifecycle.start();
      expect(lifecycle.state).toMatchObject({
        phase: 'failed',
        progress: { step: failing === 'open workplace' ? 'journal' : 'connecting' },
        error: { code: 'database_unreachable', retryable: true },
      });
      const closed = failing === 'open servers' ? [] : ['close stores'];
      expect(events.filter((event) => event.startsWith('close'))).toEqual(closed);
      trouble.clear();
      await lifecycle.start();
      expect(lifecycle.state.phase).toBe('ready');
    },
  );

  it.each(['open servers', 'find user'])(
    'opens with what this computer remembers when the servers are away at "%s"',
    async (failing) => {
      remembered = user;
      trouble.set(failing, new AppError('database_unreachable', 'x'));
      await lifecycle.start();
      expect(lifecycle.state).toEqual({ phase: 'ready', user });
      expect(events.slice(-2)).toEqual(['wait for the servers', 'open workplace']);
      expect(away?.addresses).toMatchObject(addresses);
    },
  );

  it('does not open with what is remembered when something else is wrong', async () => {
    remembered = user;
    trouble.set('open servers', new AppError('database_refused_login', 'x'));
    await lifecycle.start();
    expect(lifecycle.state).toMatchObject({
      phase: 'failed',
      error: { code: 'database_refused_login' },
    });
  });

  it('begins anew, and says why it ends, when the servers are back and refuse', async () => {
    remembered = user;
    trouble.set('open servers', new AppError('database_unreachable', 'x'));
    await lifecycle.start();
    trouble.set('open servers', new AppError('database_migration_failed', 'x'));
    away?.onRefused(new AppError('database_migration_failed', 'x'));
    await lifecycle.start();
    expect(events).toContain('close workplace');
    expect(lifecycle.openWorkplace).toBeNull();
    expect(lifecycle.state).toMatchObject({
      phase: 'failed',
      error: { code: 'database_migration_failed' },
    });
  });

  it('begins anew with other addresses, which are in the keychain then', async () => {
    await lifecycle.start();
    const elsewhere = { mongodbUrl: 'mongodb://new/x', postgresUrl: 'postgres://new/x' };
    const security = { allowPlainText: true };
    await lifecycle.changeAddresses({ ...elsewhere, mongodbSecurity: security });
    await lifecycle.start();
    expect(events.slice(-5)).toEqual([
      'close workplace',
      'open servers',
      'keychain',
      'find user',
      'open workplace',
    ]);
    expect([...secrets.values.values()]).toEqual(Object.values(elsewhere));
    expect(settings.get().stores).toEqual({
      kind: 'servers',
      plainTextAllowed: { mongodb: true, postgres: false },
    });
  });

  it('does not begin anew once it is shutting down', async () => {
    await lifecycle.start();
    const changed = lifecycle.changeAddresses(addresses);
    const ended = lifecycle.shutdown();
    await Promise.all([changed, ended]);
    await lifecycle.start();
    expect(lifecycle.openWorkplace).toBeNull();
    expect(events.filter((event) => event === 'open workplace')).toHaveLength(1);
  });

  it('fails when the addresses are gone from the keychain', async () => {
    secrets.values.clear();
    await lifecycle.start();
    expect(lifecycle.state).toMatchObject({
      phase: 'failed',
      error: { code: 'database_address_invalid' },
    });
  });

  it('leads back to the first run when the person is no longer known', async () => {
    input.openStores = async () =>
      ({
        users: { find: async () => null },
        close: async () => void events.push('close stores'),
      }) as unknown as Stores;
    await lifecycle.start();
    expect(lifecycle.state).toEqual({ phase: 'first_run' });
    expect(events).toEqual(['close stores']);
  });

  it('that failed leads back to the first run when a person wants it, one that worked does not', async () => {
    trouble.set('open servers', new Error('x'));
    await lifecycle.start();
    await lifecycle.setUpAgain();
    expect(lifecycle.state).toEqual({ phase: 'first_run' });
    trouble.clear();
    await lifecycle.start();
    await lifecycle.setUpAgain();
    expect(lifecycle.state.phase).toBe('ready');
  });

  it('that finds the workspace locked asks for the passphrase, and opens with it', async () => {
    trouble.set('keychain', new AppError('workspace_locked', 'x'));
    await lifecycle.start();
    expect(lifecycle.state).toEqual({ phase: 'locked' });
    await lifecycle.unlock(passphrase);
    expect(entries.at(-1)).toEqual({ kind: 'unlock', passphrase });
    expect(lifecycle.state).toEqual({ phase: 'ready', user });
  });

  it.each<ErrorCode>(['passphrase_wrong', 'database_unreachable'])(
    'stays locked when unlocking ends with %s, and nothing else is shown meanwhile',
    async (code) => {
      remembered = user;
      trouble.set('keychain', new AppError('workspace_locked', 'x'));
      await lifecycle.start();
      states = [];
      trouble.set('unlock', new AppError(code, 'x'));
      await expect(lifecycle.unlock('not it')).rejects.toMatchObject({ code });
      expect(lifecycle.state).toEqual({ phase: 'locked' });
      expect(states).toEqual([]);
      trouble.delete('unlock');
      await lifecycle.unlock(passphrase);
      expect(lifecycle.state.phase).toBe('ready');
    },
  );

  it('says what failed after the workspace was unlocked', async () => {
    trouble.set('keychain', new AppError('workspace_locked', 'x'));
    await lifecycle.start();
    trouble.set('open workplace', new AppError('internal', 'x'));
    await lifecycle.unlock(passphrase);
    expect(lifecycle.state).toMatchObject({ phase: 'failed', error: { code: 'internal' } });
  });

  it('is followed by another that asks for the passphrase when the key was changed too often', async () => {
    await lifecycle.start();
    trouble.set('keychain', new AppError('workspace_locked', 'x'));
    lifecycle.lock();
    await lifecycle.start();
    expect(events).toContain('close workplace');
    expect(lifecycle.state).toEqual({ phase: 'locked' });
  });

  it.each(['before', 'after'] as const)(
    'that ends because the desktop was shut out says so, also when the key was changed just %s',
    async (when) => {
      await lifecycle.completeSetup(local);
      const shutOut = new AppError('desktop_shut_out', 'It was lost');
      if (when === 'before') lifecycle.lock();
      const left = lifecycle.leave(shutOut);
      if (when === 'after') lifecycle.lock();
      await left;
      await lifecycle.start();
      expect(lifecycle.state).toMatchObject({
        phase: 'failed',
        error: { code: 'desktop_shut_out' },
      });
      expect(settings.get()).toMatchObject({ stores: null, userId: null });
      await lifecycle.setUpAgain();
      expect(lifecycle.state).toEqual({ phase: 'first_run' });
    },
  );

  it('unlocks nothing that is not locked', async () => {
    await lifecycle.start();
    await expect(lifecycle.unlock(passphrase)).rejects.toMatchObject({ code: 'not_allowed' });
    expect(lifecycle.state.phase).toBe('ready');
  });

  it('leads from the locked workspace back to the first run', async () => {
    trouble.set('keychain', new AppError('workspace_locked', 'x'));
    await lifecycle.start();
    await lifecycle.setUpAgain();
    expect(lifecycle.state).toEqual({ phase: 'first_run' });
  });

  it('asked for twice happens once', async () => {
    await Promise.all([lifecycle.start(), lifecycle.start()]);
    expect(phases().filter((phase) => phase === 'ready')).toHaveLength(1);
  });
});

describe('a start with something to look at', () => {
  beforeEach(async () => {
    await lifecycle.completeSetup(local);
    await lifecycle.shutdown();
    lifecycle = new Lifecycle(input);
    states = [];
    sight = Promise.resolve(user);
  });

  it('shows it until the databases are open, and no step of the start', async () => {
    await lifecycle.start();
    expect(states).toEqual([
      { phase: 'starting', progress: { step: 'settings' } },
      { phase: 'ready', user, isOpening: true },
      { phase: 'ready', user },
    ]);
  });

  it('is opening until it is settled, well or not', async () => {
    const opening = deferred<undefined>();
    const { openStores } = input;
    input.openStores = async (...asked) => {
      await opening.promise;
      return openStores(...asked);
    };
    trouble.set('open local', new AppError('database_too_old', 'x'));
    void lifecycle.start();
    await expect.poll(() => lifecycle.isOpening).toBe(true);
    expect(() => lifecycle.workplace()).toThrow(expect.objectContaining({ code: 'not_ready' }));
    opening.resolve(undefined);
    await lifecycle.settled();
    expect(lifecycle.isOpening).toBe(false);
    expect(lifecycle.state).toMatchObject({ phase: 'failed' });
  });

  it('does not show it when the databases were faster', async () => {
    const late = deferred<typeof user | null>();
    sight = late.promise;
    await lifecycle.start();
    late.resolve(user);
    await late.promise;
    expect(states.at(-1)).toEqual({ phase: 'ready', user });
  });

  it('does not show it at another try', async () => {
    trouble.set('open local', new AppError('database_too_old', 'x'));
    await lifecycle.start();
    trouble.clear();
    states = [];
    await lifecycle.start();
    expect(states).not.toContainEqual(expect.objectContaining({ isOpening: true }));
    expect(lifecycle.state).toEqual({ phase: 'ready', user });
  });
});

describe('shutting down', () => {
  it('waits for a start that is under way, and then closes what it opened', async () => {
    const setup = lifecycle.completeSetup(local);
    await lifecycle.shutdown();
    await setup;
    expect(events.at(-1)).toBe('close workplace');
    expect(lifecycle.openWorkplace).toBeNull();
  });

  it('closes once, also when it is asked for twice', async () => {
    await lifecycle.completeSetup(local);
    await Promise.all([lifecycle.shutdown(), lifecycle.shutdown()]);
    expect(events.filter((event) => event === 'close workplace')).toHaveLength(1);
  });
});
