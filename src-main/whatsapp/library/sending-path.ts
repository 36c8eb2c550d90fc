/** WhatsApp's modules on the way of every message that is sent, each with the function that is called there. */
export const sendingModules: Readonly<Record<string, string>> = {
  WAWebSendMsgChatAction: 'addAndSendMsgToChat',
  WAWebFindChatAction: 'findOrCreateLatestChat',
  WAWebGetEphemeralFieldsMsgActionsUtils: 'getEphemeralFields',
  WAWebMsgKey: 'newId',
  WAWebUserPrefsMeUser: 'getMaybeMePnUser',
};

/** Helpers of whatsapp-web.js itself that sending and finding one's own messages need. */
export const sendingHelpers: readonly string[] = ['sendMessage', 'getChat', 'getMessageModel'];
