import type { WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage & { readonly Debug?: { readonly VERSION?: unknown } };

/**
 * Page script: tries, without sending anything, whether what sending needs is still as whatsapp-web.js 1.34.7 and our
 * own scripts know it. Answers with the names of what is not, and with the page's version. Run when the library has
 * taken the page over.
 */
export function selfTest(
  sendingModules: Readonly<Record<string, string>>,
  helperNames: readonly string[],
): { version: string; problems: string[] } {
  const requireAny: (name: string) => unknown = window.require as never;
  const problems: string[] = [];
  const isFunctionOf = (owner: unknown, name: string): boolean =>
    (typeof owner === 'object' || typeof owner === 'function') &&
    owner !== null &&
    typeof Reflect.get(owner, name) === 'function';
  const check = (what: string, holds: () => boolean): void => {
    let isWell = false;
    try {
      isWell = holds();
    } catch {
      // What it threw is foreign text; that it threw is the finding.
    }
    if (!isWell) problems.push(what);
  };

  for (const [module, name] of Object.entries(sendingModules)) {
    check(module, () => isFunctionOf(requireAny(module), name));
  }
  for (const name of helperNames) {
    check(`WWebJS.${name}`, () => isFunctionOf(window.WWebJS, name));
  }

  const widPattern = /^[^@\s_]+@[a-z.]+$/;
  const serializedOf = (id: object): unknown => Reflect.get(id, '_serialized');
  check('chat ids', () => {
    const made = window.require('WAWebWidFactory').createWid('34600000000@c.us');
    const chats = window.require('WAWebCollections').Chat.getModelsArray().slice(0, 20);
    return (
      serializedOf(made) === '34600000000@c.us' &&
      chats.every(({ id }) => {
        const text = serializedOf(id);
        return typeof text === 'string' && widPattern.test(text);
      })
    );
  });
  check('message ids', () => {
    const MessageKey = window.require('WAWebMsgKey');
    const remote = window.require('WAWebWidFactory').createWid('34600000000@c.us');
    const made = new MessageKey({ fromMe: true, remote, id: 'SELFTEST' });
    const messages = window.require('WAWebCollections').Msg.getModelsArray().slice(-20);
    return (
      made.id === 'SELFTEST' &&
      String(serializedOf(made)).startsWith('true_34600000000@c.us_SELFTEST') &&
      messages.every(({ id }) => {
        const text = serializedOf(id);
        return typeof text === 'string' && text.includes(id.id) && id.id !== '';
      })
    );
  });
  check('chosen message ids', () => {
    const MessageKey = window.require('WAWebMsgKey');
    const to = window.require('WAWebWidFactory').createWid('34600000000@c.us');
    const from = window.require('WAWebUserPrefsMeUser').getMaybeMePnUser();
    const parts = { from, to, id: 'SELFTEST', participant: undefined, selfDir: 'out' as const };
    const made = new MessageKey(parts);
    return made.id === 'SELFTEST' && made.fromMe && made.remote.toString() === '34600000000@c.us';
  });
  check('acks', () => {
    const { Msg } = window.require('WAWebCollections');
    const own = Msg.getModelsArray().filter(({ id }) => id.fromMe);
    return isFunctionOf(Msg, 'on') && own.slice(-20).every(({ ack }) => typeof ack === 'number');
  });

  return { version: String(window.Debug?.VERSION), problems };
}
