import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { EventHub } from '../events.ts';
import type { SimulatorSettings } from '../options.ts';
import type { PageOrderName, PageOrders } from '../protocol/page-events.ts';
import {
  pageRequestSchema,
  pageRequestSchemas,
  type PageMethod,
  type PageParams,
  type PageResults,
} from '../protocol/page-requests.ts';
import type { Quirks } from '../quirks.ts';
import { frameText } from '../protocol/frame-text.ts';
import { SimulatorError } from '../simulator-error.ts';
import type { World } from '../world/world.ts';
import { createCertificate, type Certificate } from './certificate.ts';
import { HttpRoutes } from './http-routes.ts';
import { pageHtml, pageScript } from './page-html.ts';
import { createPageMethods, newDeviceId, type PageMethods } from './page-methods.ts';
import { PageSession } from './page-session.ts';
import { Timers } from './timers.ts';

// The largest message the library can send is a media message with a preview; files go over http.
const maxPayload = 16 * 1024 * 1024;

const isPageMethod = (method: string): method is PageMethod =>
  Object.hasOwn(pageRequestSchemas, method);

/** The https and wss server that a browser takes for web.whatsapp.com, and the pages connected to it. */
export class PageServer {
  readonly missingModules = new Set<string>();
  readonly timers = new Timers();
  readonly #world: World;
  readonly #settings: SimulatorSettings;
  readonly #events: EventHub;
  readonly #sessions = new Set<PageSession>();
  readonly #methods: PageMethods;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #spki: string;
  readonly #stopListening: () => void;
  #quirks: Quirks;
  #reachable = true;
  #outage: NodeJS.Timeout | null = null;

