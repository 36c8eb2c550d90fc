import type { Bridge } from '../../src-preload/contract/contract.ts';
import type { BridgeFailure } from './bridge-failure.ts';

/** Shows a failure that has no place of its own on the screen. */
export type ReportFailure = (failure: BridgeFailure) => void;

/** What every feature's store is built from. */
export interface StoreDependencies {
  readonly bridge: Bridge;
  readonly reportFailure: ReportFailure;
}
