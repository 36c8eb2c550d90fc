import type { Bridge } from '../../src-preload/contract/contract.ts';

declare global {
  interface Window {
    readonly alexia: Bridge;
  }
}
