import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';

interface StoreContext<State> {
  readonly Provider: (properties: {
    readonly store: StoreApi<State>;
    readonly children: ReactNode;
  }) => ReactNode;
  /** Reads a part of the state and draws again when that part changes. */
  readonly useSelector: <Part>(selector: (state: State) => Part) => Part;
}

/** Hands one feature's store to its components, without a module-level instance. */
export function createStoreContext<State>(name: string): StoreContext<State> {
  const Context = createContext<StoreApi<State> | null>(null);
  Context.displayName = name;
  return {
    Provider({ store, children }) {
      return <Context value={store}>{children}</Context>;
    },
    useSelector(selector) {
      const store = useContext(Context);
      if (store === null) {
        throw new Error(`${name} is missing above this component.`);
      }
      return useStore(store, selector);
    },
  };
}
