import type { Chat, Client, Message, Reaction } from 'whatsapp-web.js';

/** Everything a client has emitted so far, for tests that look instead of listening. */
export interface ClientRecord {
  readonly qr: string[];
  readonly codes: string[];
  readonly messages: Message[];
  readonly created: Message[];
  readonly ciphertexts: Message[];
  readonly acks: { readonly id: string; readonly ack: number }[];
  readonly edits: { readonly id: string; readonly text: string }[];
  readonly revoked: Message[];
  readonly reactions: Reaction[];
  readonly uploaded: Message[];
  readonly unreadChats: Chat[];
  readonly calls: string[];
  readonly states: string[];
  readonly disconnected: string[];
  authenticated: number;
  ready: number;
}

/** Call it before `initialize`, so that nothing is missed. */
export function recordClient(client: Client): ClientRecord {
  const record: ClientRecord = {
    qr: [],
    codes: [],
    messages: [],
    created: [],
    ciphertexts: [],
    acks: [],
    edits: [],
    revoked: [],
    reactions: [],
    uploaded: [],
    unreadChats: [],
    calls: [],
    states: [],
    disconnected: [],
    authenticated: 0,
    ready: 0,
  };
  client.on('qr', (qr) => {
    // After linking, the library makes a last QR of a ref that is gone.
    if (!qr.startsWith('undefined,')) record.qr.push(qr);
  });
  client.on('code', (code) => record.codes.push(code));
  client.on('authenticated', () => (record.authenticated += 1));
  client.on('ready', () => (record.ready += 1));
  client.on('message', (message) => record.messages.push(message));
  client.on('message_create', (message) => record.created.push(message));
  client.on('message_ciphertext', (message) => record.ciphertexts.push(message));
  client.on('message_ack', ({ id }, ack) => record.acks.push({ id: id.id, ack }));
  client.on('message_edit', ({ id }, text) => record.edits.push({ id: id.id, text: String(text) }));
  client.on('message_revoke_everyone', (message) => record.revoked.push(message));
  client.on('message_reaction', (reaction) => record.reactions.push(reaction));
  client.on('media_uploaded', (message) => record.uploaded.push(message));
  client.on('unread_count', (chat) => record.unreadChats.push(chat));
  client.on('call', ({ id }) => record.calls.push(id));
  client.on('change_state', (state) => record.states.push(state));
  client.on('disconnected', (reason) => record.disconnected.push(reason));
  return record;
}
