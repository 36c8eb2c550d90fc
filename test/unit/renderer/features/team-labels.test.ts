import { describe, expect, it } from 'vitest';
import { LabelId } from '../../../../src-preload/contract/ids.ts';
import {
  type Label,
  type LabelColour,
  labelColours,
} from '../../../../src-preload/contract/label.ts';
import {
  createInboxStore,
  startInbox,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import {
  colourOf,
  offeredLabels,
} from '../../../../src-renderer/features/inbox/labels/team-labels.ts';
import {
  createSettingsStore,
  startSettings,
} from '../../../../src-renderer/features/settings/settings-store.ts';
import { derivedColour, labelStyle } from '../../../../src-renderer/ui/label-colour.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
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
  it('is the one that the team chose, whatever the capitals, or comes with the word', () => {
    const team = [label('Urgent', 'pink')];
    expect(colourOf(team, 'URGENT')).toBe('pink');
    expect(colourOf(team, 'wedding')).toBe(derivedColour('wedding'));
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

function open(team: Label[] = [label('Urgent', 'pink')]) {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('label.list', () => succeed(team))
    .handle('conversation.list', () =>
      succeed({ items: [conversation(1, 100, { labels: ['old'] })], next: null }),
    )
    .handle('user.list', () => succeed([]))
    .handle('outbox.list', () => succeed([]))
    .handle('conversation.setLabels', ({ labels }) => succeed(conversation(1, 100, { labels })));
  return dependencies;
}

describe('the inbox', () => {
  const start = async (team?: Label[]) => {
    const dependencies = open(team);
    const store = createInboxStore(dependencies);
    const stop = startInbox(store, dependencies);
    await new Promise((resolve) => setTimeout(resolve, 0));
    return { ...dependencies, store, stop };
  };

  it('makes what is new to the team a label of the team, in the colour of its word', async () => {
    const { store, bridge, stop } = await start();
    bridge.handle('label.create', () => succeed({ outcome: 'name_taken' }));
    await store.getState().setLabels(conversationId, ['old', ' cake ', 'URGENT']);
    expect(bridge.inputsOf('conversation.setLabels')).toEqual([
      { conversationId, labels: ['old', 'cake', 'Urgent'] },
    ]);
    // "old" was there before: nobody has made it now.
    expect(bridge.inputsOf('label.create')).toEqual([
      { name: 'cake', colour: derivedColour('cake') },
    ]);
    stop();
  });

  it('makes none when it does not know those of the team, and says what main could not do', async () => {
    const { store, bridge, reported, stop } = await start();
    bridge.handle('label.create', () => fail('database_unreachable'));
    await store.getState().setLabels(conversationId, ['cake']);
    expect(reported).toMatchObject([{ code: 'database_unreachable' }]);
    stop();

    const dependencies = open();
    dependencies.bridge.handle('label.list', () => fail('database_unreachable'));
    const other = createInboxStore(dependencies);
    await other.getState().loadTeamLabels();
    await other.getState().setLabels(conversationId, ['cake']);
    expect(dependencies.bridge.inputsOf('conversation.setLabels')).toHaveLength(1);
    expect(dependencies.bridge.inputsOf('label.create')).toEqual([]);
  });

  it('reads them again when anybody has changed some', async () => {
    const { store, bridge, stop } = await start();
    bridge.handle('label.list', () => succeed([label('Urgent', 'olive')]));
    bridge.emit('label.changed', {});
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(store.getState().teamLabels).toMatchObject({ value: [{ colour: 'olive' }] });
    stop();
  });
});

describe('the settings', () => {
  const start = () => {
    const dependencies = open();
    return { ...dependencies, store: createSettingsStore(dependencies) };
  };

  it('save a new one and a changed one, and say that a name is taken', async () => {
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

  it('count, move and delete them, and show what there is then', async () => {
    const { store, bridge, reported } = start();
    const [one, other] = [label('one'), label('other')];
    bridge
      .handle('label.count', () => succeed({ conversations: 3 }))
      .handle('label.move', () => succeed([other, one]))
      .handle('label.delete', () => succeed(null));
    expect(await store.getState().countLabel(one.labelId)).toBe(3);
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

  it('read them again when anybody has changed some, if they are shown', async () => {
    const { store, bridge, ...dependencies } = start();
    const stop = startSettings(store, { bridge, ...dependencies });
    bridge.emit('label.changed', {});
    expect(bridge.inputsOf('label.list')).toHaveLength(0);
    await store.getState().loadLabels();
    bridge.emit('label.changed', {});
    expect(bridge.inputsOf('label.list')).toHaveLength(2);
    stop();
  });
});
