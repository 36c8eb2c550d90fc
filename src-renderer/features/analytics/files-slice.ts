import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** The figures as files. Each answers whether one was written; what main could not do is reported. */
export interface FilesSlice {
  readonly saveTable: (name: string, lines: string[][]) => Promise<boolean>;
  readonly savePicture: (name: string, png: Uint8Array<ArrayBuffer>) => Promise<boolean>;
  readonly savePage: (name: string) => Promise<boolean>;
}

export function createFilesSlice({ bridge, reportFailure }: StoreDependencies): FilesSlice {
  const isSaved = async (save: () => Promise<'saved' | 'cancelled'>): Promise<boolean> => {
    try {
      return (await save()) === 'saved';
    } catch (error) {
      reportFailure(toBridgeFailure(error));
      return false;
    }
  };
  return {
    saveTable: (name, lines) =>
      isSaved(() => call(bridge, 'figureFile.saveTable', { name, lines })),
    savePicture: (name, png) =>
      isSaved(() => call(bridge, 'figureFile.savePicture', { name, png })),
    savePage: (name) => isSaved(() => call(bridge, 'figureFile.savePage', { name })),
  };
}
