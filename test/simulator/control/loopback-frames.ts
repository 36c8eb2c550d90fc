import { z } from 'zod';
import { simulatorErrorCodes } from '../simulator-error.ts';

/** The path of the control connection, and the header that opens it. */
export const controlPath = '/control';

/** Large enough for a history of some hundred thousand messages. */
export const maxControlPayload = 256 * 1024 * 1024;

export const requestFrameSchema = z.object({
  id: z.number().int(),
  command: z.string(),
  params: z.unknown(),
});

/** What the control server sends: its greeting, an answer, a refusal, or an event. */
export const controlFrameSchema = z.union([
  z.object({ launchArgs: z.array(z.string()) }),
  z.object({
    id: z.number().int(),
    error: z.object({ code: z.enum(simulatorErrorCodes).nullable(), message: z.string() }),
  }),
  z.object({ id: z.number().int(), result: z.unknown() }),
  z.object({ event: z.string(), data: z.unknown() }),
]);

export type ControlFrame = z.infer<typeof controlFrameSchema>;
