import type { PageMessage, WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage & { __deskFound?: PageMessage };

export interface PageChange {
  readonly [key: string]: string;
  readonly kind: 'edit' | 'revoke' | 'react' | 'forward';
  /** The new text, the emoji, or the chat to forward to; empty for `revoke`. */
  readonly value: string;
  /** The whole key of the message that `find-message.ts` has found. */
  readonly key: string;
}

/** Page script: changes the message that was found just now. Answers whether WhatsApp allows that. */
export async function changeMessage({ kind, value, key }: PageChange): Promise<boolean> {
  const message = window.__deskFound;
  delete window.__deskFound;
  if (message?.id.toString() !== key) {
    throw new Error('The message was not found before');
  }
  const may = window.require('WAWebMsgActionCapability');
  switch (kind) {
    case 'edit':
      if (!may.canEditText(message) && !may.canEditCaption(message)) return false;
      await window.WWebJS.editMessage(message, value, {});
      return true;
    case 'revoke': {
      if (!may.canSenderRevokeMsg(message) && !may.canAdminRevokeMsg(message)) return false;
      const chat = window.require('WAWebCollections').Chat.get(message.id.remote);
      if (chat === undefined) throw new Error('The chat is not there');
      await window
        .require('WAWebCmd')
        .Cmd.sendRevokeMsgs(chat, { list: [message], type: 'message' }, { clearMedia: true });
      return true;
    }
    case 'react':
      await window.require('WAWebSendReactionMsgAction').sendReactionToMsg(message, value);
      return true;
    case 'forward':
      await window.WWebJS.forwardMessage(value, key);
      return true;
  }
}
