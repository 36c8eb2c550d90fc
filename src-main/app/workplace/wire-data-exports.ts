import type { FigureKeeper } from '../../analytics/figure-keeper.ts';
import { DataExports } from '../../data-export/data-exports.ts';
import type { PartInput } from './workplace-parts.ts';

/** What takes data out and in. What an earlier life has left of it is gone when this resolves. */
export async function wireDataExports({
  stores,
  device: { database },
  publish,
  clock,
  log,
  closers,
  figures,
}: PartInput & { figures: Pick<FigureKeeper, 'rebuild'> }): Promise<DataExports> {
  const exports = new DataExports({
    stores,
    database,
    publish,
    onImported: async () => {
      await stores.forgetOutdated(null);
      await figures.rebuild();
    },
    clock,
    log: log.child('export'),
  });
  closers.add(() => exports.stop());
  await exports.removeLeft();
  return exports;
}
