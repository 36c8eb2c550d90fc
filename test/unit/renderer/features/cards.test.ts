import { beforeEach, describe, expect, it } from 'vitest';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { importable } from '../../../../src-renderer/features/inbox/bubble/card-slice.ts';
import {
  degreesText,
  gridLines,
} from '../../../../src-renderer/features/inbox/bubble/graticule.ts';
import {
  createInboxStore,
  type InboxStore,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import { conversation, type TestDependencies, testDependencies } from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const card = { name: 'Eva Roca', phoneNumbers: ['+34 600 11 12 22', '600111222'], vcard: '' };

let dependencies: TestDependencies;
let store: InboxStore;

beforeEach(async () => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.get', () => succeed(conversation(1, 0)))
    .handle('message.list', () => succeed({ items: [], next: null }));
  store = createInboxStore(dependencies);
  await store.getState().openConversation(first);
});

describe('saving a contact card', () => {
  it('adds it to the contacts of the account, by the numbers that have a country', async () => {
    dependencies.bridge.handle('contact.import', () => succeed({ outcomes: ['created'] }));
    expect(await store.getState().saveCard(first, card)).toBe('saved');
    expect(dependencies.bridge.calls.at(-1)).toEqual({
      command: 'contact.import',
      input: {
        sessionId: conversation(1, 0).sessionId,
        contacts: [{ name: 'Eva Roca', phoneNumber: '+34600111222' }],
        overwrites: false,
      },
    });
  });

  it('says that it was there, and shows what failed', async () => {
    dependencies.bridge.handle('contact.import', () => succeed({ outcomes: ['unchanged'] }));
    expect(await store.getState().saveCard(first, card)).toBe('known');
    dependencies.bridge.handle('contact.import', () => fail('database_unreachable'));
    expect(await store.getState().saveCard(first, card)).toBeNull();
    expect(dependencies.reported).toMatchObject([{ code: 'database_unreachable' }]);
  });

  it('has nothing to offer where no number is whole, and takes one that is there twice once', () => {
    expect(importable({ name: 'Eva', phoneNumbers: ['600111222', 'none', ''] })).toEqual([]);
    const twice = importable({ name: 'Eva', phoneNumbers: ['+34 600111222', '+34600 111 222'] });
    expect(twice).toEqual([{ name: 'Eva', phoneNumber: '+34600111222' }]);
  });
});

describe('the sketch of a place', () => {
  it('has the lines of the grid around it where they belong', () => {
    const lines = gridLines(40.4168, 0.0125);
    expect(lines.map(({ degrees }) => degrees)).toEqual([40.415, 40.42]);
    expect(lines[0]?.place).toBeCloseTo(0.5 - 0.0018 / 0.0125, 5);
    expect(gridLines(-0.001, 0.0125).map(({ degrees }) => degrees)).toEqual([-0.005, 0, 0.005]);
  });

  it('names them by side of the earth', () => {
    expect(degreesText(40.415, ['N', 'S'])).toBe('40.415° N');
    expect(degreesText(-3.7, ['E', 'W'])).toBe('3.700° W');
  });
});
