import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';

/** How long it can be undone at once, in milliseconds. */
const SHOWN_MS = 12_000;

interface UndoToast {
  /** One at a time is shown of each. */
  readonly id: string;
  readonly message: ReactNode;
  /** What the button says. */
  readonly undo: string;
  readonly close: string;
  readonly onUndo: () => void;
}

/** Tells what was done, with the button that undoes it. */
export function showUndoToast({ id, message, undo, close, onUndo }: UndoToast): void {
  notifications.show({
    id,
    autoClose: SHOWN_MS,
    message: (
      <>
        {message}{' '}
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          {undo}
        </Button>
      </>
    ),
    closeButtonProps: { 'aria-label': close },
  });
}
