import { z } from 'zod';
import { User } from './app.ts';

export const userCommands = {
  /** Everybody who uses Alexia Desk with these databases, by name, A to Z. */
  'user.list': { input: z.object({}), output: z.array(User) },
} as const;
