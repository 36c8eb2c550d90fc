/** How the figures are looked at, which asks main for nothing. */
export interface FigureView {
  readonly clock: 'wall' | 'business';
  readonly which: 'all' | 'first';
  readonly heat: 'incoming' | 'outgoing';
  /** The charts that are shown as tables, by their ids. */
  readonly tables: readonly string[];
  readonly peopleSort: { readonly columnId: string; readonly isDescending: boolean };
}

export interface ViewSlice {
  readonly view: FigureView;
  readonly setView: (view: Partial<FigureView>) => void;
}

export function createViewSlice(
  set: (change: Partial<ViewSlice>) => void,
  get: () => ViewSlice,
): ViewSlice {
  return {
    view: {
      clock: 'wall',
      which: 'all',
      heat: 'incoming',
      tables: [],
      peopleSort: { columnId: 'outgoing', isDescending: true },
    },
    setView: (view) => set({ view: { ...get().view, ...view } }),
  };
}
