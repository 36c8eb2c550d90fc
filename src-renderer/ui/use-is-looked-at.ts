import { useDocumentVisibility, useWindowEvent } from '@mantine/hooks';
import { useState } from 'react';

/** Whether the user has this window in front, so that what it shows counts as seen. */
export function useIsLookedAt(): boolean {
  const visibility = useDocumentVisibility();
  const [hasFocus, setHasFocus] = useState(() => document.hasFocus());
  useWindowEvent('focus', () => setHasFocus(true));
  useWindowEvent('blur', () => setHasFocus(false));
  return hasFocus && visibility === 'visible';
}
