import type { SessionState } from '../../../src-preload/contract/session.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../src-renderer/bridge/remote-data.ts';
import { BridgeFailure } from '../../../src-renderer/bridge/bridge-failure.ts';
import type { MainScreen } from './screens.ts';
import { uuid } from './sample-data.ts';

const failedHits = {
  status: 'failed',
  failure: new BridgeFailure('message.search', {
    code: 'database_unreachable',
    retryable: true,
    reference: 'a1b2c3d4',
  }),
} as const;
const connected: SessionState = { kind: 'connected', since: 1_750_000_000_000 };

function find(query: string | null) {
  return async ({ inbox }: Stores): Promise<void> => {
    await inbox.getState().openConversation(ConversationId.parse(uuid(1)));
    inbox.getState().openFind();
    if (query !== null) inbox.getState().setFindQuery(query);
  };
}

async function select({ inbox }: Stores): Promise<void> {
  const { openConversation, toggleMessage, selectUpTo } = inbox.getState();
  await openConversation(ConversationId.parse(uuid(2)));
  const thread = inbox.getState().threads.get(ConversationId.parse(uuid(2)));
  const messages = (thread && shownValue(thread)?.messages) ?? [];
  for (const [place, message] of messages.slice(-7, -3).entries()) {
    if (place === 0) toggleMessage(message);
    else selectUpTo(message);
  }
}

async function showPlace({ inbox }: Stores): Promise<void> {
  const conversationId = ConversationId.parse(uuid(3));
  await inbox.getState().openConversation(conversationId);
  const thread = inbox.getState().threads.get(conversationId);
  const messages = (thread && shownValue(thread)?.messages) ?? [];
  const place = messages.findLast(({ type }) => type === 'contact');
  if (place !== undefined) await inbox.getState().openConversation(conversationId, place);
}

/** Finding one's way in a conversation, and what is done with several messages. */
export const threadScreens: Readonly<Record<string, MainScreen>> = {
  'find-hits': {
    fillings: ['full'],
    accounts: [connected],
    goThere: (stores) => void find('order')(stores),
    press: /^Next/,
  },
  'find-nothing': {
    fillings: ['full'],
    accounts: [connected],
    goThere: (stores) => void find('zeppelin')(stores),
  },
  'find-failed': {
    fillings: ['full'],
    accounts: [connected],
    goThere: (stores) =>
      void find(null)(stores).then(() =>
        stores.inbox.setState(({ find: now }) => ({
          find: now && { ...now, query: 'order', hits: failedHits },
        })),
      ),
  },
  'find-day': {
    fillings: ['full'],
    accounts: [connected],
    goThere: ({ inbox }) =>
      void inbox
        .getState()
        .openConversation(ConversationId.parse(uuid(1)))
        .then(() => inbox.getState().askForDay('2026-03-12')),
  },
  'find-day-nothing': {
    fillings: ['full'],
    accounts: [connected],
    goThere: ({ inbox }) =>
      void inbox
        .getState()
        .openConversation(ConversationId.parse(uuid(1)))
        .then(() => inbox.getState().goToDay('2099-01-01')),
  },
  'select-messages': {
    fillings: ['full'],
    accounts: [connected],
    goThere: (stores) => void select(stores),
  },
  'select-forward': {
    fillings: ['full'],
    accounts: [connected],
    goThere: (stores) => void select(stores),
    press: /^Forward$/,
  },
  'thread-places': {
    fillings: ['full'],
    accounts: [connected],
    goThere: (stores) => void showPlace(stores),
  },
};
