import { useEffect } from 'react';

const SCHEME = 'data-mantine-color-scheme';

/** Paper is white: whatever the window looks like, what is printed of it has the light colours. */
export function useLightWhenPrinted(): void {
  useEffect(() => {
    const root = document.documentElement;
    let shown: string | null = null;
    const begin = (): void => {
      shown = root.getAttribute(SCHEME);
      root.setAttribute(SCHEME, 'light');
    };
    const end = (): void => {
      if (shown !== null) root.setAttribute(SCHEME, shown);
      shown = null;
    };
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
      end();
    };
  }, []);
}
