import type { Bridge } from '../../src-preload/contract/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly alexia?: Bridge;
  }
}

/** The bridge to the main process; throws where the page runs without its preload script. */
export function windowBridge(): Bridge {
  if (window.alexia === undefined) {
    throw new Error('The page was opened without its preload script: window.alexia is missing.');
  }
  return window.alexia;
}
