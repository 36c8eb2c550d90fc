// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { followDesktop } from '../../../../src-renderer/app/follow-desktop.ts';
import { createStores, type Stores } from '../../../../src-renderer/app/stores.ts';
import type { OpenRequest } from '../../../../src-preload/contract/desktop.ts';
import { succeed } from '../../../support/preview/fake-bridge.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import { sampleLeads } from '../../../support/preview/sample-data.ts';
import { conversation, testDependencies } from '../samples.ts';

const one = conversation(1, 100).conversationId;
const other = conversation(2, 100).conversationId;

let dependencies: ReturnType<typeof testDependencies>;
let stores: Stores;
let requests: OpenRequest[];

beforeEach(() => {
  requests = [];
  dependencies = testDependencies();
  dependencies.bridge
    .handle('desktop.takeOpenRequest', () => succeed(requests.shift() ?? null))
    .handle('conversation.get', () => succeed(conversation(1, 100)))
    .handle('message.list', () => succeed({ items: [], next: null }))
    .handle('conversation.history', () => succeed({ spans: [], gaps: [], fromBeginning: true }))
    .handle('user.list', () => succeed([]));
  stores = createStores(dependencies);
});

const drafts = (): [string, string][] => [...stores.inbox.getState().drafts];

describe('what a notification or a link asks for', () => {
  it('is opened, whatever is shown, and also when it was asked for before the window was there', async () => {
    stores.app.getState().goTo('settings');
    requests = [{ conversationId: one, text: null }];
    const stop = followDesktop(stores, dependencies);
    await vi.waitFor(() => expect(stores.inbox.getState().selectedId).toBe(one));
    expect(stores.app.getState().area).toBe('inbox');
    requests = [{ conversationId: other, text: null }];
    dependencies.bridge.emit('desktop.openRequested', {});
    await vi.waitFor(() => expect(stores.inbox.getState().selectedId).toBe(other));
    expect(drafts()).toEqual([]);
    stop();
  });

  it('is the page of a lead', async () => {
    const [lead] = sampleLeads(1, 1_800_000_000_000);
    if (!lead) throw new Error('One was asked for');
    dependencies.bridge
      .handle('lead.get', () => succeed({ lead, history: [] }))
      .handle('business.list', () => succeed({ businesses: [], accounts: [] }));
    requests = [{ leadId: lead.leadId }];
    const stop = followDesktop(stores, dependencies);
    await vi.waitFor(() => expect(shownValue(stores.leads.getState().page)?.lead).toEqual(lead));
    expect(stores.app.getState().area).toBe('leads');
    stop();
  });

  it('stands in the field of its conversation where it was an answer, after what was written there', async () => {
    stores.inbox.getState().setDraft(one, 'Good morning,');
    requests = [
      { conversationId: one, text: 'we are on our way' },
      { conversationId: other, text: 'Yes!' },
    ];
    const stop = followDesktop(stores, dependencies);
    await vi.waitFor(() => expect(stores.inbox.getState().selectedId).toBe(other));
    expect(drafts()).toEqual([
      [one, 'Good morning,\nwe are on our way'],
      [other, 'Yes!'],
    ]);
    stop();
  });
});
