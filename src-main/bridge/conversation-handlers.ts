import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import { derivedColour, findLabel } from '../../src-preload/contract/label.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';
import type { LabelStore } from '../store/label-store.ts';
import type { StoredConversation, Viewer } from '../store/conversation-store.ts';
import { orFromDevice } from './or-from-device.ts';
import { placeHandlers } from './place-handlers.ts';

export function conversationHandlers(
  workplace: () => Workplace,
): Omit<HandlersOf<'conversation'>, 'conversation.setBlocked'> {
  const summaryOf: HandlersOf<'conversation'>['conversation.get'] = async ({ conversationId }) => {
    const { stores, snapshot } = workplace();
    const summary = await orFromDevice(
      workplace(),
      () => stores.conversations.summary(conversationId),
      () => snapshot.summary(conversationId),
    );
    if (!summary) throw new AppError('not_found', 'There is no such conversation');
    return summary;
  };
  const viewer = (): Viewer => {
    const { user, clock } = workplace();
    return { userId: user.userId, now: clock.now() };
  };
  /** The conversation as it is now, for whoever changed it and for every window. */
  const tell = async (
    conversationId: ConversationId,
    outcome: 'changed' | 'unchanged',
  ): Promise<ConversationSummary> => {
    const summary = await summaryOf({ conversationId });
    if (outcome === 'changed') workplace().publish('conversation.changed', summary);
    return summary;
  };
  return {
    ...placeHandlers(workplace),

    'conversation.list': async ({ filter = {}, sort = 'newest', after, limit }) => {
      const { stores, snapshot } = workplace();
      const question = { filter, sort, viewer: viewer() };
      return orFromDevice(
        workplace(),
        () => stores.conversations.page({ question, after, limit }),
        async () => (after ? null : snapshot.page(limit, question)),
      );
    },

    'conversation.search': (input) => workplace().stores.conversations.search(input),

    'conversation.counts': () => workplace().stores.conversations.counts(viewer()),

    'conversation.count': ({ views }) => {
      const filters = views.map(({ filter }) => filter);
      return workplace().stores.conversations.count(filters, viewer());
    },

    'conversation.get': summaryOf,

    'conversation.assign': async ({ conversationId, userId }) => {
      const { stores } = workplace();
      if (userId !== null && !(await stores.users.find(userId))) {
        throw new AppError('not_found', 'There is no such colleague');
      }
      const outcome = await stores.conversations.assign(conversationId, userId);
      return tell(conversationId, outcome);
    },

    'conversation.setStatus': async ({ conversationId, status, snoozedUntil = null }) => {
      const { stores, clock, figureRecorder } = workplace();
      const outcome = await stores.conversations.setStatus(conversationId, status, snoozedUntil);
      if (status === 'resolved' && outcome === 'changed') {
        // Figures know by it where a conversation ends. When it was, nothing else remembers.
        await figureRecorder.noteClosed({ conversationId, at: clock.now() });
      }
      return tell(conversationId, outcome);
    },

    'conversation.setPriority': async ({ conversationId, priority }) => {
      const { stores } = workplace();
      return tell(conversationId, await stores.conversations.setPriority(conversationId, priority));
    },

    'conversation.setLabels': async ({ conversationId, labels }) => {
      const { stores } = workplace();
      const known = await labelsOfTeam(stores.labels, labels);
      return tell(conversationId, await stores.conversations.setLabels(conversationId, known));
    },

    'conversation.history': async ({ conversationId }) => {
      const found = await workplace().stores.conversations.find(conversationId);
      if (!found) throw new AppError('not_found', 'There is no such conversation');
      return found.history;
    },

    'conversation.readHistory': async ({ conversationId, gap }) => ({
      found: await workplace().history.read(conversationId, gap),
    }),

    'conversation.markUnread': async ({ conversationId }) => {
      const { stores, user } = workplace();
      return tell(
        conversationId,
        await stores.conversations.markUnread(conversationId, user.userId),
      );
    },

    'conversation.markRead': async ({ conversationId, upTo = null }) => {
      const { stores, sessions, snapshot, log, publish, user, isRunHere } = workplace();
      const conversation = await orFromDevice(
        workplace(),
        () => stores.conversations.find(conversationId),
        () => snapshot.destination(conversationId),
      );
      if (!conversation) throw new AppError('not_found', 'There is no such conversation');
      const client = sessions.connectedClient(conversation.sessionId);
      // For WhatsApp only whoever owns the account has seen it; a colleague who looks in has not.
      const isOwn = isRunHere(conversation.sessionId);
      // While the database is away, WhatsApp tells the owner's new count itself, and that waits in the journal.
      const outcomes = await orFromDevice(
        workplace(),
        async () => [
          await stores.conversations.markRead(conversationId, user.userId, upTo),
          isOwn && (await stores.conversations.recordUnread(conversationId, user.userId, 0)),
        ],
        () => [],
      );
      if (outcomes.includes('changed'))
        publish('conversation.changed', await summaryOf({ conversationId }));
      if (!isOwn) return null;
      // WhatsApp's own count follows when it can; at the next connection it is compared anyway.
      for (const chatId of chatsOf(conversation)) {
        await client?.markSeen(chatId).catch((error: unknown) => {
          log.warn('WhatsApp was not told that a chat was seen', { error });
        });
      }
      return null;
    },
  };
}

/** These words as the team spells them. One that is new to the team is a label of it from now on. */
async function labelsOfTeam(store: LabelStore, words: readonly string[]): Promise<string[]> {
  const team = words.length > 0 ? await store.list() : [];
  const names: string[] = [];
  for (const word of words) {
    const known = findLabel(team, word);
    // That a colleague has just made the same one does no harm.
    if (!known) await store.create({ name: word, colour: derivedColour(word) });
    names.push(known?.name ?? word);
  }
  return [...new Set(names)];
}

/** All chats of the person, when WhatsApp knows them under several ids. */
function chatsOf({ chatId, otherChatIds = [] }: ConversationChats): string[] {
  return [chatId, ...otherChatIds];
}

type ConversationChats = Pick<StoredConversation, 'chatId' | 'otherChatIds'>;
