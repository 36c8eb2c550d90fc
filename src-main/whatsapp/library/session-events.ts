import type { Client, GroupNotification, Message } from 'whatsapp-web.js';
import { z } from 'zod';
import type { Log } from '../../log/log.ts';
import type { PageReport } from '../page/page-report.ts';
import { readWid } from '../translators/whatsapp-ids.ts';
import type { BrowserProfile } from '../vault/browser-profile.ts';
import type { ClientEvent, RawEvent } from '../whatsapp-client.ts';
import { readAccount } from './account.ts';
import { groupNotices, rawNotice, rawReaction } from './raw-notices.ts';
import type { SafeClientEvents, SelfTestResult } from './safe-client.ts';

/** Ends of a client: after one of these it is of no more use. */
const terminalKinds: ReadonlySet<ClientEvent['kind']> = new Set([
  'unlinked',
  'conflict',
  'banned',
  'incompatible',
  'dead',
]);

/**
 * Makes the events of the port out of what whatsapp-web.js emits and what the page reports: each once, in order, and
 * nothing after the end.
 */
export class SessionEvents implements SafeClientEvents {
  readonly #log: Log;
  readonly #profile: Pick<BrowserProfile, 'keep' | 'discard'>;
  readonly #onOver: () => void;
  readonly #listeners = new Set<(event: ClientEvent) => void>();
  /** Came between the first listening and `ready`. */
  #early: RawEvent[] = [];
  #ready = false;
  #everReady = false;
  #problems: readonly string[] = [];
  /** Of WhatsApp's page, as far as it has said so. */
  #version: string | undefined;
  /** A code is on show that nobody has scanned yet. */
  #codeOnShow = false;
  #lineUp = false;
  #over = false;

  constructor(settings: {
    log: Log;
    profile: Pick<BrowserProfile, 'keep' | 'discard'>;
    /** Called once, when an event has ended the client. */
    onOver: () => void;
  }) {
    this.#log = settings.log;
    this.#profile = settings.profile;
    this.#onOver = settings.onOver;
  }

