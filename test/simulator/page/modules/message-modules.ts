import { pollVotesSchema, pollVoteTable, reactionTable } from '../addon-tables.ts';
import { requireUser } from '../account.ts';
import { nowSeconds } from '../bytes.ts';
import { callCollection } from '../call-collection.ts';
import type { ChatModel } from '../chat-model.ts';
import { messages } from '../collections.ts';
import { keyOf, MessageKey } from '../ids.ts';
import { MessageModel } from '../message-model.ts';
import { applyEdit } from '../messages.ts';
import { addAndSendMsgToChat } from '../sending.ts';
import { server } from '../server-connection.ts';

const address = /https?:\/\/[^\s]+/g;

/** Tolerates what the library hands over for messages without text. */
function findLinks(text: unknown): { href: string; value: string; suspiciousCharacters: null }[] {
  const found = typeof text === 'string' ? (text.match(address) ?? []) : [];
  return found.map((href) => ({ href, value: href, suspiciousCharacters: null }));
}

function quotedMessageOf(message: MessageModel): MessageModel | undefined {
  const { quotedStanzaID: stanzaId, quotedParticipant } = message;
  if (stanzaId === undefined) return undefined;
  const { remote } = message.id;
  const me = requireUser();
  const fromMe = [String(me.pn), String(me.lid)].includes(keyOf(quotedParticipant) ?? '');
  const [from, to] = fromMe ? [me.pn, remote] : [remote, me.pn];
  return (
    messages.byStanza(stanzaId) ??
    new MessageModel({
      ...message.quotedMsg,
      from,
      to,
      id: new MessageKey({ fromMe, remote, id: stanzaId }),
    })
  );
}

async function forwardMessages(options: {
  chat: ChatModel;
  msgs: readonly MessageModel[];
}): Promise<void> {
  const { pn } = requireUser();
  for (const message of options.msgs) {
    const id = new MessageKey({
      from: pn,
      to: options.chat.id,
      id: await MessageKey.newId(),
      selfDir: 'out',
    });
    const [added] = addAndSendMsgToChat(options.chat, {
      ...message.serialize(),
      ...{ id, from: pn, to: options.chat.id, ack: 0, t: nowSeconds(), isNewMsg: true },
      isForwarded: true,
    });
    await added;
  }
}

function messageInfo(id: unknown): object {
  const ack = messages.get(id)?.ack ?? 0;
  return {
    delivery: [],
    deliveryRemaining: ack >= 2 ? 0 : 1,
    read: [],
    readRemaining: ack >= 3 ? 0 : 1,
    played: [],
    playedRemaining: 0,
  };
}

const isYoungerThan = ({ t }: MessageModel, seconds: number): boolean => nowSeconds() - t < seconds;

/** Messages: writing, answering, changing, reacting. */
export const messageModules: Record<string, unknown> = {
  WAWebMsgKey: MessageKey,
  WAWebSendMsgChatAction: { addAndSendMsgToChat },
  WAWebMsgReply: { canReplyMsg: (message: MessageModel) => message.canReply() },
  WAWebQuotedMsgModelUtils: { getQuotedMsgObj: quotedMessageOf },
  WALinkify: {
    findLinks,
    findLink: (text: unknown) => findLinks(text).map(({ href }) => ({ href, url: href }))[0],
  },
  WAWebMsgActionCapability: {
    canSenderRevokeMsg: (message: MessageModel) =>
      message.id.fromMe && isYoungerThan(message, 2 * 24 * 60 * 60),
    canAdminRevokeMsg: () => false,
    canEditText: (message: MessageModel) =>
      message.id.fromMe && message.type === 'chat' && isYoungerThan(message, 15 * 60),
    canEditCaption: (message: MessageModel) =>
      message.id.fromMe && message.caption !== undefined && isYoungerThan(message, 15 * 60),
    canStarMsg: () => true,
  },
  WAWebSendMessageEditAction: {
    async sendMessageEdit(message: MessageModel, text: string): Promise<void> {
      await server.request('edit', { id: message.id.id, text });
      applyEdit(message, text);
    },
  },
  WAWebSendReactionMsgAction: {
    sendReactionToMsg: (message: MessageModel, text: string) =>
      server.request('react', { id: message.id.id, text }),
  },
  WAWebAddonReactionTableMode: reactionTable,
  WAWebAddonPollVoteTableMode: pollVoteTable,
  WAWebPollsVotesSchema: pollVotesSchema,
  WAWebBackendJobsCommon: { mediaTypeFromProtobuf: () => null },
  WAWebE2EProtoUtils: { typeAttributeFromProtobuf: () => 'text' },
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: {
    handlePlaceholderMsgsSeen: (list: readonly MessageModel[]) =>
      server.tell('resend', { ids: list.map(({ id }) => id.id) }),
  },
  WAWebCallCollection: callCollection,
  WAWebApiMessageInfoStore: {
    queryMsgInfo: (id: unknown) => Promise.resolve(messageInfo(id)),
  },
  WAWebChatForwardMessage: { forwardMessages },
};
