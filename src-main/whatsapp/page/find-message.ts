import type { PageMessage, WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage & { __deskFound?: PageMessage };

export interface MessageAddress {
  readonly [key: string]: string | number | readonly string[];
  /** The message is in one of them: a person can have a chat under the number and one under the LID. */
  readonly chatIds: readonly string[];
  readonly messageId: string;
  /** How many batches of each chat's history may be read back for it. */
  readonly batches: number;
}

/**
 * Page script: finds a message by its stanza id, reading the chats back where the page does not hold it, and keeps it
 * for the page script that follows. Answers its whole key as text, or null when WhatsApp no longer has it.
 */
export async function findMessage(address: MessageAddress): Promise<string | null> {
  const { Chat, Msg } = window.require('WAWebCollections');
  const places = address.chatIds.map((chatId) => {
    const wid = window.require('WAWebWidFactory').createWid(chatId);
    const sibling = window.require('WAWebApiContact').getAlternateUserWid(wid);
    return {
      names: [wid.toString(), sibling?.toString()],
      chat: Chat.get(wid) ?? (sibling === undefined ? undefined : Chat.get(sibling)),
    };
  });
  const names = places.flatMap((place) => place.names);
  const isIt = (message: PageMessage): boolean =>
    message.id.id === address.messageId && names.includes(message.id.remote.toString());
  delete window.__deskFound;
  let found: PageMessage | undefined = Msg.getModelsArray().find(isIt);
  for (const { chat } of places) {
    for (let batch = 0; found === undefined && batch < address.batches; batch += 1) {
      if (chat === undefined) break;
      const earlier = await window.require('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
      if (earlier === undefined || earlier.length === 0) break;
      found = earlier.find(isIt);
    }
  }
  if (found === undefined) return null;
  window.__deskFound = found;
  return found.id.toString();
}
