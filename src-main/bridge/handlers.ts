import type {
  CommandName,
  CommandOutput,
  CommandPayload,
} from '../../src-preload/contract/contract.ts';

/** One handler for every command of the contract: a missing or surplus one does not compile. */
export type Handlers = {
  readonly [N in CommandName]: (input: CommandPayload<N>) => Promise<CommandOutput<N>>;
};

/** The handlers of one area, such as `message`. */
export type HandlersOf<Area extends string> = {
  readonly [N in CommandName as N extends `${Area}.${string}` ? N : never]: Handlers[N];
};
