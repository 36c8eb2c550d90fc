import type { LabelId } from '../../src-preload/contract/ids.ts';
import { isSameLabel, type Label } from '../../src-preload/contract/label.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { groupBy } from '../common/group-by.ts';
import type { HandlersOf } from './handlers.ts';

/** With more, whoever shows them is asked to read them again, which is less work. */
const TOLD_AT_MOST = 200;

/**
 * Conversations and messages are changed before the row: after a failure between the two the same can be asked again, since the
 * row still says how the label was called.
 */
export function labelHandlers(workplace: () => Workplace): HandlersOf<'label'> {
  const gone = (): AppError => new AppError('not_found', 'It was deleted meanwhile');
  const find = (labels: readonly Label[], labelId: LabelId): Label | undefined =>
    labels.find((each) => each.labelId === labelId);

  /**
   * Wherever the label is, or with null takes it away. Shows here what was written here; other desktops hear of it from
   * the database.
   */
  const rename = async (name: string, next: string | null): Promise<void> => {
    const { stores, outbox, publish } = workplace();
    const conversations = await stores.conversations.relabel(name, next);
    const messages = await stores.messages.retag(name, next);
    if (conversations.length + messages.length > TOLD_AT_MOST) {
      publish('changes.missed', { conversationId: null });
      return;
    }
    for (const [conversationId, tagged] of groupBy(messages, (each) => each.conversationId)) {
      const ids = tagged.map(({ messageId }) => messageId);
      for (const message of await stores.messages.findMany(conversationId, ids)) {
        publish('message.changed', outbox.withState(message));
      }
    }
    if (conversations.length === 0) return;
    for (const summary of await stores.conversations.summaries(conversations)) {
      publish('conversation.changed', summary);
    }
  };

  return {
    'label.list': () => workplace().stores.labels.list(),

    'label.create': async (draft) => {
      const saved = await workplace().stores.labels.create(draft);
      return saved.outcome === 'saved' ? saved : { outcome: 'name_taken' };
    },

    'label.update': async ({ labelId, ...draft }) => {
      const { labels } = workplace().stores;
      const all = await labels.list();
      const old = find(all, labelId);
      if (!old) throw gone();
      const isTaken = all.some((each) => each !== old && isSameLabel(each.name, draft.name));
      if (isTaken) return { outcome: 'name_taken' };
      if (old.name !== draft.name) await rename(old.name, draft.name);
      const saved = await labels.update(labelId, draft);
      if (saved.outcome === 'notFound') throw gone();
      return saved.outcome === 'saved' ? saved : { outcome: 'name_taken' };
    },

    'label.count': async ({ labelId }) => {
      const { labels, conversations, messages } = workplace().stores;
      const label = find(await labels.list(), labelId);
      if (!label) throw gone();
      const [ofConversations, ofMessages, views] = await Promise.all([
        conversations.countLabelled(label.name),
        messages.countTagged(label.name),
        labels.countViews(label.name),
      ]);
      return { conversations: ofConversations, messages: ofMessages, views };
    },

    'label.delete': async ({ labelId }) => {
      const { labels } = workplace().stores;
      const label = find(await labels.list(), labelId);
      if (!label) return null;
      await rename(label.name, null);
      await labels.remove(labelId);
      return null;
    },

    'label.move': async ({ labelId, place }) => {
      const labels = await workplace().stores.labels.move(labelId, place);
      if (labels === 'notFound') throw gone();
      return labels;
    },
  };
}
