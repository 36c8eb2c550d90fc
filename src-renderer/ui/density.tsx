import { createContext, type ReactNode, useContext, useLayoutEffect } from 'react';
import { Density } from '../../src-preload/contract/appearance.ts';
import { useRootFontSize } from './use-root-font-size.ts';

const DensityContext = createContext<Density>('comfortable');

interface DensityProviderProperties {
  /** Undefined until the settings are known: then that which the page came with. */
  readonly density: Density | undefined;
  readonly children: ReactNode;
}

/** Tells the tokens, by an attribute of the page, and the virtual lists how dense to draw. */
export function DensityProvider({ density, children }: DensityProviderProperties): ReactNode {
  const onPage = Density.safeParse(document.documentElement.dataset.density);
  const drawn = density ?? (onPage.success ? onPage.data : 'comfortable');
  useLayoutEffect(() => {
    document.documentElement.dataset.density = drawn;
  }, [drawn]);
  return <DensityContext.Provider value={drawn}>{children}</DensityContext.Provider>;
}

/** How dense lists and messages are drawn now. */
export function useDensity(): Density {
  return useContext(DensityContext);
}

/** The height of a virtual list's rows in pixels, of its heights in rem. */
export function useRowHeight(rem: Readonly<Record<Density, number>>): number {
  const rootFontSize = useRootFontSize();
  return rem[useDensity()] * rootFontSize;
}
