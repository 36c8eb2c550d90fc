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
      constructor({ id }: { id: string }) {
        this.id = id;
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
    const chat = { id: wid('1@c.us'), msgs: { remove: () => undefined } };

    /** As in the library: the id is asked for before anything is waited for. */
    const withHelpers = async (held: object[] = []) => {
      const sent: { id: string; options: unknown }[] = [];
      const page = await hardened({
        WAWebMsgKey: Key,
        WAWebWidFactory: { createWid: () => new Wid() },
        WAWebCollections: { Msg: collection(held as { id: { toString(): string } }[]) },
      });
      page.window.WWebJS = {};
      const helpers = page.window.WWebJS as Record<string, unknown>;
      helpers.sendMessage = async (_chat: unknown, _content: string, options: unknown) => {
        const id = await Key.newId();
        sent.push({ id, options });
        return { id };
      };
      const send = helpers.sendMessage as (...args: unknown[]) => Promise<unknown>;
      return { sent, send, page };
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
      await chosen;
      await send(chat, 'y', { linkPreview: true });
      expect(sent).toEqual([
        { id: '3EB0', options: { extraOptions: { other: 1 } } },
        { id: 'WHATSAPPS OWN', options: { linkPreview: true } },
      ]);
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
      expect(sent.map(({ id }) => id)).toEqual(['FAILED', 'THEIRS']);
      expect(held.map(({ id }) => id.id)).toEqual(['HELD', 'THEIRS']);
    });

    it('sends nothing when the id cannot be chosen', async () => {
      const original = Key.newId;
      const { sent, send } = await withHelpers();
      Object.defineProperty(Key, 'newId', { value: original, writable: false, configurable: true });
      await expect(send(chat, 'x', { extraOptions: { deskMessageId: '3EB0' } })).rejects.toThrow();
      expect(sent).toEqual([]);
      Object.defineProperty(Key, 'newId', { value: original, writable: true, configurable: true });
    });
  });
});
