import { currentUser, lidOf, otherIdOf, phoneNumberOf } from '../account.ts';
import { contacts } from '../collections.ts';
import { quirks } from '../config.ts';
import { toWid, Wid } from '../ids.ts';
import { base64Tools } from '../media.ts';
import { server } from '../server-connection.ts';
import { commands, connectionInfo, refreshQr, socket, sync } from '../socket.ts';
import { commandFunctions } from './command-functions.ts';

interface Keys {
  readonly noise: Uint8Array;
  readonly identity: Uint8Array;
  readonly advSecret: string;
}

/** What the real page throws when it may not ask for another pairing code. */
function pairingRefusal(name: string): Error {
  return Object.assign(new Error(name), {
    name: 'CompanionHelloError',
    type: { name, value: { code: 429 } },
  });
}

const altDeviceLinking = {
  setPairingType(): void {
    // The type only changes what the real page draws.
  },
  initializeAltDeviceLinking: () => Promise.resolve(),
  // `refreshQR`, which comes before it, has brought the codes.
  initializeQRLinking: () => Promise.resolve(),
  async startAltLinkingFlow(phone: string, showNotification: boolean): Promise<string> {
    const answer = await server.request('requestPairingCode', { phone, showNotification });
    if ('error' in answer) throw pairingRefusal(answer.error);
    return answer.code;
  },
};

const presence = (available: boolean) => (): void => server.tell('presence', { available });

/** Connection, linking, and who is who. */
export function accountModules(keys: Keys): Record<string, unknown> {
  return {
    WAWebSocketModel: { Socket: socket },
    WAWebConnModel: { Conn: connectionInfo },
    WAWebCmd: { Cmd: Object.assign(commands, commandFunctions) },
    WAWebStreamModel: {
      Stream: {
        mode: 'MAIN',
        markAvailable: presence(true),
        markUnavailable: presence(false),
      },
    },
    WAWebOfflineHandler: {
      OfflineMessageHandler: { getOfflineDeliveryProgress: () => sync.progress },
    },
    WAWebAltDeviceLinkingApi: altDeviceLinking,
    WAWebLaunchSocketUtils: { refreshQR: refreshQr },
    WABase64: base64Tools,
    WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
    WAWebAdvSignatureApi: {},
    WAWebUserPrefsInfoStore: {
      waNoiseInfo: { get: () => Promise.resolve({ staticKeyPair: { pubKey: keys.noise } }) },
    },
    WAWebSignalStoreApi: {
      waSignalStore: {
        getRegistrationInfo: () =>
          Promise.resolve({ registrationId: 1, identityKeyPair: { pubKey: keys.identity } }),
      },
    },
    WAWebUserPrefsMultiDevice: { getADVSecretKey: () => keys.advSecret },
    WAWebUserPrefsMeUser: {
      getMaybeMePnUser: () => currentUser()?.pn,
      getMaybeMeLidUser: () => currentUser()?.lid,
      getMaybeMeUser: () => currentUser()?.pn,
    },
    WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
    WAWebContactCollection: { getMeContact: () => contacts.getMeContact() },
    WAWebWidFactory: {
      createWid: toWid,
      createWidFromWidLike: toWid,
      createUserWid: (user: string) => new Wid(user, 'c.us'),
      asUserWidOrThrow(value: unknown): Wid {
        const wid = toWid(value);
        if (!wid.isUser()) throw new Error('not a user wid');
        return wid;
      },
    },
    WAWebApiContact: {
      getAlternateUserWid: otherIdOf,
      getCurrentLid: lidOf,
      getPhoneNumber: phoneNumberOf,
    },
    WAWebLidMigrationUtils: {
      toPn: (wid: Wid) => (wid.isLid() ? phoneNumberOf(wid) : wid),
      toUserLidOrThrow(wid: Wid): Wid {
        const lid = lidOf(wid);
        if (lid === undefined) throw new Error('No LID for user');
        return lid;
      },
    },
    WAWebWidToJid: {
      widToUserJid: (wid: Wid) => wid.toJid(),
      widToGroupJid: (wid: Wid) => wid.toJid(),
    },
    WAWebJidToWid: { userJidToUserWid: toWid },
    WAWebPhoneUtils: {
      formattedPhoneNumber: (jid: unknown) => `+${String(jid).split('@')[0] ?? ''}`,
    },
    WAPhoneFindCC: { findCC: (number: string) => number.slice(0, number.startsWith('1') ? 1 : 2) },
    WAWebPresenceChatAction: {
      sendPresenceAvailable: presence(true),
      sendPresenceUnavailable: presence(false),
    },
    WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
    WAWebLinkPreviewChatAction: {
      getLinkPreview: ({ href }: { href: string }) =>
        Promise.resolve(
          quirks().linkPreview
            ? {
                data: {
                  title: `Preview of ${href}`,
                  description: '',
                  canonicalUrl: href,
                  matchedText: href,
                },
              }
            : undefined,
        ),
    },
  };
}
