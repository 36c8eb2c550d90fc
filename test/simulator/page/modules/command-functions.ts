import { nowSeconds } from '../bytes.ts';
import type { ChatModel } from '../chat-model.ts';
import { messages } from '../collections.ts';
import type { MessageModel } from '../message-model.ts';
import { applyRevoke } from '../messages.ts';
import { server } from '../server-connection.ts';
import { refreshQr } from '../socket.ts';

const opened = (): Promise<boolean> => Promise.resolve(true);

const change =
  (attribute: string, valueOf: (on: boolean) => unknown) =>
  (chat: ChatModel, on: boolean): Promise<void> => {
    chat.set({ [attribute]: valueOf(on) });
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
  archiveChat: change('archive', (on) => on),
  pinChat: change('pin', (on) => (on ? nowSeconds() : 0)),
  markChatUnread: change('unreadCount', (on) => (on ? -1 : 0)),
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
