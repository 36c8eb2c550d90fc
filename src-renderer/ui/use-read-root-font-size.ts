import { useEffect, useState } from 'react';

function read(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** How many pixels one `rem` is, so that virtual rows grow with the text; read again when the window changes. */
export function useReadRootFontSize(): number {
  const [size, setSize] = useState(read);
  useEffect(() => {
    const update = (): void => setSize(read());
    window.addEventListener('resize', update);
    return () => window.removeEventListener('resize', update);
  }, []);
  return size;
}
