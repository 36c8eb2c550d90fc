import { ControlServer, type ControlAddress } from './control/control-server.ts';
import { LocalPort } from './control/local-port.ts';
import { SimulatorControl } from './control/simulator-control.ts';
import { EventHub } from './events.ts';
import { resolveSettings, type SimulatorOptions } from './options.ts';
import { PageServer } from './server/page-server.ts';
import { World } from './world/world.ts';

/**
 * A stand-in for WhatsApp: the page that answers for web.whatsapp.com, the owner's phone, and the customers. A browser
 * reaches it through `launchArgs()` alone, so that the app and whatsapp-web.js run unchanged.
 */
export class WhatsAppSimulator extends SimulatorControl {
  readonly #pages: PageServer;
  readonly #port: LocalPort;
  #control: ControlServer | null = null;

  static async start(options: SimulatorOptions = {}): Promise<WhatsAppSimulator> {
    const settings = resolveSettings(options);
    const events = new EventHub();
    const world = new World(settings.me, settings.now);
    const pages = await PageServer.start(world, settings, events, options.port ?? 0);
    return new WhatsAppSimulator(pages, new LocalPort(world, pages, events));
  }

  private constructor(pages: PageServer, port: LocalPort) {
    super(port);
    this.#pages = pages;
    this.#port = port;
  }

  /** Lets other processes of this machine drive the simulator; see `SimulatorClient`. */
  async openControl(): Promise<ControlAddress> {
    this.#control ??= await ControlServer.start(this.#port);
    return this.#control.address;
  }

  async stop(): Promise<void> {
    await this.#control?.stop();
    this.#control = null;
    await this.#pages.stop();
  }
}
