import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LabelId } from '../../../../src-preload/contract/ids.ts';
import {
  derivedColour,
  findLabel,
  type Label,
  type LabelColour,
  labelColours,
} from '../../../../src-preload/contract/label.ts';
import { createStores, startWork, type Stores } from '../../../../src-renderer/app/stores.ts';
import { offeredLabels } from '../../../../src-renderer/features/inbox/labels/offered-labels.ts';
import { labelStyle } from '../../../../src-renderer/labels/label-colour.ts';
import {
  createTeamLabelsStore,
  startTeamLabels,
} from '../../../../src-renderer/labels/team-labels-store.ts';
import { fail, type FakeBridge, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId } from '../../../support/preview/sample-data.ts';
import { conversation, testDependencies } from '../samples.ts';

let made = 0;
const label = (name: string, colour: LabelColour = 'teal'): Label => ({
  labelId: LabelId.parse(objectId((made += 1))),
  name,
  colour,
});
const { conversationId } = conversation(1, 100);

describe('the colour of a label', () => {
  it('comes with its word, whatever the capitals, where the team has chosen none', () => {
    const team = [label('Urgent', 'pink')];
    expect(findLabel(team, 'URGENT')?.colour).toBe('pink');
    expect(findLabel(team, 'wedding')).toBeUndefined();
    expect(derivedColour('Wedding')).toBe(derivedColour('wedding'));
  });

  it('is one of the tokens', () => {
    expect(labelColours.map((each) => labelStyle(each).color)).toEqual(
      Array.from({ length: 8 }, (_, index) => `var(--desk-avatar-${index + 1}-text)`),
    );
    const found = new Set(Array.from({ length: 200 }, (_, index) => derivedColour(`l ${index}`)));
    expect(found).toEqual(new Set(labelColours));
  });
});

describe('what is offered', () => {
  it('are the labels of the team in its order, then the others that are in use, once', () => {
    const team = [label('urgent'), label('VIP')];
    const used = [{ labels: ['wedding', 'vip'] }, { labels: ['cake', 'wedding'] }];
    expect(offeredLabels(team, used)).toEqual(['urgent', 'VIP', 'cake', 'wedding']);
  });
});

describe('the labels of the team', () => {
  const start = () => {
    const dependencies = testDependencies();
    dependencies.bridge.handle('label.list', () => succeed([label('Urgent', 'pink')]));
    return { ...dependencies, store: createTeamLabelsStore(dependencies) };
  };

  it('are saved, new and changed, and say that a name is taken', async () => {
    const { store, bridge, reported } = start();
    const saved = label('cake');
    const { labelId, ...draft } = saved;
    bridge
      .handle('label.create', () => succeed({ outcome: 'name_taken' }))
      .handle('label.update', () => succeed({ outcome: 'saved', label: saved }));
    expect(await store.getState().saveLabel(null, draft)).toBe('name_taken');
    expect(bridge.inputsOf('label.list')).toHaveLength(0);
    expect(await store.getState().saveLabel(labelId, draft)).toBe('saved');
    expect(bridge.inputsOf('label.update')).toEqual([saved]);
    expect(bridge.inputsOf('label.list')).toHaveLength(1);
    bridge.handle('label.create', () => fail('database_unreachable'));
    expect(await store.getState().saveLabel(null, draft)).toBe('failed');
    expect(reported).toHaveLength(1);
  });

  it('are counted, moved and deleted, and shown as they are then', async () => {
    const { store, bridge, reported } = start();
    const [one, other] = [label('one'), label('other')];
    const count = { conversations: 3, messages: 2, views: 1 };
    bridge
      .handle('label.count', () => succeed(count))
      .handle('label.move', () => succeed([other, one]))
      .handle('label.delete', () => succeed(null));
    expect(await store.getState().countLabel(one.labelId)).toEqual(count);
    await store.getState().moveLabel(one.labelId, 1);
    expect(store.getState().labels).toMatchObject({ value: [other, one] });
    await store.getState().deleteLabel(one.labelId);
    expect(store.getState().labels).toMatchObject({ value: [{ name: 'Urgent' }] });
    bridge
      .handle('label.count', () => fail('not_found'))
      .handle('label.move', () => fail('not_found'));
    expect(await store.getState().countLabel(one.labelId)).toBeNull();
    await store.getState().moveLabel(one.labelId, 0);
    expect(reported).toHaveLength(2);
    expect(bridge.inputsOf('label.list')).toHaveLength(2);
  });

  it('are read at once, and again when anybody has changed some, and never after that ends', async () => {
    const { store, bridge, ...dependencies } = start();
    const stop = startTeamLabels(store, { bridge, ...dependencies });
    bridge.emit('label.changed', {});
    await vi.waitFor(() => expect(store.getState().labels.status).toBe('ready'));
    expect(bridge.inputsOf('label.list')).toHaveLength(2);
    stop();
    bridge.emit('label.changed', {});
    expect(bridge.inputsOf('label.list')).toHaveLength(2);
  });
});

