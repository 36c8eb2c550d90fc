import type { PageReport } from './page-report.ts';
import type {
  PageChat,
  PageMessage,
  PageMessageKey,
  PagePollVote,
  PageWid,
  WhatsAppPage,
} from './whatsapp-page.ts';

type Binding = (...args: never[]) => Promise<unknown>;
type SendMessage = (chat: PageChat, content: string, options: SendOptions) => Promise<unknown>;
interface SendOptions {
  extraOptions?: { deskMessageId?: string; id?: PageMessageKey };
}
interface MediaInfo {
  readonly data: string;
  readonly mimetype: string;
  readonly filename?: string | null;
}
type ToFile = (media: MediaInfo) => File;

declare const window: WhatsAppPage & {
  readonly __deskReport: (report: PageReport) => Promise<unknown>;
  readonly navigator?: { readonly credentials?: CredentialsContainer };
};

/**
 * Runs in every document before WhatsApp's own scripts. It stands between the page and the functions that
 * whatsapp-web.js 1.34.7 exposes to it, and mends what is known to go wrong there; the library stays as it is.
 * A page script: see `page-expression.ts`.
 */
export function hardenPage(): void {
  const report = (what: PageReport): void => {
    // It rejects when the driver goes away, and then nobody is left who could be told.
    window.__deskReport(what).catch(() => undefined);
  };

  /** Puts `wrap` around a function before the library hands it to the page. */
  const intercept = (name: string, wrap: (original: Binding) => Binding): void => {
    let current: Binding | undefined;
    Object.defineProperty(window, name, {
      configurable: true,
      enumerable: true,
      get: () => current,
      set: (original: Binding) => {
        current = wrap(original);
      },
    });
  };

  /** The library tells of the archive with a query for the whole chat, and of pins not at all. */
  const tellPlaces = (): void => {
    const tell = (chat: PageChat): void =>
      report({
        kind: 'place',
        chatId: chat.id.toString(),
        isArchived: chat.archive === true,
        isPinned: Boolean(chat.pin),
      });
    const { Chat } = window.require('WAWebCollections');
    Chat.on('change:archive', tell);
    Chat.on('change:pin', tell);
  };

  /** The library tells of the block list when it is asked only. */
  const tellBlocked = (): void => {
    const tell =
      (isBlocked: boolean) =>
      ({ id }: { readonly id: PageWid }): void => {
        const sibling = window.require('WAWebApiContact').getAlternateUserWid(id);
        const whatsappIds = [id, sibling].flatMap((wid) => (wid ? [wid.toString()] : []));
        report({ kind: 'blocked', whatsappIds, isBlocked });
      };
    const { Blocklist } = window.require('WAWebCollections');
    Blocklist.on('add', tell(true));
    Blocklist.on('remove', tell(false));
  };

  // The library takes every change of hasSynced for a login: also true to false, and also twice.
  let takenOver = false;
  let takingOver = false;
  intercept('onAppStateHasSyncedEvent', (original) => async () => {
    if (takenOver || takingOver) return;
    if (!window.require('WAWebSocketModel').Socket.hasSynced) return;
    takingOver = true;
    try {
      await original();
      takenOver = true;
      tellPlaces();
      tellBlocked();
    } catch (error) {
      report({ kind: 'takeover_failed', message: String(error) });
    } finally {
      takingOver = false;
    }
  });

  // After the scan WhatsApp withdraws the code, and the library announces one that begins with "undefined".
  let lastCode: string | undefined;
  intercept('onQRChangedEvent', (original) => async (code: string) => {
    if (/^(undefined|null|),/.test(code) || code === lastCode) return;
    lastCode = code;
    await (original as (code: string) => Promise<unknown>)(code);
  });

  // The library's own handler calls page functions in Node and always fails.
  intercept('onAuthAppStateChangedEvent', () => async (state: unknown) => {
    report({ kind: 'state', state: String(state) });
  });
  intercept('onLogoutEvent', () => async () => {
    report({ kind: 'logged_out' });
  });

  // The library answers with a query for the whole chat, which in a burst costs more than the messages themselves.
  intercept('onChatUnreadCountEvent', () => async (chat: PageChat) => {
    const unreadCount = chat.unreadCount;
    if (unreadCount === undefined) return;
    report({ kind: 'unread', chatId: chat.id.toString(), unreadCount });
  });
  // The library makes objects of its own out of votes, which forget who it was and fail over polls that it has not seen.
  intercept('onPollVoteEvent', () => async (votes: PagePollVote[]) => {
    for (const { parentMessage, ...vote } of votes) {
      report({ kind: 'vote', vote: { ...vote, pollOptions: parentMessage?.pollOptions } });
    }
  });
  // Nobody listens to these; two of them would even bring a removed chat back.
  for (const name of ['onChangeMessageEvent', 'onRemoveChatEvent', 'onArchiveChatEvent']) {
    intercept(name, () => async () => undefined);
  }

  // Nobody can give a passkey in a hidden window: the app has to show one.
  const credentials = window.navigator?.credentials;
  if (credentials !== undefined) {
    const get = credentials.get.bind(credentials);
    credentials.get = (options) => {
      if (options?.publicKey !== undefined) report({ kind: 'passkey_needed' });
      return get(options);
    };
  }

  /**
   * Some builds renamed `_serialized` (July 2026: `$1`), and the library's helpers cannot do without it. It is found by
   * what it looks like, whatever it is called; where it is nowhere, `toString` has always said the same.
   */
  const giveSerializedBack = (
    sample: PageWid | { readonly id: string },
    looksLikeIt: RegExp,
  ): void => {
    if ('_serialized' in sample) return;
    const field = Object.keys(sample).find((name) => {
      const value: unknown = Reflect.get(sample, name);
      return typeof value === 'string' && looksLikeIt.test(value);
    });
    Object.defineProperty(Object.getPrototypeOf(sample), '_serialized', {
      configurable: true,
      get(this: { toString(): string }) {
        const value: unknown = field === undefined ? undefined : Reflect.get(this, field);
        return typeof value === 'string' ? value : this.toString();
      },
    });
  };
  const mendIds = (): void => {
    const remote = window.require('WAWebWidFactory').createWid('0@c.us');
    giveSerializedBack(remote, /^[^@\s_]+@[a-z.]+$/);
    const MessageKey = window.require('WAWebMsgKey');
    const key = new MessageKey({ fromMe: true, remote, id: 'X' });
    giveSerializedBack(key, /^(true|false)_[^_\s]+@[a-z.]+_./);
  };

  /** The message of ours with this id, wherever the page has put it. */
  const ownMessage = (id: string): PageMessage | undefined =>
    window
      .require('WAWebCollections')
      .Msg.getModelsArray()
      .find((message) => message.id.id === id && message.id.fromMe);

  /** The key that the library would make, with the id that was chosen. */
  const chosenKey = (chat: PageChat, id: string): PageMessageKey => {
    const me = window.require('WAWebUserPrefsMeUser');
    const isGroup = chat.id.isGroup();
    const isLid = isGroup ? chat.groupMetadata?.isLidAddressingMode === true : chat.id.isLid();
    const from = isLid ? me.getMaybeMeLidUser() : me.getMaybeMePnUser();
    const participant = isGroup
      ? window.require('WAWebWidFactory').asUserWidOrThrow(from)
      : undefined;
    const MessageKey = window.require('WAWebMsgKey');
    return new MessageKey({ from, to: chat.id, id, participant, selfDir: 'out' });
  };

  const sending = new Map<string, Promise<unknown>>();
  /** Lets the caller choose the id of the message: `extra: { deskMessageId }` in the library's options. */
  const withChosenId = (original: SendMessage): SendMessage => {
    return async (chat, content, options) => {
      const { deskMessageId: chosen, ...extraOptions } = options.extraOptions ?? {};
      if (chosen === undefined) return original(chat, content, options);

      // A file may be on its way for longer than anybody waited: it must not set out a second time.
      const under = sending.get(chosen);
      if (under !== undefined) return under;
      const known = ownMessage(chosen);
      if (known !== undefined && known.ack >= 0) return known;
      if (known !== undefined) {
        // A failed attempt: the page would keep it and hide the new one behind it.
        window.require('WAWebCollections').Msg.remove(known);
        chat.msgs.remove(known);
      }

      // What is extra comes last of all into the message, so this key takes the place of the library's own.
      const extra = { ...extraOptions, id: chosenKey(chat, chosen) };
      const sent = original(chat, content, { ...options, extraOptions: extra });
      sending.set(chosen, sent);
      try {
        await sent;
      } finally {
        sending.delete(chosen);
        window.__deskFiles?.clear();
      }
      return ownMessage(chosen);
    };
  };

  /** Puts a file that was handed over piece by piece in the place of one that names it. */
  const withStagedFiles = (original: ToFile): ToFile => {
    const prefix = 'desk-file:';
    return (media) => {
      if (!media.data.startsWith(prefix)) return original(media);
      const pieces = window.__deskFiles?.get(media.data.slice(prefix.length));
      if (pieces === undefined) throw new Error('The file was not handed over');
      return new File(pieces, media.filename ?? 'file', { type: media.mimetype });
    };
  };

  let helpers: object | undefined;
  Object.defineProperty(window, 'WWebJS', {
    configurable: true,
    get: () => helpers,
    set: (value: object) => {
      mendIds();
      helpers = new Proxy(value, {
        set(target, name, helper: unknown) {
          const mended =
            name === 'sendMessage'
              ? withChosenId(helper as SendMessage)
              : name === 'mediaInfoToFile'
                ? withStagedFiles(helper as ToFile)
                : helper;
          return Reflect.set(target, name, mended);
        },
      });
    },
  });
}
