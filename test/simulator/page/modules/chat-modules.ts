import { currentUser, linkLid } from '../account.ts';
import type { ChatModel, ContactModel } from '../chat-model.ts';
import {
  chats,
  collections,
  findOrCreateLatestChat,
  loadEarlierMsgs,
  messages,
  putBlocked,
} from '../collections.ts';
import { quirks } from '../config.ts';
import { keyOf, toWid, type Wid } from '../ids.ts';
import { server } from '../server-connection.ts';

class ServerStatusCodeError extends Error {
  override readonly name = 'ServerStatusCodeError';
}

async function queryWidExists(wid: Wid): Promise<{ wid: Wid } | null> {
  const found = await server.request('exists', { id: String(wid) });
  if (found === null) return null;
  if (found.pn !== null) linkLid(found.pn, found.lid);
  return { wid: toWid(found.wid) };
}

async function sendSeen({ chat }: { chat: ChatModel }): Promise<void> {
  if (quirks().sendSeenThrows) {
    throw new TypeError("Cannot read properties of undefined (reading 'markedUnread')");
  }
  await server.request('seen', { chatId: String(chat.id) });
  chat.set({ unreadCount: 0 });
}

/** The list says afterwards what the server made of it. */
async function block(contact: ContactModel, on: boolean): Promise<void> {
  const blocked = await server.request('block', { id: String(contact.id), on });
  putBlocked(blocked.id, blocked.on);
}

async function requestProfilePicture({ id }: { id: unknown }): Promise<object> {
  const picture = await server.request('profilePicture', { id: keyOf(id) ?? '' });
  if (picture === null) throw new ServerStatusCodeError('404');
  return picture;
}

const tellChatState =
  (state: string) =>
  (id: unknown): void =>
    server.tell('chatState', { chatId: keyOf(id) ?? '', state });

/** Chats and the people in them. */
export const chatModules: Record<string, unknown> = {
  WAWebCollections: collections,
  WAWebChatGetters: {
    getIsNewsletter: (chat: ChatModel) => chat.id.isNewsletter(),
    getIsBroadcast: (chat: ChatModel) => chat.id.isBroadcast(),
    getIsGroup: (chat: ChatModel) => chat.id.isGroup(),
  },
  WAWebContactGetters: {
    getIsMe: ({ id }: ContactModel) =>
      id.equals(currentUser()?.pn) || id.equals(currentUser()?.lid),
    getIsUser: ({ id }: ContactModel) => id.isUser(),
    getIsGroup: ({ id }: ContactModel) => id.isGroup(),
    getIsWAContact: ({ isWAContact }: ContactModel) => isWAContact !== false,
    getUserid: ({ id, phoneNumber }: ContactModel) => (phoneNumber ?? id).user,
    getVerifiedName: ({ verifiedName }: ContactModel) => verifiedName,
    getVerifiedLevel: ({ verifiedLevel }: ContactModel) => verifiedLevel,
    getStatusMute: ({ statusMute }: ContactModel) => statusMute,
    getName: ({ name }: ContactModel) => name,
    getShortName: ({ shortName }: ContactModel) => shortName,
    getPushname: ({ pushname }: ContactModel) => pushname,
    getIsEnterprise: ({ isEnterprise }: ContactModel) => isEnterprise === true,
  },
  WAWebFrontendContactGetters: {
    getIsMyContact: ({ name }: ContactModel) => name !== undefined,
  },
  WAWebBlockContactUtils: {
    getContactToBlockOnlyUseIfNoAssociatedChat: (contact: ContactModel) => contact,
  },
  WAWebBlockContactAction: {
    blockContact: ({ contact }: { contact: ContactModel }) => block(contact, true),
    unblockContact: (contact: ContactModel) => block(contact, false),
  },
  WAWebFindChatAction: { findOrCreateLatestChat },
  WAWebQueryExistsJob: { queryWidExists },
  WAWebUpdateUnreadChatAction: { sendSeen },
  WAWebChatLoadMessages: { loadEarlierMsgs },
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebContactProfilePicThumbBridge: { requestProfilePicFromServer: requestProfilePicture },
  WAWebContactStatusBridge: {
    getStatus: () => Promise.resolve({ status: 'Available' }),
    setMyStatus: () => Promise.resolve(),
  },
  WAWebChatStateBridge: {
    sendChatStateComposing: tellChatState('composing'),
    sendChatStateRecording: tellChatState('recording'),
    sendChatStatePaused: tellChatState('paused'),
  },
  WAWebChatClearBridge: {
    sendClear(chat: ChatModel): Promise<void> {
      for (const message of chat.msgs.getModelsArray()) {
        chat.msgs.remove(message);
        messages.remove(message);
      }
      return Promise.resolve();
    },
  },
  WAWebDeleteChatAction: {
    sendDelete(chat: ChatModel): Promise<void> {
      chats.remove(chat);
      return Promise.resolve();
    },
  },
};
