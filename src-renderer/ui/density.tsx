import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo } from 'react';
import { Density } from '../../src-preload/contract/appearance.ts';
import { useReadRootFontSize } from './use-read-root-font-size.ts';

interface Measures {
  readonly density: Density;
  readonly rootFontSize: number;
}

const MeasuresContext = createContext<Measures>({ density: 'comfortable', rootFontSize: 16 });

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
  const rootFontSize = useReadRootFontSize();
  const measures = useMemo(() => ({ density: drawn, rootFontSize }), [drawn, rootFontSize]);
  return <MeasuresContext value={measures}>{children}</MeasuresContext>;
}

/** How dense lists and messages are drawn now. */
export function useDensity(): Density {
  return useContext(MeasuresContext).density;
}

/** How many pixels one `rem` is. It is read once for all: reading it has the styles of the whole page reckoned. */
export function useRootFontSize(): number {
  return useContext(MeasuresContext).rootFontSize;
}

/** The height of a virtual list's rows in pixels, of its heights in rem. */
export function useRowHeight(rem: Readonly<Record<Density, number>>): number {
  const rootFontSize = useRootFontSize();
  return rem[useDensity()] * rootFontSize;
}
