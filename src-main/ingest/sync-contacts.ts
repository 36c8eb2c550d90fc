import type { SessionId } from '../../src-preload/contract/ids.ts';
import { siblingsByUsername, usernameId } from '../domain/siblings-by-username.ts';
import type { ContactSnapshot, Identity } from '../domain/whatsapp-event.ts';
import { notToComeBack } from '../erasure/not-to-come-back.ts';
import type { Log } from '../log/log.ts';
import type { IdentitySource } from '../store/identity-store.ts';
import type { Stores } from '../store/stores.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import { noteBlocked } from './note-blocked.ts';
import type { Publish } from './store-chat-batches.ts';

/** People that are written between two reports of progress. */
const AT_A_TIME = 500;

/** Brings the people of an account in line with what its page knows of them, and tells how far it is. */
export async function syncContacts(input: {
  stores: Pick<Stores, 'contacts' | 'conversations' | 'sessions' | 'erasures' | 'persons'>;
  sessionId: SessionId;
  client: Pick<WhatsAppClient, 'contacts'>;
  publish: Publish;
  log: Log;
  /** Takes what WhatsApp says of who is who. */
  noteIdentities(
    people: readonly Identity[],
    source: Extract<IdentitySource, 'contact' | 'username'>,
  ): Promise<void>;
}): Promise<void> {
  const { stores, sessionId, client, publish, log, noteIdentities } = input;
  const all = await client.contacts();
  const gone = await notToComeBack(
    stores,
    all.flatMap(({ whatsappId, siblingId, phoneNumber }) => [
      whatsappId,
      ...(siblingId ? [siblingId] : []),
      ...(phoneNumber ? [phoneNumber] : []),
    ]),
  );
  const contacts = all.filter(
    ({ whatsappId, siblingId = '', phoneNumber = '' }) =>
      !gone.has(whatsappId) && !gone.has(siblingId) && !gone.has(phoneNumber),
  );
  if (contacts.length < all.length) {
    log.info('Contacts who were erased were not taken in', {
      contacts: all.length - contacts.length,
    });
  }
  const businesses = await stores.sessions.businesses([sessionId]);
  const total = contacts.length;
  let done = 0;
  const tell = (): void =>
    publish('session.syncProgress', { sessionId, step: 'contacts', done, total });
  try {
    while (done < total) {
      const some = contacts.slice(done, done + AT_A_TIME);
      for (const isBlocked of [true, false]) {
        const ids = some.filter((each) => each.isBlocked === isBlocked);
        await noteBlocked(
          input,
          sessionId,
          ids.map(({ whatsappId }) => whatsappId),
          isBlocked,
        );
      }
      await stores.contacts.sync(sessionId, some);
      await noteIdentities(some.flatMap(idsOf), 'contact');
      done += some.length;
      tell();
    }
  } finally {
    // What ends before its end has ended all the same: it is begun anew another time.
    if (done > 0 && done < total) {
      done = total;
      tell();
    }
  }
  // Whose ids are in different parts of the list, too.
  await noteIdentities(siblingsByUsername(contacts), 'username');
  const businessId = businesses.get(sessionId);
  if (businessId) await stores.contacts.setBusinessOfSession(sessionId, businessId);
}

/** What a contact is known under besides its id. */
function idsOf({ whatsappId, siblingId, username }: ContactSnapshot): Identity[] {
  return [siblingId, username && usernameId(username)].flatMap((other) =>
    other ? [{ whatsappId, siblingId: other }] : [],
  );
}
