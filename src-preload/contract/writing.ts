import { z } from 'zod';

/** How messages are written on this computer. */
export const WritingSettings = z.object({
  /** The key that sends; where it is Ctrl+Enter (⌘ Enter on a Mac), Enter alone starts a new line. */
  sendKey: z.enum(['enter', 'ctrl_enter']),
});
export type WritingSettings = z.infer<typeof WritingSettings>;

export const defaultWriting: WritingSettings = {
  sendKey: 'enter',
};
