import type { WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage;

/** Page script: what became of a message of ours that this page has sent, and the state of its socket. */
export function ownMessageOutcome(messageId: string): { ack: number | null; state: string } {
  const message = window
    .require('WAWebCollections')
    .Msg.getModelsArray()
    .find((candidate) => candidate.id.id === messageId && candidate.id.fromMe);
  return {
    ack: message?.ack ?? null,
    state: window.require('WAWebSocketModel').Socket.state,
  };
}

/** Page script: the message of ours with this id as JSON text, if this page holds it, else null. */
export function heldOwnMessage(messageId: string): string | null {
  const message = window
    .require('WAWebCollections')
    .Msg.getModelsArray()
    .find((candidate) => candidate.id.id === messageId && candidate.id.fromMe);
  return message === undefined ? null : JSON.stringify(window.WWebJS.getMessageModel(message));
}
