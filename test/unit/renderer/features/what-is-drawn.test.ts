// @vitest-environment happy-dom
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppProviders } from '../../../../src-renderer/app/app-providers.tsx';
import { InboxArea } from '../../../../src-renderer/features/inbox/inbox-area.tsx';
import { createInboxStore } from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { TeamLabelsProvider } from '../../../../src-renderer/labels/team-labels-context.ts';
import { createTeamLabelsStore } from '../../../../src-renderer/labels/team-labels-store.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { idle } from '../../../../src-renderer/bridge/remote-data.ts';
import { succeed } from '../../../support/preview/fake-bridge.ts';
import { conversation, message, testDependencies } from '../samples.ts';

/** How often each of some icons was drawn: they stand around the field and in the head, and are drawn whenever those are. */
const drawn = vi.hoisted(() => new Map<string, number>());

vi.mock('@tabler/icons-react', async (original) => {
  const icons = await original<Record<string, unknown>>();
  const counted = (name: string) => () => {
    drawn.set(name, (drawn.get(name) ?? 0) + 1);
    return null;
  };
  const names = ['IconPaperclip', 'IconMoodSmile', 'IconClock', 'IconArrowUp', 'IconArrowLeft'];
  // One in each bubble.
  names.push('IconDotsVertical');
  return { ...icons, ...Object.fromEntries(names.map((name) => [name, counted(name)])) };
});

const conversations = Array.from({ length: 12 }, (_, index) =>
  conversation(index + 1, 900 - index),
);
const [first] = conversations;
const messages = Array.from({ length: 50 }, (_, index) =>
  message(`M${index}`, 1_000 * (index + 1), { direction: index % 2 ? 'incoming' : 'outgoing' }),
).reverse();

/** There is no layout here: so high is each row, and so much room there is for them, in pixels. */
const heights = { row: 48, room: 240 };

let root: Root;
let words: ReturnType<typeof createI18n>;
let dependencies: ReturnType<typeof testDependencies>;
let store: ReturnType<typeof createInboxStore>;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.list', () => succeed({ items: conversations, next: null }))
    .handle('conversation.history', () => succeed({ spans: [], gaps: [], fromBeginning: true }))
    .handle('message.list', () =>
      succeed({ items: messages, next: { timestamp: 1_000, sequence: 0 } }),
    );
  store = createInboxStore(dependencies);
  store.setState({ startCounting: () => () => {}, loadViews: async () => {} });
  await store.getState().loadConversations();
  const container = document.body.appendChild(document.createElement('div'));
  root = createRoot(container);
  const area = createElement(InboxArea, {
    store,
    sessions: idle,
    isOffline: false,
    onLinkAccount: () => {},
    threadActions: () => null,
    onSearchIn: () => {},
    consent: { notice: () => null, details: () => null },
    hold: () => null,
    onOpenContact: () => {},
    onOpenLead: () => {},
    onMakeLead: () => {},
  });
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(heights.row);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(heights.room);
  vi.stubGlobal('innerHeight', heights.room);
  words = createI18n('en');
  const properties = { words, themeChoice: 'light', density: undefined } as const;
  await act(async () =>
    root.render(
      createElement(AppProviders, {
        ...properties,
        children: createElement(TeamLabelsProvider, {
          store: createTeamLabelsStore(dependencies),
          children: area,
        }),
      }),
    ),
  );
});

afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function open(index: number): Promise<void> {
  const { conversationId } = conversations[index] ?? conversation(1, 0);
  await act(async () => store.getState().openConversation(conversationId));
}

describe('the window draws', () => {
  it('the field alone when a key is pressed in it, and keeps every letter', async () => {
    await open(0);
    const field = document.querySelector('textarea');
    const type = (text: string) =>
      act(async () => {
        const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
        value?.set?.call(field, text);
        field?.dispatchEvent(new Event('input', { bubbles: true }));
      });
    // The first letter brings the button that sends.
    await type('H');
    expect(drawn.get('IconPaperclip')).toBeGreaterThan(0);
    drawn.clear();
    for (const text of ['He', 'Hel', 'Hell', 'Hello']) await type(text);
    expect(Object.fromEntries(drawn)).toEqual({});
    expect(field?.value).toBe('Hello');
    expect(
      store.getState().drafts.get(first?.conversationId ?? conversation(1, 0).conversationId),
    ).toBe('Hello');
  });

  it('a conversation without fetching its older messages before somebody goes there', async () => {
    await open(0);
    expect(dependencies.bridge.inputsOf('message.list')).toHaveLength(1);
  });

  it('each message once when a conversation is opened again', async () => {
    await open(0);
    await open(1);
    drawn.clear();
    await open(0);
    const bubbles = document.querySelectorAll('[data-testid=message]').length;
    expect(bubbles).toBeGreaterThan(5);
    expect(drawn.get('IconDotsVertical')).toBe(bubbles);
  });

  it('a conversation after one question, and asks nothing when it is opened again', async () => {
    const asked = (): string[] => dependencies.bridge.calls.map(({ command }) => command);
    const before = asked().length;
    await open(0);
    expect(asked().slice(before)).toEqual(['message.list', 'conversation.history', 'note.list']);
    await open(1);
    const known = asked().length;
    await open(0);
    expect(asked().slice(known)).toEqual([]);
  });

  it('any number of messages and rows without one of them listening to the language', async () => {
    const listen = vi.spyOn(words, 'on');
    await open(0);
    expect(document.querySelectorAll('[data-testid=message]').length).toBeGreaterThan(5);
    expect(listen).not.toHaveBeenCalled();
  });
});
