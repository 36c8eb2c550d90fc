import { existsSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import { LONGEST_SESSION_DATA, SessionData, sessionDataNames } from '../domain/session-data.ts';
import type {
  ChatSnapshot,
  ContactSnapshot,
  Identity,
  WhatsAppId,
} from '../domain/whatsapp-event.ts';
import type { Log } from '../log/log.ts';
import type { BrowserLaunch } from './browser/browser-launch.ts';
import { withDeadline } from './deadline.ts';
import { classify } from './library/library-error.ts';
import { SafeClient } from './library/safe-client.ts';
import { SealedProfileAuth } from './library/sealed-profile-auth.ts';
import { SessionEvents } from './library/session-events.ts';
import { downloadMedia } from './media-download.ts';
import { MessageSender } from './message-sender.ts';
import { heldOwnMessage } from './page/own-message.ts';
import { pageExpression } from './page/page-expression.ts';
import { pageState } from './page/page-state.ts';
import { PageDirectory } from './page-directory.ts';
import { PairingByCode } from './pairing-by-code.ts';
import { readProfilePicture } from './page/read-picture.ts';
import { readStorage } from './page/read-storage.ts';
import { PageWatch } from './page-watch.ts';
import { readMessageKey } from './translators/whatsapp-ids.ts';
import type { BrowserProfile } from './vault/browser-profile.ts';
import type {
  ChatPlacing,
  ClientEvent,
  HistoryAnswer,
  HistoryQuestion,
  MediaDownload,
  MediaRequest,
  MessageChange,
  OutgoingMessage,
  SendResult,
  WhatsAppClient,
} from './whatsapp-client.ts';

/** All in milliseconds. */
const defaultTiming = {
  /** From launching the browser to driving the page. */
  start: 90_000,
  /** How long a send waits for the server's answer before it counts as pending. */
  send: 30_000,
  probe: 10_000,
  /** Between two looks at whether the page still answers. */
  watchEvery: 30_000,
  /** How long linking or restoring may show no progress at all between the scan and `ready`. */
  stalledSync: 180_000,
};
export type ClientTiming = typeof defaultTiming;

/** How far back a message of ours is looked for, in messages. */
const OWN_MESSAGE_REACH = 500;

/** Of a profile picture, in pixels: twice the largest that is drawn. */
const PICTURE_SIDE = 192;

export interface WhatsAppWebClientSettings {
  readonly launch: BrowserLaunch;
  readonly profile: BrowserProfile;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing?: Partial<ClientTiming>;
}

/** One WhatsApp account through whatsapp-web.js in a browser of its own. */
export class WhatsAppWebClient implements WhatsAppClient {
  readonly #clock: Clock;
  readonly #profile: BrowserProfile;
  readonly #timing: ClientTiming;
  readonly #executablePath: string;
  readonly #library: SafeClient;
  readonly #events: SessionEvents;
  readonly #watch: PageWatch;
  readonly #directory: PageDirectory;
  readonly #pairing: PairingByCode;
  readonly #sender: MessageSender;
  #usedAt: number;

  constructor({ launch, profile, clock, log, timing }: WhatsAppWebClientSettings) {
    this.#clock = clock;
    this.#directory = new PageDirectory({
      call: (doing, expression) => this.#call(doing, expression),
      look: (doing, expression) => this.#look(doing, expression),
      log,
    });
    this.#profile = profile;
    this.#timing = { ...defaultTiming, ...timing };
    this.#usedAt = clock.now();
    this.#events = new SessionEvents({ log, profile, onOver: () => void this.stop() });
    this.#executablePath = launch.executablePath;
    this.#library = new SafeClient({
      ...launch,
      authStrategy: new SealedProfileAuth(profile),
      clock,
      startDeadline: this.#timing.start,
      events: this.#events,
    });
    this.#events.attach(this.#library);
    this.#pairing = new PairingByCode({ run: (script) => this.#library.run(script), clock, log });
    this.#sender = new MessageSender({
      library: this.#library,
      clock,
      timing: this.#timing,
      probe: () => this.probe(),
      isReadOnly: () => this.#events.problems.length > 0,
    });
    this.#watch = new PageWatch({
      clock,
      every: this.#timing.watchEvery,
      stalledAfter: this.#timing.stalledSync,
      probe: () => this.probe(),
      onDead: (why) => this.#events.onDeath(why),
    });
    this.#events.listen((event) => this.#watch.observe(event));
  }

  listen(listener: (event: ClientEvent) => void): () => void {
    return this.#events.listen(listener);
  }

  async start(): Promise<void> {
    if (!existsSync(this.#executablePath)) {
      this.#events.end();
      throw new AppError('whatsapp_browser_missing', 'The browser of this account is not there');
    }
    try {
      await this.#library.initialize();
      // Changes are reported; this is for the state that the page had before.
      this.#events.onReport({ kind: 'state', state: await this.#state() });
    } catch (error) {
      this.#events.end();
      await this.stop();
      throw classify(error, 'Starting WhatsApp');
    }
    this.#watch.start();
  }

  async stop(): Promise<void> {
    this.#watch.stop();
    this.#events.end();
    await this.#library.destroy();
  }

  async logout(): Promise<void> {
    this.#events.end();
    try {
      await withDeadline(this.#clock, this.#timing.probe, 'Logging out', this.#library.logout());
      this.#profile.discard();
    } catch (error) {
      throw classify(error, 'Logging out');
    } finally {
      await this.stop();
    }
  }

  async refreshQr(): Promise<void> {
    try {
      await this.#pairing.showQr();
    } catch (error) {
      throw classify(error, 'Asking for a new QR code');
    }
  }

  async requestPairingCode(phoneNumber: string): Promise<void> {
    this.#events.onPairingCode(await this.#pairing.request(phoneNumber));
  }

  vitals(): { pid: number | null; usedAt: number } {
    return { pid: this.#library.pupBrowser?.process()?.pid ?? null, usedAt: this.#usedAt };
  }

  async probe(): Promise<'connected' | 'not_connected'> {
    try {
      return (await this.#state()) === 'CONNECTED' ? 'connected' : 'not_connected';
    } catch (error) {
      throw classify(error, 'Probing');
    }
  }

  async sessionData(): Promise<SessionData> {
    const expression = pageExpression(readStorage, sessionDataNames, LONGEST_SESSION_DATA);
    return SessionData.parse(await this.#look('Reading what the page keeps', expression));
  }

  send(message: OutgoingMessage): Promise<SendResult> {
    return this.#sender.send(message);
  }

  stageFile(piece: { fileId: string; offset: number; bytes: Uint8Array }): Promise<void> {
    return this.#sender.stageFile(piece);
  }

  change(change: MessageChange): Promise<void> {
    return this.#sender.change(change);
  }

  placeChats(chatIds: readonly WhatsAppId[], placing: ChatPlacing): Promise<void> {
    return this.#sender.placeChats(chatIds, placing);
  }

  setBlocked(whatsappId: WhatsAppId, isBlocked: boolean): Promise<void> {
    return this.#sender.setBlocked(whatsappId, isBlocked);
  }

  async findOwnMessage(input: { chatId: WhatsAppId; messageId: string }): Promise<unknown> {
    const held = await this.#call(
      'Looking for a message',
      pageExpression(heldOwnMessage, input.messageId),
    );
    if (typeof held === 'string') return isRefused(JSON.parse(held)) ? null : JSON.parse(held);
    const { messages } = await this.history({
      chatId: input.chatId,
      since: 0,
      limit: OWN_MESSAGE_REACH,
    });
    const found = messages.find((message) => {
      const key = keyOf(message);
      return key?.fromMe === true && key.id === input.messageId;
    });
    return found === undefined || isRefused(found) ? null : found;
  }

  async markSeen(chatId: WhatsAppId): Promise<void> {
    try {
      await this.#library.sendSeen(chatId);
    } catch (error) {
      throw classify(error, 'Marking a chat as seen');
    }
  }

  chats(): Promise<ChatSnapshot[]> {
    return this.#directory.chats();
  }

  contacts(): Promise<ContactSnapshot[]> {
    return this.#directory.contacts();
  }

  contact(whatsappId: WhatsAppId): Promise<ContactSnapshot | null> {
    return this.#directory.contact(whatsappId);
  }

  identity(whatsappId: WhatsAppId): Promise<Identity | null> {
    return this.#directory.identity(whatsappId);
  }

  history(input: HistoryQuestion): Promise<HistoryAnswer> {
    return this.#directory.history(input);
  }

  downloadMedia(request: MediaRequest): Promise<MediaDownload> {
    return downloadMedia((doing, expression) => this.#call(doing, expression), request);
  }

  async profilePicture(whatsappId: WhatsAppId): Promise<Uint8Array | null> {
    const expression = pageExpression(readProfilePicture, whatsappId, PICTURE_SIDE);
    const picture = z
      .base64()
      .nullable()
      .parse(await this.#call('Reading a picture', expression));
    return picture === null ? null : Buffer.from(picture, 'base64');
  }

  async #state(): Promise<string> {
    const answer = this.#library.run(pageExpression(pageState));
    return z.string().parse(await withDeadline(this.#clock, this.#timing.probe, 'Probing', answer));
  }

  #call(doing: string, expression: string): Promise<unknown> {
    this.#usedAt = this.#clock.now();
    return this.#look(doing, expression);
  }

  /** A look at the page that does not count as using it. */
  async #look(doing: string, expression: string): Promise<unknown> {
    try {
      return await this.#library.run(expression);
    } catch (error) {
      throw classify(error, doing);
    }
  }
}

const Keyed = z.object({ id: z.unknown(), ack: z.number().nullish() });

function keyOf(message: unknown): ReturnType<typeof readMessageKey> {
  const parsed = Keyed.safeParse(message);
  return parsed.success ? readMessageKey(parsed.data.id) : undefined;
}

/** A message that WhatsApp did not take: to the outside it does not exist. */
function isRefused(message: unknown): boolean {
  const parsed = Keyed.safeParse(message);
  return parsed.success && (parsed.data.ack ?? 0) < 0;
}