  listen(listener: (event: ClientEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What the self-test of the page found. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Nothing more is said. */
  end(): void {
    this.#over = true;
  }

  attach(library: Client): void {
    library.on('qr', (qr) => this.#onQr(qr));
    library.on('loading_screen', (percent) => this.#onLoading(percent));
    library.on('ready', () => this.#onReady(library.info));
    library.on('disconnected', (reason) => {
      // Other reasons are states, and reported as such.
      if (reason === 'LOGOUT') this.#unlinked();
    });
    library.on('message_create', (message) => this.#onMessage(message.rawData));
    library.on('message_ack', (message, ack) => {
      this.#onRaw({ type: 'ack', raw: asJson({ ...message.rawData, ack }) });
    });
    library.on('message_edit', (message) => {
      this.#onRaw({ type: 'edit', raw: asJson(message.rawData) });
    });
    library.on('message_revoke_everyone', (message) => {
      this.#onRaw({ type: 'revoke', raw: asJson(message.rawData) });
    });
    library.on('message_reaction', (reaction) => {
      this.#onRaw({ type: 'reaction', raw: asJson(rawReaction(reaction)) });
    });
    for (const event of groupNotices) {
      library.on(event, (notice: GroupNotification) => this.#onMessage(rawNotice(notice)));
    }
    library.on('message_ciphertext', (message: Message) => {
      // WhatsApp will never decipher these on this device, and the library says no more of them.
      if (isUnavailable(message.rawData)) this.#onUndeciphered(message.rawData);
    });
    library.on('message_ciphertext_failed', (message: Message) => {
      this.#onUndeciphered(message.rawData);
    });
  }

  onReport(report: Exclude<PageReport, { kind: 'takeover_failed' }>): void {
    if (report.kind === 'state') this.#onState(report.state);
    else if (report.kind === 'logged_out') this.#unlinked();
    else if (report.kind === 'vote') this.#onRaw({ type: 'vote', raw: asJson(report.vote) });
    else if (report.kind === 'passkey_needed') this.#onPasskey();
    else if (report.kind === 'blocked') this.#onBlocked(report);
    else if (report.kind === 'place') {
      const { chatId, isArchived, isPinned } = report;
      this.#onRaw({ type: 'place', raw: { chatId, isArchived, isPinned } });
    } else
      this.#onRaw({
        type: 'unread',
        raw: { chatId: report.chatId, unreadCount: report.unreadCount },
      });
  }

  onNavigated(): void {
    this.#setLine(false);
    this.#ready = false;
  }

  onSelfTested({ version, problems }: SelfTestResult): void {
    this.#problems = problems;
    if (problems.length === 0) this.#log.info("WhatsApp's page is as it should be", { version });
    else this.#log.error("WhatsApp's page has changed: nothing is sent", { version, problems });
  }

  /** The page shows a code for the phone to type. */
  onPairingCode(code: string): void {
    this.#codeOnShow = true;
    this.#emit({ kind: 'pairing_code', code });
  }

  onVersion(version: string): void {
    this.#version = version;
  }

  onIncompatible(missing: string[]): void {
    this.#log.error("WhatsApp's page does not fit", { version: this.#version, missing });
    this.#emit({ kind: 'incompatible', missing });
  }

  onDeath(why: string, error?: unknown): void {
    this.#log.warn('A WhatsApp browser is of no more use', { why, error });
    this.#emit({ kind: 'dead', why });
  }

  #onState(state: string): void {
    switch (state) {
      case 'CONNECTED':
        this.#profile.keep();
        this.#onScanned();
        this.#setLine(true);
        return;
      case 'PAIRING':
        this.#onScanned();
        return;
      case 'OPENING':
      case 'TIMEOUT':
        this.#setLine(false);
        return;
      case 'UNPAIRED':
        if (this.#everReady) this.#unlinked();
        return;
      case 'UNPAIRED_IDLE':
        if (this.#everReady) this.#unlinked();
        else this.#emit({ kind: 'qr_expired' });
        return;
      case 'CONFLICT':
        this.#emit({ kind: 'conflict' });
        return;
      case 'TOS_BLOCK':
      case 'SMB_TOS_BLOCK':
        this.#emit({ kind: 'banned' });
        return;
      case 'DEPRECATED_VERSION':
        this.onIncompatible([]);
        return;
      case 'PROXYBLOCK':
        this.onDeath('WhatsApp is blocked by a proxy');
        return;
      default:
        // UNLAUNCHED, and what WhatsApp may invent.
        this.#log.debug('A state of the page that means nothing to us', { state });
    }
  }

  #onQr(qr: string): void {
    if (this.#everReady) return this.#unlinked();
    this.#codeOnShow = true;
    this.#emit({ kind: 'qr', qr });
  }

  /** Also a linked page may ask, for its owner's reasons; only a linking waits for it. */
  #onPasskey(): void {
    if (!this.#everReady) this.#emit({ kind: 'passkey_needed' });
  }

  #onScanned(): void {
    if (!this.#codeOnShow) return;
    this.#codeOnShow = false;
    this.#emit({ kind: 'scanned' });
  }

  #onLoading(percent: unknown): void {
    const parsed = z.coerce.number().min(0).max(100).safeParse(percent);
    if (!parsed.success || this.#ready) return;
    // A phone that is quick is not seen scanning: the library shows the code before it listens.
    this.#onScanned();
    this.#emit({ kind: 'loading', percent: parsed.data });
  }

  #onReady(info: unknown): void {
    const account = readAccount(info);
    if (account === undefined) return this.onDeath('WhatsApp does not say which account is linked');
    this.#onScanned();
    this.#ready = true;
    this.#everReady = true;
    this.#lineUp = true;
    const problems = this.#problems;
    this.#emit({ kind: 'ready', account, ...(problems.length > 0 && { problems }) });
    const early = this.#early;
    this.#early = [];
    for (const event of early) this.#emit({ kind: 'raw', event });
  }

  #onMessage(raw: unknown): void {
    this.#onRaw({ type: 'message', raw: asJson(raw) });
  }

  /** Kept as what it is: a message of which nobody here knows the content. */
  #onUndeciphered(raw: object): void {
    this.#onMessage({ ...raw, decryptionFailed: true });
  }

  /** Before it was ready nobody needs it: the contacts are read then. */
  #onBlocked({ whatsappIds, isBlocked }: Extract<PageReport, { kind: 'blocked' }>): void {
    const ids = whatsappIds.flatMap((id) => readWid(id) ?? []);
    if (this.#everReady && ids.length > 0)
      this.#emit({ kind: 'blocked', whatsappIds: ids, isBlocked });
  }

  #onRaw(event: RawEvent): void {
    if (this.#everReady) this.#emit({ kind: 'raw', event });
    else this.#early.push(event);
  }

  #setLine(up: boolean): void {
    if (!this.#ready || up === this.#lineUp) return;
    this.#lineUp = up;
    this.#emit({ kind: 'line', up });
  }

  #unlinked(): void {
    this.#profile.discard();
    this.#emit({ kind: 'unlinked' });
  }

  #emit(event: ClientEvent): void {
    if (this.#over) return;
    const terminal = terminalKinds.has(event.kind);
    if (terminal) this.#over = true;
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        // A listener's fault must not reach the page, nor the other listeners.
        this.#log.error('A listener to a WhatsApp client failed', { event: event.kind, error });
      }
    }
    if (terminal) this.#onOver();
  }
}

const Ciphertext = z.object({ subtype: z.string() });

function isUnavailable(raw: unknown): boolean {
  const parsed = Ciphertext.safeParse(raw);
  return parsed.success && parsed.data.subtype.endsWith('_unavailable_fanout');
}

/** What is left of it in the journal. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
