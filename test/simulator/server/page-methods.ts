import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventHub } from '../events.ts';
import type { SimulatorSettings } from '../options.ts';
import type { PageMethod, PageParams, PageResults } from '../protocol/page-requests.ts';
import type { Quirks } from '../quirks.ts';
import type { StoredMessage } from '../world/chat-history.ts';
import { newPairingCode } from '../world/random-ids.ts';
import type { World } from '../world/world.ts';
import type { PageSession } from './page-session.ts';
import type { Timers } from './timers.ts';

export interface PageMethodContext {
  readonly world: World;
  readonly settings: SimulatorSettings;
  readonly events: EventHub;
  readonly timers: Timers;
  /** The quirks as they are now. */
  readonly quirks: () => Quirks;
  readonly clearQuirk: (name: keyof Quirks) => void;
  readonly missingModules: Set<string>;
}

export type PageMethods = {
  [Method in PageMethod]: (
    session: PageSession,
    params: PageParams[Method],
  ) => PageResults[Method] | Promise<PageResults[Method]>;
};

const stanzaIdOf = (serializedKey: string): string => serializedKey.split('_')[2] ?? serializedKey;
const wires = (messages: readonly StoredMessage[]) => messages.map(({ wire }) => wire);

/** What the server answers to a page. */
export function createPageMethods(context: PageMethodContext): PageMethods {
  const { world, settings, events, timers } = context;

  return {
    hello(session, { deviceId, lastSeq }) {
      if (deviceId === null) return { status: 'unpaired', ref: session.startOfferingQr() };
      if (!world.devices.has(deviceId)) return { status: 'unauthorized' };
      session.deviceId = deviceId;
      events.emit('online', { deviceId });
      return lastSeq === null || lastSeq > world.journal.lastSeq
        ? { status: 'fresh', bootstrap: world.bootstrap(settings.preload) }
        : { status: 'resumed', missed: world.journal.after(lastSeq) };
    },
    confirmPairing(session) {
      const deviceId = session.unconfirmedDeviceId;
      if (deviceId === null) return null;
      session.unconfirmedDeviceId = null;
      session.deviceId = deviceId;
      world.devices.add(deviceId);
      events.emit('linked', { deviceId });
      events.emit('online', { deviceId });
      return null;
    },
    refreshQr(session) {
      session.pairingCode = null;
      session.order('ref', { ref: session.startOfferingQr() });
      return null;
    },
    requestPairingCode(session) {
      if (context.quirks().pairingCodeHangs) return new Promise(() => undefined);
      if (context.quirks().pairingCodeRateLimited) return { error: 'IQErrorRateOverlimit' };
      const code = newPairingCode();
      session.pairingCode = code;
      session.stopOfferingQr();
      events.emit('pairingCodeOffered', { code });
      return { code };
    },
    logout(session) {
      if (session.deviceId !== null) world.devices.delete(session.deviceId);
      session.deviceId = null;
      events.emit('unlinked', { by: 'app' });
      return null;
    },
    takeover: () => null,
    presence: () => null,
    resend: () => null,
    chatState(_session, { chatId, state }) {
      events.emit('typing', { chatId, state });
      return null;
    },
    missingModule(_session, { name }) {
      context.missingModules.add(name);
      events.emit('missingModule', { name });
      return null;
    },
    receipt(session, { number }) {
      session.acceptReceipt(number);
      return null;
    },
    search: (_session, { query, chatId, count }) => world.search(query, chatId, count),
    messages: (_session, { ids }) =>
      ids.flatMap((id) => world.findMessage(stanzaIdOf(id))?.wire ?? []),
    earlier(_session, { chatId, before }) {
      const chat = world.findChat(chatId);
      if (chat === undefined) return [];
      if (before === null) return wires(chat.history.newest(settings.historyBatch));
      const known = world.findMessage(before);
      return known === undefined ? [] : wires(chat.history.before(known, settings.historyBatch));
    },
    profilePicture(_session, { id }) {
      return world.findContact(id)?.hasPicture === true
        ? { eurl: `https://pps.whatsapp.net/pps/${encodeURIComponent(id)}.png`, id }
        : null;
    },
    exists(_session, { id }) {
      const contact = world.findContact(id);
      return contact === undefined
        ? null
        : {
            wid: world.chatIdOf(contact),
            pn: contact.hidesNumber ? null : contact.pn,
            lid: contact.lid,
          };
    },
    findChat(_session, { id }) {
      const chat = world.openChatWith(id);
      return chat === undefined ? null : { chat: chat.toWire(), contact: world.findContact(id) };
    },
    seen(session, { chatId }) {
      const chat = world.findChat(chatId);
      if (chat !== undefined) world.markSeen(chat, session);
      events.emit('seen', { chatId });
      return null;
    },
    archive: (session, { chatId, on }) => world.archive(world.resolveChat(chatId), on, session),
    pin: (session, { chatId, on }) => world.pin(world.resolveChat(chatId), on, session),
    block: (session, { id, on }) => world.block(id, on, session),
    edit(session, { id, text }) {
      world.edit(id, text, session);
      events.emit('edited', { id, text });
      return null;
    },
    revoke(session, { id }) {
      world.revoke(id, session);
      events.emit('revoked', { id });
      return null;
    },
    react(_session, { id, text }) {
      world.react(id, text, world.owner.pn);
      events.emit('reacted', { id, text });
      return null;
    },
    async send(session, { message }) {
      const { sendFails, dropOnSend, ackNever } = context.quirks();
      if (sendFails !== undefined) throw new Error(sendFails);
      if (dropOnSend !== undefined) context.clearQuirk('dropOnSend');
      if (dropOnSend === 'before') {
        session.terminate();
        throw new Error('connection dropped before the message was taken');
      }
      const { t, isNew } = world.acceptSent(message, session);
      const stanzaId = message.key.id;
      if (isNew) {
        const { chat } = world.locate(stanzaId);
        events.emit('outgoing', { chatId: chat.id, message: world.bookMessage(stanzaId) });
      }
      if (dropOnSend === 'after') session.terminate();
      if (ackNever === true) return new Promise(() => undefined);
      const { serverMs, deviceMs } = settings.autoAck;
      await delay(serverMs);
      if (deviceMs !== null) timers.after(deviceMs, () => world.raiseAck(stanzaId, 2));
      return { t };
    },
  };
}

/** A fresh device id, as the phone hands out when it links a page. */
export function newDeviceId(): string {
  return randomBytes(16).toString('hex');
}
