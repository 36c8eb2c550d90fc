import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { hardenPage } from '../../../src-main/whatsapp/page/harden-page.ts';
import { heldOwnMessage, ownMessageOutcome } from '../../../src-main/whatsapp/page/own-message.ts';
import { pageExpression } from '../../../src-main/whatsapp/page/page-expression.ts';
import { PageReport, REPORT_FUNCTION } from '../../../src-main/whatsapp/page/page-report.ts';
import {
  missingModules,
  pageState,
  refreshQrCode,
  takeOverIfSynced,
} from '../../../src-main/whatsapp/page/page-state.ts';
import { readChats, readContacts } from '../../../src-main/whatsapp/page/read-directory.ts';
import { readIdentity } from '../../../src-main/whatsapp/page/read-identity.ts';
import { readHistory } from '../../../src-main/whatsapp/page/read-history.ts';
import { readStorage } from '../../../src-main/whatsapp/page/read-storage.ts';
import { stageFile } from '../../../src-main/whatsapp/page/stage-file.ts';
import { blockContact } from '../../../src-main/whatsapp/page/block-contact.ts';
import { changeMessage } from '../../../src-main/whatsapp/page/change-message.ts';
import { findMessage } from '../../../src-main/whatsapp/page/find-message.ts';
import { requiredModules } from '../../../src-main/whatsapp/library/required-modules.ts';

/** A page that is nothing but these globals: whatever else a script reaches for is not there. */
class BarePage {
  readonly reports: unknown[] = [];
  readonly window: Record<string, unknown>;

  constructor(modules: Record<string, unknown> = {}) {
    this.window = createContext({
      require: (name: string) => {
        if (name in modules) return modules[name];
        throw new Error(`Requiring unknown module "${name}"`);
      },
      [REPORT_FUNCTION]: (report: unknown) => {
        this.reports.push(PageReport.parse(report));
        return Promise.resolve();
      },
    });
    this.window.window = this.window;
  }

  async run(expression: string): Promise<unknown> {
    return await (runInContext(expression, this.window) as unknown);
  }

  /** Calls what the page's own scripts would call. */
  async call(name: string, ...args: unknown[]): Promise<unknown> {
    const called = this.window[name];
    if (typeof called !== 'function') throw new Error(`There is no ${name}`);
    return await (called as (...args: unknown[]) => unknown)(...args);
  }
}

const wid = (text: string) => {
  const [user = '', server = ''] = text.split('@');
  return { user, server, toString: () => text };
};

function collection<Model extends { id: { toString(): string } }>(models: Model[]) {
  return {
    get: (id: { toString(): string }) =>
      models.find((model) => model.id.toString() === id.toString()),
    getModelsArray: () => models,
    find: () => Promise.reject(new Error('not there')),
    remove: (model: Model) => void models.splice(models.indexOf(model), 1),
  };
}

