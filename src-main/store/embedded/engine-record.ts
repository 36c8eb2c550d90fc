import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const EngineRecord = z.object({
  port: z.number().int().min(1).max(65_535),
  pid: z.number().int().positive().optional(),
});

/** What the app remembers of an engine from run to run, beside its data. */
export type EngineRecord = z.infer<typeof EngineRecord>;

/** Null when the engine was never started, or when what is there cannot be read. */
export async function readEngineRecord(folder: string): Promise<EngineRecord | null> {
  try {
    return EngineRecord.parse(JSON.parse(await readFile(join(folder, 'engine.json'), 'utf8')));
  } catch {
    // Missing or damaged: the engine is found again by its data folder, only its usual port is lost.
    return null;
  }
}

export async function writeEngineRecord(folder: string, record: EngineRecord): Promise<void> {
  const path = join(folder, 'engine.json');
  await writeFile(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
