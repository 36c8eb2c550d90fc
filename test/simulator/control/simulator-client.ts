import type { ControlAddress } from './control-server.ts';
import { LoopbackPort } from './loopback-port.ts';
import { SimulatorControl } from './simulator-control.ts';

/** Drives a simulator that runs in another process. */
export class SimulatorClient extends SimulatorControl {
  readonly #port: LoopbackPort;

  /** Rejects with a SimulatorError `cannot-connect`. */
  static async connect(address: ControlAddress): Promise<SimulatorClient> {
    return new SimulatorClient(await LoopbackPort.connect(address));
  }

  private constructor(port: LoopbackPort) {
    super(port);
    this.#port = port;
  }

  /** Ends the connection; the simulator goes on. */
  close(): Promise<void> {
    return this.#port.close();
  }
}
