import whatsapp, { type MessageSendOptions } from 'whatsapp-web.js';
import { z } from 'zod';
import { assertNever } from '../common/assert-never.ts';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import { DeadlineError, withDeadline } from './deadline.ts';
import { classify } from './library/library-error.ts';
import type { SafeClient } from './library/safe-client.ts';
import { blockContact } from './page/block-contact.ts';
import { changeMessage } from './page/change-message.ts';
import { findMessage } from './page/find-message.ts';
import { ownMessageOutcome } from './page/own-message.ts';
import { pageExpression } from './page/page-expression.ts';
import { placeChat } from './page/place-chat.ts';
import { stageFile } from './page/stage-file.ts';
import type {
  ChatPlacing,
  MessageChange,
  OutgoingContent,
  OutgoingMessage,
  SendResult,
} from './whatsapp-client.ts';

// Node finds only the first name that this CommonJS package exports.
const { Location, MessageMedia, Poll } = whatsapp;

/** Bytes that one call into the page carries: base64 makes a megabyte of them. */
const PIECE_BYTES = 768 * 1024;
/** A file may take so much longer to send than a text: bytes a millisecond. */
const SLOWEST_UPLOAD = 100;
/** How far a message is looked for in the history of its chat, in batches. */
const SEARCH_BATCHES = 25;

const Outcome = z.object({ ack: z.number().nullable(), state: z.string() });

/** Writes, and changes what was written, through the library: one thing at a time. */
export class MessageSender {
  readonly #library: Pick<SafeClient, 'run' | 'sendMessage'>;
  readonly #clock: Clock;
  readonly #timing: { readonly send: number; readonly probe: number };
  readonly #probe: () => Promise<'connected' | 'not_connected'>;
  readonly #isReadOnly: () => boolean;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(input: {
    library: Pick<SafeClient, 'run' | 'sendMessage'>;
    clock: Clock;
    /** Milliseconds. */
    timing: { readonly send: number; readonly probe: number };
    probe(): Promise<'connected' | 'not_connected'>;
    /** Whether the self-test found the page changed. */
    isReadOnly(): boolean;
  }) {
    this.#library = input.library;
    this.#clock = input.clock;
    this.#timing = input.timing;
    this.#probe = () => input.probe();
    this.#isReadOnly = () => input.isReadOnly();
  }

  send(message: OutgoingMessage): Promise<SendResult> {
    return this.#inTurn(() => this.#send(message));
  }

  change(change: MessageChange): Promise<void> {
    return this.#inTurn(() => this.#change(change));
  }

  placeChats(chatIds: readonly string[], placing: ChatPlacing): Promise<void> {
    return this.#inTurn(() => this.#placeChats(chatIds, placing));
  }

  setBlocked(whatsappId: string, isBlocked: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const doing = 'Blocking somebody';
      await this.#requireLine(doing);
      await this.#run(doing, pageExpression(blockContact, whatsappId, isBlocked));
    });
  }

  async stageFile(piece: { fileId: string; offset: number; bytes: Uint8Array }): Promise<void> {
    const { fileId, bytes } = piece;
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      const part = Buffer.from(bytes.subarray(start, start + PIECE_BYTES));
      const offset = piece.offset + start;
      const staged = await this.#run(
        'Handing a file to the page',
        pageExpression(stageFile, fileId, offset === 0, part.toString('base64')),
      );
      if (staged !== offset + part.length) {
        // The page reloaded itself in between; the next attempt begins anew.
        throw new AppError('whatsapp_failed', 'The page lost the beginning of a file');
      }
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    // The next one waits for the end of this one, whatever it is.
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #send(message: OutgoingMessage): Promise<SendResult> {
    const doing = 'Sending a message';
    await this.#requireLine(doing);
    const { chatId, messageId, content } = message;
    const quoted = message.quotedMessageId;
    const quotedKey = quoted === undefined ? undefined : await this.#keyOf([chatId], quoted);
    if (quotedKey === null) {
      throw new AppError('quoted_message_missing', `${doing}: WhatsApp has no such message`);
    }
    const { body, options, extra } = toLibrary(content);
    const patience = content.kind === 'file' ? content.fileSize / SLOWEST_UPLOAD : 0;
    let failure: unknown;
    try {
      await withDeadline(
        this.#clock,
        this.#timing.send + patience,
        doing,
        this.#library.sendMessage(chatId, body, {
          ...options,
          sendSeen: false,
          linkPreview: false,
          parseVCards: false,
          waitUntilMsgSent: true,
          mentions: [...(message.mentions ?? [])],
          ignoreQuoteErrors: false,
          ...(quotedKey !== undefined && { quotedMessageId: quotedKey }),
          extra: {
            ...extra,
            ...(message.isForwarded === true && { isForwarded: true }),
            deskMessageId: messageId,
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof DeadlineError)) failure = error;
    }
    // What the library answers says little; the page's own message says what became of it.
    const { ack, state } = await this.#outcome(doing, messageId);
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

  async #change(change: MessageChange): Promise<void> {
    const doing = 'Changing a message';
    await this.#requireLine(doing);
    const chatIds = [change.chatId, ...(change.otherChatIds ?? [])];
    const key = await this.#keyOf(chatIds, change.messageId);
    if (key === null) throw new AppError('not_found', `${doing}: WhatsApp no longer has it`);
    const expression = pageExpression(changeMessage, {
      kind: change.kind,
      value: valueOf(change),
      key,
    });
    const isAllowed = await this.#run(doing, expression, this.#timing.send);
    if (isAllowed !== true) {
      throw new AppError('whatsapp_no_longer_allowed', `${doing}: WhatsApp does not allow it`);
    }
  }

  async #placeChats(chatIds: readonly string[], placing: ChatPlacing): Promise<void> {
    const doing = 'Pinning or archiving a chat';
    await this.#requireLine(doing);
    for (const chatId of chatIds) {
      const answer = await this.#run(doing, pageExpression(placeChat, { chatId, placing }));
      if (answer === 'full') {
        throw new AppError('whatsapp_pins_full', `${doing}: three chats are pinned`);
      }
    }
  }

  async #requireLine(doing: string): Promise<void> {
    if (this.#isReadOnly()) {
      throw new AppError('whatsapp_read_only', `${doing}: the self-test has failed`);
    }
    if ((await this.#probe()) !== 'connected') {
      throw new AppError('whatsapp_not_connected', `${doing}: the line is down`);
    }
  }

  async #keyOf(chatIds: readonly string[], messageId: string): Promise<string | null> {
    const address = { chatIds, messageId, batches: SEARCH_BATCHES };
    const answer = await this.#run('Looking for a message', pageExpression(findMessage, address));
    return z.string().nullable().parse(answer);
  }

  async #outcome(doing: string, messageId: string): Promise<z.infer<typeof Outcome>> {
    const expression = pageExpression(ownMessageOutcome, messageId);
    return Outcome.parse(await this.#run(doing, expression, this.#timing.probe));
  }

  async #run(
    doing: string,
    expression: string,
    patience: number = this.#timing.send,
  ): Promise<unknown> {
    try {
      return await withDeadline(this.#clock, patience, doing, this.#library.run(expression));
    } catch (error) {
      throw classify(error, doing);
    }
  }
}

