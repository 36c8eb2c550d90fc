import { existsSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import type {
  ChatSnapshot,
  ContactSnapshot,
  Identity,
  WhatsAppId,
} from '../domain/whatsapp-event.ts';
import type { Log } from '../log/log.ts';
import type { BrowserLaunch } from './browser/browser-launch.ts';
import { DeadlineError, withDeadline } from './deadline.ts';
import { classify } from './library/library-error.ts';
import { SafeClient } from './library/safe-client.ts';
import { SealedProfileAuth } from './library/sealed-profile-auth.ts';
import { SessionEvents } from './library/session-events.ts';
import { heldOwnMessage, ownMessageOutcome } from './page/own-message.ts';
import { pageExpression } from './page/page-expression.ts';
import { pageState } from './page/page-state.ts';
import { PageDirectory } from './page-directory.ts';
import { PairingByCode } from './pairing-by-code.ts';
import { PageWatch } from './page-watch.ts';
import { readMessageKey } from './translators/whatsapp-ids.ts';
import type { BrowserProfile } from './vault/browser-profile.ts';
import type {
  ClientEvent,
  HistoryAnswer,
  HistoryQuestion,
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

const Outcome = z.object({ ack: z.number().nullable(), state: z.string() });

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
  #usedAt: number;
  #sends: Promise<unknown> = Promise.resolve();

  constructor({ launch, profile, clock, log, timing }: WhatsAppWebClientSettings) {
    this.#clock = clock;
    this.#directory = new PageDirectory((doing, expression) => this.#call(doing, expression), log);
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

  sendText(input: { chatId: WhatsAppId; text: string; messageId: string }): Promise<SendResult> {
    const send = this.#sends.then(() => this.#send(input));
    // The next one waits for the end of this one, whatever it is.
    this.#sends = send.catch(() => undefined);
    return send;
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

  async #send(input: { chatId: WhatsAppId; text: string; messageId: string }): Promise<SendResult> {
    const doing = 'Sending a message';
    if (this.#events.problems.length > 0) {
      throw new AppError('whatsapp_read_only', `${doing}: the self-test has failed`);
    }
    if ((await this.probe()) !== 'connected') {
      throw new AppError('whatsapp_not_connected', `${doing}: the line is down`);
    }
    let failure: unknown;
    try {
      await withDeadline(
        this.#clock,
        this.#timing.send,
        doing,
        this.#library.sendMessage(input.chatId, input.text, {
          sendSeen: false,
          linkPreview: false,
          parseVCards: false,
          waitUntilMsgSent: true,
          extra: { deskMessageId: input.messageId },
        }),
      );
    } catch (error) {
      if (!(error instanceof DeadlineError)) failure = error;
    }
    // What the library answers says little; the page's own message says what became of it.
    const { ack, state } = await this.#outcome(doing, input.messageId);
    if (ack !== null && ack > 0) return 'sent';
    if (ack === 0) return 'pending';
    if (ack === null) {
      throw classify(failure ?? new Error('The page has no such message'), doing);
    }
    if (state !== 'CONNECTED') {
      throw new AppError('whatsapp_not_connected', `${doing}: the line went down`);
    }
    throw new AppError('whatsapp_refused', `${doing}: WhatsApp refused it`);
  }

  async #outcome(doing: string, messageId: string): Promise<z.infer<typeof Outcome>> {
    const answer = this.#library.run(pageExpression(ownMessageOutcome, messageId));
    try {
      return Outcome.parse(await withDeadline(this.#clock, this.#timing.probe, doing, answer));
    } catch (error) {
      throw classify(error, doing);
    }
  }

  async #state(): Promise<string> {
    const answer = this.#library.run(pageExpression(pageState));
    return z.string().parse(await withDeadline(this.#clock, this.#timing.probe, 'Probing', answer));
  }

  async #call(doing: string, expression: string): Promise<unknown> {
    this.#usedAt = this.#clock.now();
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
