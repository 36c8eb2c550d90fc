import type { PageMessage, WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage & { __deskFound?: PageMessage };

export interface MessageAddress {
  readonly [key: string]: string | number;
  readonly chatId: string;
  readonly messageId: string;
  /** How many batches of the chat's history may be read back for it. */
  readonly batches: number;
}

/**
 * Page script: finds a message by its stanza id, reading the chat back where the page does not hold it, and keeps it
 * for the page script that follows. Answers its whole key as text, or null when WhatsApp no longer has it.
 */
export async function findMessage(address: MessageAddress): Promise<string | null> {
  const { Chat, Msg } = window.require('WAWebCollections');
  const wid = window.require('WAWebWidFactory').createWid(address.chatId);
  const sibling = window.require('WAWebApiContact').getAlternateUserWid(wid);
  const chat = Chat.get(wid) ?? (sibling === undefined ? undefined : Chat.get(sibling));
  const isIt = (message: PageMessage): boolean => {
    const remote = message.id.remote.toString();
    return (
      message.id.id === address.messageId && [wid.toString(), sibling?.toString()].includes(remote)
    );
  };
  delete window.__deskFound;
  let found: PageMessage | undefined = Msg.getModelsArray().find(isIt);
  for (let batch = 0; found === undefined && batch < address.batches; batch += 1) {
    if (chat === undefined) break;
    const earlier = await window.require('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
    if (earlier === undefined || earlier.length === 0) break;
    found = earlier.find(isIt);
  }
  if (found === undefined) return null;
  window.__deskFound = found;
  return found.id.toString();
}
