import type { WireMessage } from '../protocol/wire-message.ts';
import { otherIdOf } from './account.ts';
import { sleep } from './bytes.ts';
import type { ChatModel } from './chat-model.ts';
import { messages } from './collections.ts';
import { quirks } from './config.ts';
import { keyOf, MessageKey } from './ids.ts';
import { MessageModel } from './message-model.ts';
import { appendToChat, raiseAck } from './messages.ts';
import { OfflineError, server } from './server-connection.ts';
import { untilConnected } from './socket.ts';

/** The attributes that travel; everything else belongs to the page. */
const travelling = [
  'body',
  'type',
  'subtype',
  't',
  'ack',
  'caption',
  'filename',
  'mimetype',
  'filehash',
  'encFilehash',
  'directPath',
  'mediaKey',
  'mediaKeyTimestamp',
  'size',
  'width',
  'height',
  'duration',
  'isGif',
  'isViewOnce',
  'isForwarded',
  'star',
  'quotedMsg',
  'quotedStanzaID',
  'vcardFormattedName',
  'vcardList',
  'lat',
  'lng',
  'loc',
  'pollName',
  'pollOptions',
  'pollSelectableOptionsCount',
] as const;

function messageToWire(message: MessageModel): WireMessage {
  const fields = travelling.flatMap((name): [string, unknown][] => {
    const value: unknown = Reflect.get(message, name);
    return value === undefined || value === null ? [] : [[name, value]];
  });
  const { id, quotedParticipant, mentionedJidList } = message;
  return {
    ...Object.fromEntries(fields),
    key: {
      fromMe: id.fromMe,
      remote: String(id.remote),
      id: id.id,
      ...(id.participant === undefined ? {} : { participant: String(id.participant) }),
    },
    from: String(message.from),
    to: String(message.to),
    ...(message.author === undefined ? {} : { author: String(message.author) }),
    ...(mentionedJidList === undefined || mentionedJidList.length === 0
      ? {}
      : { mentionedJidList: mentionedJidList.map(String) }),
    ...(quotedParticipant ? { quotedParticipant: keyOf(quotedParticipant) } : {}),
    type: message.type,
    t: message.t,
    ack: message.ack,
  };
}

async function addLocally(chat: ChatModel, message: MessageModel): Promise<MessageModel> {
  await sleep(0);
  const { sendThrows, sendIndexedUnderSibling } = quirks();
  if (sendThrows !== undefined) throw new Error(sendThrows);
  const sibling = sendIndexedUnderSibling ? otherIdOf(chat.id) : undefined;
  if (sibling !== undefined) {
    message.id = new MessageKey({
      fromMe: true,
      remote: sibling,
      id: message.id.id,
      selfDir: 'out',
    });
  }
  messages.add(message);
  appendToChat(chat, message);
  chat.set({ t: message.t });
  return message;
}

/** Sends until the server has answered: a lost connection is waited out, the server knows a repeated stanza id. */
async function deliver(message: MessageModel): Promise<object> {
  for (;;) {
    try {
      const { t } = await server.request('send', { message: messageToWire(message) });
      message.set({ t, ...(message.isUnsentMedia ? { isUnsentMedia: false } : {}) });
      raiseAck(message, 1);
      return { messageSendResult: 'OK', t };
    } catch (error) {
      if (!(error instanceof OfflineError)) {
        message.set({ ack: -1 });
        return { messageSendResult: 'ERROR_UNKNOWN', error: String(error) };
      }
      await untilConnected();
    }
  }
}

/** The two promises of the real page: the message is in the chat; the server has answered. */
export function addAndSendMsgToChat(
  chat: ChatModel,
  attributes: { directPath?: string; isForwarded?: boolean },
): [Promise<MessageModel>, Promise<object>] {
  const message = new MessageModel({
    ...attributes,
    viewed: false,
    recvFresh: true,
    star: false,
    isForwarded: attributes.isForwarded === true,
    ...(attributes.directPath === undefined ? {} : { isUnsentMedia: true }),
  });
  const added = addLocally(chat, message);
  // When adding failed, the first promise says so; the second answers as the real page does.
  const sent = added.then(deliver, (error: unknown) => ({
    messageSendResult: 'ERROR_UNKNOWN',
    error: String(error),
  }));
  const { sendThrowsAfter } = quirks();
  if (sendThrowsAfter !== undefined) {
    const failed = sent.then(() => Promise.reject(new Error(sendThrowsAfter)));
    return [failed, sent];
  }
  return [added, sent];
}
