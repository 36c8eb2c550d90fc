/**
 * WhatsApp's modules without which linking, listening, sending or reading does not work: what whatsapp-web.js 1.34.7
 * asks for on those ways, and what our page scripts ask for. Used to name everything that is missing once something
 * was found missing; never to look for trouble beforehand, because WhatsApp loads some modules late.
 */
export const requiredModules: readonly string[] = [
  'WAWebSocketModel',
  'WAWebCmd',
  'WAWebConnModel',
  'WAWebOfflineHandler',
  'WAWebAltDeviceLinkingApi',
  'WABase64',
  'WAWebCompanionRegClientUtils',
  'WAWebAdvSignatureApi',
  'WAWebUserPrefsInfoStore',
  'WAWebSignalStoreApi',
  'WAWebUserPrefsMultiDevice',
  'WAWebUserPrefsMeUser',
  'WAWebCollections',
  'WAWebWidFactory',
  'WAWebMsgKey',
  'WAWebApiContact',
  'WAWebFindChatAction',
  'WAWebChatGetters',
  'WAWebContactGetters',
  'WAWebStreamModel',
  'WAWebUpdateUnreadChatAction',
  'WAWebChatLoadMessages',
  'WAWebQueryExistsJob',
  'WAWebSendMsgChatAction',
  'WAWebMsgActionCapability',
  'WAWebSendReactionMsgAction',
  'WAWebPollsVotesSchema',
  'WAWebGetEphemeralFieldsMsgActionsUtils',
  'WALinkify',
  'WAWebSyncGatingUtils',
  'WAWebCallCollection',
];