describe('the inbox', () => {
  let bridge: FakeBridge;
  let reported: unknown[];
  let stores: Stores;
  let team: Label[];

  beforeEach(async () => {
    const dependencies = testDependencies();
    ({ bridge, reported } = dependencies);
    team = [label('urgent', 'pink'), label('VIP')];
    bridge
      .handle('label.list', () => succeed(team))
      .handle('inboxView.list', () => succeed([]))
      .handle('user.list', () => succeed([]))
      .handle('app.health', () => fail('not_ready'))
      .handle('access.get', () => fail('not_ready'))
      .handle('outbox.list', () => succeed([]))
      .handle('session.list', () => succeed([]))
      .handle('conversation.list', () => succeed({ items: [], next: null }))
      .handle('conversation.setLabels', ({ labels }) => succeed(conversation(1, 100, { labels })));
    stores = createStores(dependencies);
    const stop = startWork(stores, dependencies);
    await vi.waitFor(() => expect(stores.labels.getState().labels.status).toBe('ready'));
    return stop;
  });

  const changed = async (labels: Label[]): Promise<void> => {
    team = labels;
    const asked = bridge.inputsOf('inboxView.list').length;
    bridge.emit('label.changed', {});
    await vi.waitFor(() => expect(bridge.inputsOf('inboxView.list').length).toBeGreaterThan(asked));
  };
  const filter = () => stores.inbox.getState().query.filter;

  it('is still narrowed to a label that somebody has given another name', async () => {
    const [urgent, vip] = team;
    if (!urgent || !vip) throw new Error('Two');
    await stores.inbox
      .getState()
      .show({ filter: { label: 'urgent', priority: 'high' }, sort: 'newest' });
    await changed([{ ...urgent, name: 'at once' }, vip]);
    expect(filter()).toEqual({ label: 'at once', priority: 'high' });
    expect(bridge.inputsOf('conversation.list').at(-1)).toMatchObject({ filter: filter() });
    // Another one, or another colour, is nothing to it.
    const asked = bridge.inputsOf('conversation.list').length;
    await changed([
      { ...urgent, name: 'at once', colour: 'olive' },
      { ...vip, name: 'important' },
    ]);
    expect(bridge.inputsOf('conversation.list')).toHaveLength(asked);
  });

  it('is no longer narrowed to a label that is gone, nor shows views that went with it', async () => {
    await stores.inbox
      .getState()
      .show({ filter: { label: 'URGENT', priority: 'high' }, sort: 'newest' });
    await changed(team.slice(1));
    expect(filter()).toEqual({ priority: 'high' });
  });

  it('stays as it is for a word that is no label of the team', async () => {
    await stores.inbox.getState().show({ filter: { label: 'wedding' }, sort: 'newest' });
    await changed([]);
    expect(filter()).toEqual({ label: 'wedding' });
  });

  it('puts labels on a conversation, and says what main could not do', async () => {
    await stores.inbox.getState().setLabels(conversationId, ['cake']);
    expect(bridge.inputsOf('conversation.setLabels')).toEqual([
      { conversationId, labels: ['cake'] },
    ]);
    reported.length = 0;
    bridge.handle('conversation.setLabels', () => fail('database_unreachable'));
    await stores.inbox.getState().setLabels(conversationId, []);
    expect(reported).toMatchObject([{ code: 'database_unreachable' }]);
  });
});
