import { z } from 'zod';

/** What the window may ask, each checked at the door. `chatId` is the conversation that is open. */
export const phoneRequestSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('view'), chatId: z.string().nullable() }),
  z.object({ do: z.literal('scan'), chatId: z.string().nullable() }),
  z.object({ do: z.literal('unlink'), chatId: z.string().nullable() }),
  z.object({ do: z.literal('write'), chatId: z.string(), text: z.string().min(1) }),
  z.object({ do: z.literal('newCustomer') }),
]);

export type PhoneRequest = z.infer<typeof phoneRequestSchema>;
