import type { CommandInput, CommandName } from '../../../src-preload/contract/contract.ts';
import type { ErrorCode } from '../../../src-preload/contract/result.ts';

/** For fields that take any text, also none. */
export const FREE_TEXT = '600';

export type ValidCalls = {
  [N in CommandName]: {
    input: () => CommandInput<N> | Promise<CommandInput<N>>;
    /** Only where an app that is set up and works must say no. */
    refusedWith?: ErrorCode;
  };
};