function valueOf(change: MessageChange): string {
  switch (change.kind) {
    case 'edit':
      return change.text;
    case 'revoke':
      return '';
    case 'react':
      return change.emoji;
    case 'forward':
      return change.to;
    default:
      return assertNever(change);
  }
}

/** The message in the library's words; `extra` goes into WhatsApp's own message as it is. */
function toLibrary(content: OutgoingContent): {
  body: Parameters<SafeClient['sendMessage']>[1];
  options: MessageSendOptions;
  extra: Record<string, unknown>;
} {
  switch (content.kind) {
    case 'text':
      return { body: content.text, options: {}, extra: {} };
    case 'file': {
      const { form, caption } = content;
      return {
        // The bytes are in the page already: `harden-page.ts` puts them in this one's place.
        body: new MessageMedia(
          content.mimeType,
          `desk-file:${content.fileId}`,
          content.fileName,
          content.fileSize,
        ),
        options: {
          ...(caption !== '' && { caption }),
          ...(form === 'voice_note' && { sendAudioAsVoice: true }),
          ...(form === 'document' && { sendMediaAsDocument: true }),
          ...(form === 'sticker' && { sendMediaAsSticker: true }),
        },
        // The library leaves out what a sticker is.
        extra: form === 'sticker' ? { mimetype: 'image/webp' } : {},
      };
    }
    case 'location': {
      const { latitude, longitude, name, address } = content;
      return {
        body: new Location(latitude, longitude, {
          ...(name !== undefined && { name }),
          ...(address !== undefined && { address }),
        }),
        options: {},
        extra: {},
      };
    }
    case 'contact': {
      const [card, ...others] = content.cards;
      const extra =
        card !== undefined && others.length === 0
          ? { type: 'vcard', vcardFormattedName: card.name, body: card.vcard }
          : {
              type: 'multi_vcard',
              vcardList: content.cards.map(({ name, vcard }) => ({ displayName: name, vcard })),
              body: null,
            };
      return { body: '', options: {}, extra };
    }
    case 'poll':
      return {
        body: new Poll(content.question, content.options, {
          allowMultipleAnswers: content.allowsMultiple,
          messageSecret: undefined,
        }),
        options: {},
        extra: {},
      };
    default:
      return assertNever(content);
  }
}