describe('page scripts', () => {
  it('keep their names even when the compiler wraps functions to keep theirs', async () => {
    const compiled = '() => { const f = __name(() => 7, "f"); return f(); }';
    const script = { toString: () => compiled } as () => number;
    expect(await new BarePage().run(pageExpression(script))).toBe(7);
  });

  it('get their arguments as they are, whatever is in them', async () => {
    const echo = (...args: unknown[]): unknown => args;
    const odd = 'quote " \\ \u2028 </script> ${1} \u0000';
    const answer = await new BarePage().run(pageExpression(echo, odd, null, 3, { a: [true] }));
    expect(JSON.stringify(answer)).toBe(JSON.stringify([odd, null, 3, { a: [true] }]));
  });

  it('need nothing of the module they stand in', async () => {
    const Msg = { ...collection([]) };
    const page = new BarePage({
      WAWebSocketModel: { Socket: { state: 'CONNECTED', hasSynced: true } },
      WAWebCmd: { Cmd: { refreshQR: () => undefined } },
      WAWebCollections: {
        Chat: collection([]),
        Contact: collection([]),
        Blocklist: collection([]),
        Msg,
      },
      WAWebContactGetters: {},
      WAWebApiContact: { getAlternateUserWid: () => undefined },
      WAWebWidFactory: { createWid: wid },
    });
    expect(await page.run(pageExpression(pageState))).toBe('CONNECTED');
    await page.run(pageExpression(takeOverIfSynced));
    await page.run(pageExpression(refreshQrCode));
    expect(await page.run(pageExpression(ownMessageOutcome, 'X'))).toEqual({
      ack: null,
      state: 'CONNECTED',
    });
    expect(await page.run(pageExpression(heldOwnMessage, 'X'))).toBeNull();
    expect(await page.run(pageExpression(readChats))).toEqual([]);
    expect(await page.run(pageExpression(readContacts, null))).toEqual([]);
    const history = { chatId: '1@c.us', since: 0, before: 0, limit: 5, batches: 1 };
    expect(await page.run(pageExpression(readHistory, history))).toEqual({
      state: 'done',
      messages: [],
      end: 'beginning',
    });
    expect(await page.run(pageExpression(missingModules, ['WAWebCmd', 'WAWebGone']))).toEqual([
      'WAWebGone',
    ]);
  });

  it('ask for no module that is not known to be required', () => {
    const scripts = [
      blockContact,
      changeMessage,
      findMessage,
      hardenPage,
      heldOwnMessage,
      ownMessageOutcome,
      pageState,
      readChats,
      readContacts,
      readHistory,
      readIdentity,
      takeOverIfSynced,
    ];
    const asked = scripts.flatMap((script) =>
      [...script.toString().matchAll(/require\(["'`](\w+)["'`]\)/g)].map((match) => match[1]),
    );
    expect(asked.length).toBeGreaterThan(10);
    for (const name of asked) expect(requiredModules).toContain(name);
  });
});

describe('refreshing the code', () => {
  it('finds the way of newer pages', async () => {
    const asked: string[] = [];
    const page = new BarePage({ WAWebLaunchSocketUtils: { refreshQR: () => asked.push('newer') } });
    await page.run(pageExpression(refreshQrCode));
    expect(asked).toEqual(['newer']);
  });
});

describe('the hardened page', () => {
  const Socket = { state: 'CONNECTED', hasSynced: false };
  const hardened = async (modules: Record<string, unknown> = {}): Promise<BarePage> => {
    const page = new BarePage({ WAWebSocketModel: { Socket }, ...modules });
    await page.run(pageExpression(hardenPage));
    return page;
  };

  it('lets the library take over once, when the page has synchronised', async () => {
    const page = await hardened();
    let taken = 0;
    page.window.onAppStateHasSyncedEvent = async () => {
      taken += 1;
    };
    Socket.hasSynced = false;
    await page.call('onAppStateHasSyncedEvent');
    expect(taken).toBe(0);
    Socket.hasSynced = true;
    await Promise.all([
      page.call('onAppStateHasSyncedEvent'),
      page.call('onAppStateHasSyncedEvent'),
    ]);
    await page.call('onAppStateHasSyncedEvent');
    expect(taken).toBe(1);
  });

  it('tells when taking over fails, and lets it be tried again', async () => {
    const page = await hardened();
    let attempts = 0;
    page.window.onAppStateHasSyncedEvent = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('Requiring unknown module "X"');
    };
    Socket.hasSynced = true;
    await page.call('onAppStateHasSyncedEvent');
    expect(page.reports).toEqual([
      { kind: 'takeover_failed', message: 'Error: Requiring unknown module "X"' },
    ]);
    await page.call('onAppStateHasSyncedEvent');
    expect(attempts).toBe(2);
  });

  it('passes each code on once, and none that was withdrawn', async () => {
    const page = await hardened();
    const shown: string[] = [];
    page.window.onQRChangedEvent = async (qr: string) => shown.push(qr);
    for (const qr of ['a,1', 'a,1', 'undefined,1', 'null,1', ',1', 'b,1', 'a,1']) {
      await page.call('onQRChangedEvent', qr);
    }
    expect(shown).toEqual(['a,1', 'b,1', 'a,1']);
  });

  it('reports states, logouts and unread counts itself', async () => {
    const page = await hardened();
    for (const name of ['onAuthAppStateChangedEvent', 'onLogoutEvent', 'onChatUnreadCountEvent']) {
      page.window[name] = () => Promise.reject(new Error('the library must not be asked'));
    }
    await page.call('onAuthAppStateChangedEvent', 'TIMEOUT');
    await page.call('onLogoutEvent');
    await page.call('onChatUnreadCountEvent', { id: wid('1@c.us'), unreadCount: 3 });
    await page.call('onChatUnreadCountEvent', { id: wid('1@c.us') });
    expect(page.reports).toEqual([
      { kind: 'state', state: 'TIMEOUT' },
      { kind: 'logged_out' },
      { kind: 'unread', chatId: '1@c.us', unreadCount: 3 },
    ]);
  });

  describe('with the library’s helpers', () => {
    class Key {
      static newId: () => Promise<string> = () => Promise.resolve('WHATSAPPS OWN');
      readonly id: string;
      readonly made: object;
      constructor(made: { id: string }) {
        this.made = made;
        this.id = made.id;
      }
      toString(): string {
        return `true_1@c.us_${this.id}`;
      }
    }
    class Wid {
      toString(): string {
        return '0@c.us';
      }
    }
    const chatWith = (id: string, groupMetadata?: object) => ({
      id: {
        ...wid(id),
        isGroup: () => id.endsWith('@g.us'),
        isLid: () => id.endsWith('@lid'),
      },
      groupMetadata,
      msgs: { remove: () => undefined },
    });
    const chat = chatWith('1@c.us');

    /** As in the library: it makes an id of its own, and what is extra comes into the message last of all. */
    const withHelpers = async (held: object[] = []) => {
      const sent: { id: Key; extra: unknown }[] = [];
      let upload = Promise.resolve();
      const page = await hardened({
        WAWebMsgKey: Key,
        WAWebWidFactory: { createWid: () => new Wid(), asUserWidOrThrow: (id: unknown) => id },
        WAWebUserPrefsMeUser: {
          getMaybeMePnUser: () => 'me@c.us',
          getMaybeMeLidUser: () => 'me@lid',
        },
        WAWebCollections: { Msg: collection(held as { id: { toString(): string } }[]) },
      });
      page.window.WWebJS = {};
      const helpers = page.window.WWebJS as Record<string, unknown>;
      helpers.sendMessage = async (
        _chat: unknown,
        _content: string,
        { extraOptions = {} }: { extraOptions?: object },
      ) => {
        await upload;
        const own = new Key({ id: await Key.newId() });
        const { id, ...extra } = { id: own, ...extraOptions };
        sent.push({ id, extra });
        held.push({ id: { id: id.id, fromMe: true }, ack: 1 });
      };
      helpers.mediaInfoToFile = ({ data }: { data: string }) => `the library's file of ${data}`;
      const send = helpers.sendMessage as (...args: unknown[]) => Promise<unknown>;
      const slowUpload = (): (() => void) => {
        const { promise, resolve } = deferred();
        upload = promise;
        return resolve;
      };
      return { sent, send, page, helpers, slowUpload };
    };

    it('gives ids their text back', async () => {
      await withHelpers();
      expect(Reflect.get(new Key({ id: 'Y' }), '_serialized')).toBe('true_1@c.us_Y');
      expect(Reflect.get(new Wid(), '_serialized')).toBe('0@c.us');
    });

    it('sends under the chosen id, and leaves the page’s own ids alone', async () => {
      const { sent, send } = await withHelpers();
      const chosen = send(chat, 'x', { extraOptions: { deskMessageId: '3EB0', other: 1 } });
      // Somebody else in the page asks at the same time.
      expect(await Key.newId()).toBe('WHATSAPPS OWN');
      expect(await chosen).toMatchObject({ id: { id: '3EB0' } });
      await send(chat, 'y', { linkPreview: true });
      expect(sent.map(({ id, extra }) => [id.id, extra])).toEqual([
        ['3EB0', { other: 1 }],
        ['WHATSAPPS OWN', {}],
      ]);
    });

    it.each([
      ['a person', '1@c.us', undefined, { from: 'me@c.us', participant: undefined }],
      ['a person behind a LID', '1@lid', undefined, { from: 'me@lid', participant: undefined }],
      ['a group', '1@g.us', {}, { from: 'me@c.us', participant: 'me@c.us' }],
      [
        'a group that goes by LIDs',
        '1@g.us',
        { isLidAddressingMode: true },
        { from: 'me@lid', participant: 'me@lid' },
      ],
    ])('makes the key for %s as the library does', async (_, id, metadata, made) => {
      const { sent, send } = await withHelpers();
      const to = chatWith(id, metadata);
      await send(to, 'x', { extraOptions: { deskMessageId: '3EB0' } });
      expect(sent[0]?.id.made).toEqual({ ...made, to: to.id, id: '3EB0', selfDir: 'out' });
    });

    it('does not let a message set out a second time while its file is on the way', async () => {
      const { sent, send, slowUpload } = await withHelpers();
      const uploaded = slowUpload();
      const options = () => ({ extraOptions: { deskMessageId: '3EB0' } });
      const both = [send(chat, 'x', options()), send(chat, 'x', options())];
      uploaded();
      await Promise.all(both);
      expect(sent).toHaveLength(1);
    });

    it('sends nothing when the page holds the message already, unless it failed there', async () => {
      const held = [
        { id: { id: 'HELD', fromMe: true }, ack: 1 },
        { id: { id: 'FAILED', fromMe: true }, ack: -1 },
        { id: { id: 'THEIRS', fromMe: false }, ack: 1 },
      ];
      const { sent, send } = await withHelpers(held);
      for (const deskMessageId of ['HELD', 'FAILED', 'THEIRS']) {
        await send(chat, 'x', { extraOptions: { deskMessageId } });
      }
      expect(sent.map(({ id }) => id.id)).toEqual(['FAILED', 'THEIRS']);
      expect(held.map(({ id, ack }) => [id.id, ack])).toEqual([
        ['HELD', 1],
        ['THEIRS', 1],
        ['FAILED', 1],
        ['THEIRS', 1],
      ]);
    });

    it('puts a file together that came in pieces, and no other', async () => {
      const { page, helpers } = await withHelpers();
      class FileStandIn {
        readonly pieces: Uint8Array[];
        readonly name: string;
        constructor(pieces: Uint8Array[], name: string) {
          this.pieces = pieces;
          this.name = name;
        }
      }
      Object.assign(page.window, { File: FileStandIn, atob });
      const half = (text: string) => Buffer.from(text).toString('base64');
      await page.run(pageExpression(stageFile, 'other', true, half('forgotten')));
      expect(await page.run(pageExpression(stageFile, 'f', true, half('one ')))).toBe(4);
      expect(await page.run(pageExpression(stageFile, 'f', false, half('two')))).toBe(7);
      const toFile = helpers.mediaInfoToFile as (media: object) => FileStandIn;
      const file = toFile({ data: 'desk-file:f', mimetype: 'text/plain', filename: 'a.txt' });
      expect(Buffer.concat(file.pieces).toString()).toBe('one two');
      expect(file.name).toBe('a.txt');
      expect(() => toFile({ data: 'desk-file:other', mimetype: 'text/plain' })).toThrow();
      expect(toFile({ data: 'QUJD', mimetype: 'text/plain' })).toBe("the library's file of QUJD");
    });
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('what the page keeps', () => {
  const kept: Record<string, unknown> = { WAToken1: '"a"', WAToken2: 'x'.repeat(11), other: 'no' };
  const read = (page: BarePage): Promise<unknown> =>
    page.run(pageExpression(readStorage, ['WABrowserId', 'WAToken1', 'WAToken2'], 10));

  it('is read by name, without what is not there or too long', async () => {
    const page = new BarePage();
    page.window.localStorage = { getItem: (name: string) => kept[name] ?? null };
    expect(await read(page)).toEqual({ WAToken1: '"a"' });
  });

  it('is nothing where there is no storage, or none that may be used', async () => {
    const page = new BarePage();
    expect(await read(page)).toEqual({});
    Object.defineProperty(page.window, 'localStorage', {
      get: () => {
        throw new Error('The operation is insecure.');
      },
    });
    expect(await read(page)).toEqual({});
  });
});
