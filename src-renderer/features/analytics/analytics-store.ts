import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { type BehindSlice, createBehindSlice } from './behind-slice.ts';
import { createFilesSlice, type FilesSlice } from './files-slice.ts';
import { createFiguresSlice, type FiguresSlice } from './figures-slice.ts';
import { createNamesSlice, type NamesSlice } from './names-slice.ts';
import { createViewSlice, type ViewSlice } from './view-slice.ts';
import { createWaitsSlice, type WaitsSlice } from './waits-slice.ts';

export interface AnalyticsState
  extends FiguresSlice, WaitsSlice, BehindSlice, NamesSlice, ViewSlice, FilesSlice {}

export type AnalyticsStore = StoreApi<AnalyticsState>;

/** The pages of figures. What was chosen on them is kept while the app runs. */
export function createAnalyticsStore(dependencies: StoreDependencies): AnalyticsStore {
  return createStore<AnalyticsState>()((set, get) => ({
    ...createFiguresSlice(set, get, dependencies),
    ...createWaitsSlice(set, get, dependencies),
    ...createBehindSlice(set, get, dependencies),
    ...createNamesSlice(set, dependencies),
    ...createViewSlice(set, get),
    ...createFilesSlice(dependencies),
  }));
}
