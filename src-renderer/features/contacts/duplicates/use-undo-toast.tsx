import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ContactMergeId } from '../../../../src-preload/contract/contact.ts';
import { showUndoToast } from '../../../ui/show-undo-toast.tsx';
import { useContacts } from '../contacts-context.ts';

/** Tells that contacts were merged, with the button that undoes it; later it can be undone from the card. */
export function useUndoToast(): (mergeId: ContactMergeId, count: number) => void {
  const { t } = useTranslation();
  const undo = useContacts((state) => state.undoMerge);
  return (mergeId, count) =>
    showUndoToast({
      id: `merge-${mergeId}`,
      message: t('duplicates.merged', { count }),
      undo: t('duplicates.undo'),
      close: t('common.close'),
      onUndo: () => void undo(mergeId),
    });
}
