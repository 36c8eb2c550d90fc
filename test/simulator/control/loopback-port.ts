import { WebSocket, type RawData } from 'ws';
import { EventHub, simulatorEventSchemas, type SimulatorEventName } from '../events.ts';
import { frameText } from '../protocol/frame-text.ts';
import { SimulatorError } from '../simulator-error.ts';
import {
  commandSchemas,
  type CommandName,
  type CommandParams,
  type CommandResults,
} from './commands.ts';
import type { ControlPort } from './control-port.ts';
import type { ControlAddress } from './control-server.ts';
import { controlFrameSchema, maxControlPayload } from './loopback-frames.ts';

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const isEventName = (name: string): name is SimulatorEventName =>
  Object.hasOwn(simulatorEventSchemas, name);

/** Runs commands in the simulator of another process. */
export class LoopbackPort implements ControlPort {
  readonly events = new EventHub();
  launchArgs: readonly string[] = [];
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  /** Rejects with a SimulatorError `cannot-connect`. */
  static connect({ url, token }: ControlAddress): Promise<LoopbackPort> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, {
        headers: { authorization: `Bearer ${token}` },
        maxPayload: maxControlPayload,
      });
      const refuse = (cause?: Error): void => {
        reject(new SimulatorError('cannot-connect', 'no simulator there', { cause }));
      };
      socket.once('error', refuse);
      socket.once('close', () => refuse());
      // The constructor listens at once, so that the greeting is not missed.
      const port = new LoopbackPort(socket, () => resolve(port));
    });
  }

  private constructor(socket: WebSocket, onGreeted: () => void) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(data, onGreeted));
    socket.on('close', () => {
      const error = new SimulatorError('cannot-connect', 'the simulator is gone');
      for (const { reject } of this.#pending.values()) reject(error);
      this.#pending.clear();
    });
  }

  async call<Name extends CommandName>(
    name: Name,
    params: CommandParams[Name],
  ): Promise<CommandResults[Name]> {
    const result = await this.#request(name, params);
    // The schema of `name` checks exactly this type; TypeScript does not correlate the two maps.
    return commandSchemas[name].result.parse(result) as CommandResults[Name];
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.close();
    await closed;
  }

  #request(command: string, params: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) {
        reject(new SimulatorError('cannot-connect', 'the simulator is gone'));
        return;
      }
      this.#lastId += 1;
      this.#pending.set(this.#lastId, { resolve, reject });
      this.#socket.send(JSON.stringify({ id: this.#lastId, command, params }));
    });
  }

  #receive(data: RawData, onGreeted: () => void): void {
    const frame = controlFrameSchema.parse(JSON.parse(frameText(data)));
    if ('launchArgs' in frame) {
      this.launchArgs = frame.launchArgs;
      onGreeted();
    } else if ('event' in frame) this.#emit(frame.event, frame.data);
    else {
      const pending = this.#pending.get(frame.id);
      this.#pending.delete(frame.id);
      if ('error' in frame) pending?.reject(this.#errorFrom(frame.error));
      else pending?.resolve(frame.result);
    }
  }

  #errorFrom({ code, message }: { code: SimulatorError['code'] | null; message: string }): Error {
    return code === null ? new Error(message) : new SimulatorError(code, message);
  }

  #emit(name: string, data: unknown): void {
    if (!isEventName(name)) return;
    this.events.emit(name, simulatorEventSchemas[name].parse(data));
  }
}
