import type { ConversationId, LabelId } from '../../src-preload/contract/ids.ts';
import { isSameLabel, type Label } from '../../src-preload/contract/label.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

/** With more, whoever shows conversations is asked to read them again, which is less work. */
const TOLD_AT_MOST = 200;

/**
 * The conversations are changed before the row: after a failure between the two the same can be asked again, since the
 * row still says how the label was called.
 */
export function labelHandlers(workplace: () => Workplace): HandlersOf<'label'> {
  const gone = (): AppError => new AppError('not_found', 'It was deleted meanwhile');
  const find = (labels: readonly Label[], labelId: LabelId): Label | undefined =>
    labels.find((each) => each.labelId === labelId);

  /** Shows here what was written here; other desktops hear of it from the database. */
  const tell = async (changed: readonly ConversationId[]): Promise<void> => {
    const { stores, publish } = workplace();
    if (changed.length > TOLD_AT_MOST) {
      publish('changes.missed', { conversationId: null });
      return;
    }
    if (changed.length === 0) return;
    for (const summary of await stores.conversations.summaries(changed)) {
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
      const { labels, conversations } = workplace().stores;
      const all = await labels.list();
      const old = find(all, labelId);
      if (!old) throw gone();
      const isTaken = all.some((each) => each !== old && isSameLabel(each.name, draft.name));
      if (isTaken) return { outcome: 'name_taken' };
      if (old.name !== draft.name) await tell(await conversations.relabel(old.name, draft.name));
      const saved = await labels.update(labelId, draft);
      if (saved.outcome === 'notFound') throw gone();
      return saved.outcome === 'saved' ? saved : { outcome: 'name_taken' };
    },

    'label.count': async ({ labelId }) => {
      const { labels, conversations } = workplace().stores;
      const label = find(await labels.list(), labelId);
      if (!label) throw gone();
      return { conversations: await conversations.countLabelled(label.name) };
    },

    'label.delete': async ({ labelId }) => {
      const { labels, conversations } = workplace().stores;
      const label = find(await labels.list(), labelId);
      if (!label) return null;
      await tell(await conversations.relabel(label.name, null));
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
