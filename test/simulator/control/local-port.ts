import type { EventHub } from '../events.ts';
import type { PageServer } from '../server/page-server.ts';
import { SimulatorError } from '../simulator-error.ts';
import type { World } from '../world/world.ts';
import { createCommandHandlers } from './command-handlers.ts';
import {
  commandSchemas,
  isCommandName,
  type CommandHandlers,
  type CommandName,
  type CommandParams,
  type CommandResults,
} from './commands.ts';
import type { ControlPort } from './control-port.ts';

/** Runs commands in this process. The loopback server hands its requests to the same place. */
export class LocalPort implements ControlPort {
  readonly events: EventHub;
  readonly launchArgs: readonly string[];
  readonly #handlers: CommandHandlers;
  #isChangeDue = false;

  constructor(world: World, pages: PageServer, events: EventHub) {
    this.events = events;
    this.launchArgs = pages.launchArgs();
    this.#handlers = createCommandHandlers(world, pages);
    world.journal.subscribe(() => {
      if (this.#isChangeDue) return;
      this.#isChangeDue = true;
      setImmediate(() => {
        this.#isChangeDue = false;
        events.emit('changed', {});
      });
    });
  }

  async call<Name extends CommandName>(
    name: Name,
    params: CommandParams[Name],
  ): Promise<CommandResults[Name]> {
    return this.#handlers[name](params);
  }

  /** The same for a request of which nothing is known yet. */
  async callUnchecked(name: string, params: unknown): Promise<unknown> {
    if (!isCommandName(name)) throw new SimulatorError('bad-request', `no command ${name}`);
    const parsed = commandSchemas[name].params.safeParse(params);
    if (!parsed.success) {
      throw new SimulatorError('bad-request', `${name}: ${parsed.error.message}`);
    }
    return this.call(name, parsed.data);
  }
}
