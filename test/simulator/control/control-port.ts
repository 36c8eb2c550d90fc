import type { EventHub } from '../events.ts';
import type { CommandName, CommandParams, CommandResults } from './commands.ts';

/** How a command reaches the simulator: in this process, or over loopback. */
export interface ControlPort {
  readonly events: EventHub;
  /** Browser arguments that lead to the simulator's page. */
  readonly launchArgs: readonly string[];
  /** Rejects with a SimulatorError. */
  call<Name extends CommandName>(
    name: Name,
    params: CommandParams[Name],
  ): Promise<CommandResults[Name]>;
}
