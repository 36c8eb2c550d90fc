import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';

/** Prints the tables and writes everything to `out/bench/<name>.json`, with where and when it was measured. */
export async function reportResult(
  name: string,
  tables: Readonly<Record<string, readonly object[]>>,
): Promise<void> {
  for (const [title, rows] of Object.entries(tables)) {
    console.log(`\n${title}`);
    console.table(rows);
  }
  const folder = join(import.meta.dirname, '../../../out/bench');
  await mkdir(folder, { recursive: true });
  const machine = { processor: cpus()[0]?.model ?? '', cores: availableParallelism() };
  const result = { measuredAt: new Date().toISOString(), machine, node: process.version, tables };
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}
