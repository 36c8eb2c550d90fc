import { beforeEach, describe, expect, it } from 'vitest';
import { UserId } from '../../../../src-preload/contract/ids.ts';
import { Rota, type TeamMember } from '../../../../src-preload/contract/team.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createSettingsStore,
  type SettingsStore,
  startSettings,
} from '../../../../src-renderer/features/settings/settings-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId } from '../../../support/preview/sample-data.ts';
import { type TestDependencies, testDependencies } from '../samples.ts';

const ana = UserId.parse(objectId(1));
const eva = UserId.parse(objectId(2));
const person = (userId: UserId): TeamMember => ({
  ...{ userId, name: 'Somebody', email: 'somebody@example.com' },
  ...{ isAway: false, openConversations: 2 },
});
const off: Rota = { businessId: null, isOn: false, members: [] };

let dependencies: TestDependencies;
let store: SettingsStore;
let rotas: Rota[];

beforeEach(() => {
  rotas = [];
  dependencies = testDependencies();
  dependencies.bridge
    .handle('business.list', () => succeed({ businesses: [], accounts: [] }))
    .handle('team.get', () => succeed({ people: [person(ana), person(eva)], rotas }))
    .handle('team.setRota', (rota) => {
      rotas = [Rota.parse(rota)];
      return succeed(null);
    })
    .handle('team.setAway', () => fail('database_unreachable'));
  store = createSettingsStore(dependencies);
});

const shown = () => shownValue(store.getState().team);

describe('the team', () => {
  it('shows what is changed at once, and changes that follow each other add up', async () => {
    await store.getState().loadTeam();
    const { setRota } = store.getState();
    const first = setRota({ ...off, isOn: true, members: [ana] });
    expect(shown()?.rotas).toEqual([{ ...off, isOn: true, members: [ana] }]);
    const second = setRota({ ...off, isOn: true, members: [ana, eva] });
    await Promise.all([first, second]);
    expect(dependencies.bridge.inputsOf('team.setRota')).toMatchObject([
      { members: [ana] },
      { members: [ana, eva] },
    ]);
    // Once at the beginning, and once when both were made.
    expect(dependencies.bridge.inputsOf('team.get')).toHaveLength(2);
    expect(store.getState().team).toMatchObject({ status: 'ready' });
    expect(shown()?.rotas).toEqual(rotas);
  });

  it('shows nothing that was read before a change', async () => {
    await store.getState().loadTeam();
    const reading = store.getState().loadTeam();
    const changing = store.getState().setRota({ ...off, isOn: true });
    await reading;
    expect(shown()?.rotas).toMatchObject([{ isOn: true }]);
    await changing;
    expect(shown()?.rotas).toMatchObject([{ isOn: true }]);
  });

  it('takes back what could not be kept, and says why', async () => {
    await store.getState().loadTeam();
    const changing = store.getState().setAway(ana, true);
    expect(shown()?.people.map(({ isAway }) => isAway)).toEqual([true, false]);
    await changing;
    expect(shown()?.people.map(({ isAway }) => isAway)).toEqual([false, false]);
    expect(dependencies.reported).toMatchObject([{ code: 'database_unreachable' }]);
  });

  it('is read again when it changes anywhere, once somebody has looked at it', async () => {
    const stop = startSettings(store, dependencies);
    const { bridge } = dependencies;
    bridge.emit('team.changed', {});
    expect(bridge.inputsOf('team.get')).toHaveLength(0);
    await store.getState().loadTeam();
    bridge.emit('team.changed', {});
    expect(bridge.inputsOf('team.get')).toHaveLength(2);
    stop();
  });
});
