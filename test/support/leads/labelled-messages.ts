import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** A message that people have labelled: whether its author wants to buy something. */
export const LabelledMessage = z.object({
  text: z.string().min(1),
  intent: z.string(),
  buying: z.boolean(),
});
export type LabelledMessage = z.infer<typeof LabelledMessage>;

/** Reads a file with one labelled message a line. Rejects with an Error that says which line is none. */
export async function readLabelled(path: string): Promise<LabelledMessage[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  const messages = lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const { data, error } = z.string().transform(parseJson).pipe(LabelledMessage).safeParse(line);
    if (error) {
      throw new Error(
        `Line ${index + 1} is no labelled message: {"text": …, "intent": …, "buying": true or false} is expected`,
      );
    }
    return [data];
  });
  if (!messages.some(({ buying }) => buying) || messages.every(({ buying }) => buying)) {
    throw new Error('It has no messages of both kinds, buying and others');
  }
  return messages;
}

/**
 * Reads the file that a command was given, or ends the program (2) with a sentence on what is wrong: the data is not
 * part of the project and lies wherever it was put.
 */
export async function readLabelledOrSay(
  path: string | undefined,
  usage: string,
): Promise<LabelledMessage[]> {
  if (path === undefined) {
    console.error(usage);
    process.exit(2);
  }
  try {
    return await readLabelled(path);
  } catch (error) {
    console.error(
      `${path} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exit(2);
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Refused below, with its line.
    return null;
  }
}
