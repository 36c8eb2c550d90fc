import { z } from 'zod';

const none = z.object({});

export const microphoneCommands = {
  /**
   * Lets the window use the microphone, until it says that it is done. On macOS the system asks the person, the first
   * time. `refused` where the system's privacy settings forbid it.
   */
  'desktop.allowMicrophone': { input: none, output: z.enum(['allowed', 'refused']) },
  /** The window does not use the microphone any more. */
  'desktop.releaseMicrophone': { input: none, output: z.null() },
} as const;
