import type { ChatModel } from '../chat-model.ts';
import { messages } from '../collections.ts';
import type { MessageModel } from '../message-model.ts';
import { applyRevoke } from '../messages.ts';
import { server } from '../server-connection.ts';
import { refreshQr } from '../socket.ts';

const opened = (): Promise<boolean> => Promise.resolve(true);

/** What the server says the chat is then is what it is: also where it did not do as it was asked. */
const place =
  (method: 'archive' | 'pin') =>
  async (chat: ChatModel, on: boolean): Promise<void> => {
    chat.set(await server.request(method, { chatId: String(chat.id), on }));
  };

const markUnread = (chat: ChatModel, on: boolean): Promise<void> => {
  chat.set({ unreadCount: on ? -1 : 0 });
  return Promise.resolve();
};

const star =
  (starred: boolean) =>
  (_chat: ChatModel, list: readonly MessageModel[]): Promise<void> => {
    for (const message of list) message.set({ star: starred });
    return Promise.resolve();
  };

interface MessageList {
  readonly list: readonly MessageModel[];
}

/** The functions that `WAWebCmd.Cmd` has beside its events. */
export const commandFunctions = {
  refreshQR: refreshQr,
  openChatBottom: opened,
  openChatAt: opened,
  openDrawerMid: opened,
  chatSearch: opened,
  msgInfoDrawer: opened,
  archiveChat: place('archive'),
  pinChat: place('pin'),
  markChatUnread: markUnread,
  sendStarMsgs: star(true),
  sendUnstarMsgs: star(false),
  sendDeleteMsgs(chat: ChatModel, { list }: MessageList): Promise<void> {
    for (const message of list) {
      messages.remove(message);
      chat.msgs.remove(message);
    }
    return Promise.resolve();
  },
  async sendRevokeMsgs(_chat: ChatModel, { list }: MessageList): Promise<void> {
    for (const message of list) {
      await server.request('revoke', { id: message.id.id });
      applyRevoke(message);
    }
  },
};
