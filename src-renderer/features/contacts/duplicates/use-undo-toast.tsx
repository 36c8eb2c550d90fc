import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ContactMergeId } from '../../../../src-preload/contract/contact.ts';
import { useContacts } from '../contacts-context.ts';

/** How long it can be undone at once, in milliseconds; later it can from the card. */
const SHOWN_MS = 12_000;

/** Tells that contacts were merged, with the button that undoes it. */
export function useUndoToast(): (mergeId: ContactMergeId, count: number) => void {
  const { t } = useTranslation();
  const undo = useContacts((state) => state.undoMerge);
  return (mergeId, count) => {
    const id = `merge-${mergeId}`;
    notifications.show({
      id,
      autoClose: SHOWN_MS,
      message: (
        <>
          {t('duplicates.merged', { count })}{' '}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              notifications.hide(id);
              void undo(mergeId);
            }}
          >
            {t('duplicates.undo')}
          </Button>
        </>
      ),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };
}