  static async start(
    world: World,
    settings: SimulatorSettings,
    events: EventHub,
    port: number,
  ): Promise<PageServer> {
    const [certificate] = await Promise.all([createCertificate(), pageScript()]);
    const server = new PageServer(world, settings, events, certificate);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject);
      server.#server.listen(port, '127.0.0.1', resolve);
    });
    return server;
  }

  private constructor(
    world: World,
    settings: SimulatorSettings,
    events: EventHub,
    { key, cert, spki }: Certificate,
  ) {
    this.#world = world;
    this.#settings = settings;
    this.#events = events;
    this.#spki = spki;
    this.#quirks = settings.quirks;
    this.#methods = createPageMethods({
      world,
      settings,
      events,
      timers: this.timers,
      quirks: () => this.#quirks,
      clearQuirk: (name) => void this.setQuirks({ [name]: undefined }),
      missingModules: this.missingModules,
    });
    const routes = new HttpRoutes(world.media, () => pageHtml(this.#pageConfig()));
    this.#server = createServer({ key, cert }, (request, response) => {
      routes.handle(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
    this.#server.on('connection', (socket: Socket) => {
      if (!this.#reachable) socket.destroy();
    });
    this.#sockets = new WebSocketServer({ server: this.#server, path: '/ws/chat', maxPayload });
    this.#sockets.on('connection', (socket) => this.#accept(socket));
    this.#stopListening = world.journal.subscribe((entry, origin) => {
      for (const session of this.#linked()) if (session !== origin) session.send(entry);
    });
  }

  /** Browser arguments that lead WhatsApp's names here and everything else nowhere. */
  launchArgs(): string[] {
    const { port } = this.#server.address() as AddressInfo;
    const rules = [
      `MAP web.whatsapp.com 127.0.0.1:${port}`,
      `MAP *.whatsapp.net 127.0.0.1:${port}`,
      'MAP * ~NOTFOUND',
      'EXCLUDE 127.0.0.1',
    ];
    return [
      `--host-resolver-rules=${rules.join(',')}`,
      `--ignore-certificate-errors-spki-list=${this.#spki}`,
    ];
  }

  async stop(): Promise<void> {
    this.#stopListening();
    this.timers.cancelAll();
    if (this.#outage !== null) clearTimeout(this.#outage);
    for (const session of this.#sessions) session.terminate();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  status() {
    return {
      linkedDevices: this.#world.devices.size,
      onlineDevices: this.#linked().length,
      isQrOffered: [...this.#sessions].some(({ offeredRef }) => offeredRef !== null),
    };
  }

  // The phone

  /** Links the page that shows this QR, or the one that shows any. Returns the new device's id. */
  scan(qr?: string): string {
    const ref = qr === undefined ? null : this.#refOf(qr);
    const session = [...this.#sessions].find(
      ({ offeredRef }) => offeredRef !== null && (ref === null || offeredRef === ref),
    );
    if (session === undefined) {
      throw ref === null
        ? new SimulatorError('qr-not-offered', 'no page shows a QR at the moment')
        : new SimulatorError('qr-expired', 'no page shows this QR any more');
    }
    return this.#pair(session);
  }

  enterPairingCode(code: string): string {
    const session = [...this.#sessions].find(({ pairingCode }) => pairingCode === code);
    if (session === undefined) {
      throw new SimulatorError('unknown-pairing-code', 'no page shows this pairing code');
    }
    return this.#pair(session);
  }

  /** Removes every linked device, as the owner does on the phone. */
  unlink(): void {
    const linked = this.#linked();
    this.#world.devices.clear();
    for (const session of linked) {
      session.deviceId = null;
      session.order('unauthorized', {});
    }
    this.#events.emit('unlinked', { by: 'phone' });
  }

  // Trouble

  /** Cuts every connection and refuses new ones until `restoreNetwork`, or for so many milliseconds. */
  dropNetwork(milliseconds?: number): void {
    this.#reachable = false;
    for (const session of this.#sessions) session.terminate();
    this.#server.closeAllConnections();
    if (this.#outage !== null) clearTimeout(this.#outage);
    this.#outage =
      milliseconds === undefined ? null : setTimeout(() => this.restoreNetwork(), milliseconds);
  }

  restoreNetwork(): void {
    if (this.#outage !== null) clearTimeout(this.#outage);
    this.#outage = null;
    this.#reachable = true;
  }

  /** Sends an order to every page, linked or not. */
  orderAll<Name extends PageOrderName>(order: Name, data: PageOrders[Name]): void {
    for (const session of this.#sessions) session.order(order, data);
  }

  /** Changes the named quirks; `undefined` takes one back. Resolves when the pages have them in force. */
  async setQuirks(changes: Quirks): Promise<void> {
    this.#quirks = { ...this.#quirks, ...changes };
    await Promise.all([...this.#sessions].map((session) => session.setQuirks(this.#quirks)));
  }

  // Pages

  #linked(): PageSession[] {
    return [...this.#sessions].filter(
      ({ deviceId }) => deviceId !== null && this.#world.devices.has(deviceId),
    );
  }

  #refOf(qr: string): string {
    const [ref, ...others] = qr.split(',');
    // ref, noise key, identity key, advertising secret, platform
    if (ref === undefined || others.length !== 4) {
      throw new SimulatorError(
        'qr-malformed',
        `a QR has five parts, this has ${others.length + 1}`,
      );
    }
    return ref;
  }

  #pair(session: PageSession): string {
    if (this.#quirks.devicesFull === true) {
      throw new SimulatorError('devices-full', 'the phone has four linked devices already');
    }
    session.stopOfferingQr();
    session.pairingCode = null;
    const deviceId = newDeviceId();
    const isConfirmed = this.#quirks.asksForPasskey !== true;
    if (isConfirmed) {
      this.#world.devices.add(deviceId);
      session.deviceId = deviceId;
    } else session.unconfirmedDeviceId = deviceId;
    session.order('paired', {
      credentials: { deviceId, me: this.#world.owner },
      bootstrap: this.#world.bootstrap(this.#settings.preload),
    });
    if (isConfirmed) {
      this.#events.emit('linked', { deviceId });
      this.#events.emit('online', { deviceId });
    }
    return deviceId;
  }

  #accept(socket: WebSocket): void {
    const session = new PageSession(socket, {
      intervalMs: this.#settings.qrIntervalMs,
      maxRefs: this.#settings.qrMaxRefs,
      onOffered: (ref) => this.#events.emit('qrOffered', { ref }),
    });
    this.#sessions.add(session);
    socket.on('close', () => {
      this.#sessions.delete(session);
      if (session.deviceId !== null) this.#events.emit('offline', { deviceId: session.deviceId });
    });
    // A connection that breaks in the middle of a frame is closed by ws; there is nothing to add.
    socket.on('error', () => session.terminate());
    socket.on('message', (data) => void this.#answer(session, data));
  }

  async #answer(session: PageSession, data: RawData): Promise<void> {
    let id = 0;
    try {
      const request = pageRequestSchema.parse(JSON.parse(frameText(data)));
      id = request.id;
      if (!isPageMethod(request.method)) throw new Error(`unknown method ${request.method}`);
      session.send({ id, result: await this.#call(session, request.method, request.params) });
    } catch (error) {
      session.send({ id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  async #call<Method extends PageMethod>(
    session: PageSession,
    method: Method,
    params: unknown,
  ): Promise<PageResults[Method]> {
    const parsed = pageRequestSchemas[method].parse(params);
    // The schema of `method` has checked exactly this; TypeScript does not correlate the two maps.
    return this.#methods[method](session, parsed as PageParams[Method]);
  }

  #pageConfig() {
    const { page, webVersion } = this.#settings;
    return { ...page, webVersion, quirks: this.#quirks };
  }
}
