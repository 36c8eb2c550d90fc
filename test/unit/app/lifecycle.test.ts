import { beforeEach, describe, expect, it } from 'vitest';
import { Lifecycle, type LifecycleInput } from '../../../src-main/app/lifecycle.ts';
import type { Workplace } from '../../../src-main/app/workplace.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { StoredSettings, type SettingsStore } from '../../../src-main/config/settings-store.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { AppState } from '../../../src-preload/contract/app.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { MemorySecrets } from '../whatsapp/support/memory-secrets.ts';

const user = { userId: UserId.parse('a'.repeat(24)), name: 'Ana', email: 'ana@example.com' };
const addresses = { mongodbUrl: 'mongodb://db/desk', postgresUrl: 'postgres://db/desk' };
const servers = { ...user, stores: { kind: 'servers' as const, addresses } };
const local = { ...user, stores: { kind: 'local' as const } };

/** What happened, in order. */
let events: string[];
let states: AppState[];
let settings: SettingsStore;
let secrets: MemorySecrets;
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
  states = [];
  trouble = new Map();
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
    openStores: async (location, onStep) => {
      onStep({ step: 'connecting' });
      step(`open ${location.kind}`);
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
    expect(settings.get()).toMatchObject({ stores: { kind: 'servers' }, userId: user.userId });
    expect(JSON.stringify(settings.get())).not.toContain('mongodb');
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
    expect(events).toEqual(['open servers', 'find user', 'open workplace']);
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

  it('asked for twice happens once', async () => {
    await Promise.all([lifecycle.start(), lifecycle.start()]);
    expect(phases().filter((phase) => phase === 'ready')).toHaveLength(1);
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
