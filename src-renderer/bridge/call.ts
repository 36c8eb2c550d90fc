import type {
  Bridge,
  CommandInput,
  CommandName,
  CommandOutput,
} from '../../src-preload/contract/contract.ts';
import { BridgeFailure } from './bridge-failure.ts';

/** Runs a command and answers its value; throws a {@link BridgeFailure} when main says no. */
export async function call<N extends CommandName>(
  bridge: Bridge,
  command: N,
  input: CommandInput<N>,
): Promise<CommandOutput<N>> {
  const result = await bridge.invoke(command, input);
  if (!result.ok) {
    throw new BridgeFailure(command, result.error);
  }
  return result.value;
}
