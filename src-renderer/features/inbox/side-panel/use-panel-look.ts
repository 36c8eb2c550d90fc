import { useMemo } from 'react';
import { useInbox } from '../inbox-context.ts';
import { rememberedLook } from './panel-look.ts';
import type { PanelLook } from './side-panel-state.ts';

/** Whether the panel is open, and what of it is folded away. */
export function usePanelLook(): PanelLook {
  const look = useInbox((state) => state.panelLook);
  return useMemo(() => look ?? rememberedLook(localStorage), [look]);
}
