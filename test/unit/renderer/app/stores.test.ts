import { beforeEach, describe, expect, it } from 'vitest';
import { UserId } from '../../../../src-preload/contract/ids.ts';
import { createStores, startWork, type Stores } from '../../../../src-renderer/app/stores.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { sampleReport } from '../../../support/preview/sample-analytics.ts';
import { objectId } from '../../../support/preview/sample-data.ts';
import { testDependencies } from '../samples.ts';

const up = { mongo: 'up', postgres: 'up', keychain: 'up', waiting: 0, setAside: 0 } as const;

let dependencies: ReturnType<typeof testDependencies>;
let stores: Stores;

beforeEach(() => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('app.health', () => succeed(up))
    .handle('access.get', () => fail('not_ready'))
    .handle('session.list', () => succeed([]))
    .handle('conversation.list', () => succeed({ items: [], next: null }))
    .handle('user.list', () => succeed([]))
    .handle('outbox.list', () => succeed([]))
    .handle('lead.stages', () => succeed([]))
    .handle('business.list', () => succeed({ businesses: [], accounts: [] }))
    .handle('analytics.status', () => succeed({ timeZone: 'Europe/Madrid', rebuild: null }))
    .handle('analytics.report', ({ filter }) => succeed(sampleReport(filter)));
  stores = createStores(dependencies);
});

describe('a window that shows what this computer remembers', () => {
  it('fetches the inbox again once the databases are open, and only then', () => {
    const { bridge } = dependencies;
    const user = { userId: UserId.parse(objectId(1)), name: 'Ana', email: 'ana@example.com' };
    const { receiveState } = stores.app.getState();
    receiveState({ phase: 'ready', user, isOpening: true });
    const stop = startWork(stores, dependencies);
    const asked = bridge.inputsOf('conversation.list').length;
    receiveState({ phase: 'ready', user });
    expect(bridge.inputsOf('conversation.list')).toHaveLength(asked + 1);
    receiveState({ phase: 'ready', user });
    expect(bridge.inputsOf('conversation.list')).toHaveLength(asked + 1);
    stop();
  });
});

describe('what other desktops change in tables that are shown as a whole', () => {
  it('is read again where it is shown', async () => {
    const stop = startWork(stores, dependencies);
    await stores.analytics.getState().load();
    await stores.businesses.getState().load();
    const { bridge } = dependencies;
    bridge.emit('analytics.changed', {});
    expect(bridge.inputsOf('analytics.report')).toHaveLength(2);
    bridge.emit('business.changed', {});
    // For the settings, and for the filter of the search.
    expect(bridge.inputsOf('business.list')).toHaveLength(3);
    stop();
    bridge.emit('analytics.changed', {});
    bridge.emit('business.changed', {});
    expect(bridge.inputsOf('analytics.report')).toHaveLength(2);
    expect(bridge.inputsOf('business.list')).toHaveLength(3);
  });

  it('is not read where nothing has been shown yet', () => {
    const stop = startWork(stores, dependencies);
    dependencies.bridge.emit('analytics.changed', {});
    expect(dependencies.bridge.inputsOf('analytics.report')).toHaveLength(0);
    stop();
  });
});
