import { groupBy } from '../common/group-by.ts';
import type { Identity, WhatsAppId } from './whatsapp-event.ts';

/** As which a username stands in the graph of identities: no WhatsApp id begins like that. */
export function usernameId(username: string): WhatsAppId {
  return `@${username.toLowerCase()}`;
}

/**
 * The people who have the same username under a LID and under a number, in one reading of what WhatsApp knows: nobody
 * shares a username with another, but given up it may be taken by somebody else, so that what was read at another time
 * says nothing. Where more than these two have it, something is out of date, and nothing is said.
 */
export function siblingsByUsername(
  people: readonly { whatsappId: WhatsAppId; username?: string; siblingId?: WhatsAppId }[],
): Identity[] {
  const named = people.filter(({ username }) => username);
  return [...groupBy(named, ({ username = '' }) => usernameId(username)).values()].flatMap(
    (same) => {
      const [lid, ...otherLids] = same.filter(({ whatsappId }) => whatsappId.endsWith('@lid'));
      const [number, ...otherNumbers] = same.filter(({ whatsappId }) =>
        whatsappId.endsWith('@c.us'),
      );
      if (!lid || !number || otherLids.length > 0 || otherNumbers.length > 0) return [];
      // What WhatsApp says of the ids themselves comes first.
      if (lid.siblingId !== undefined || number.siblingId !== undefined) return [];
      return [{ whatsappId: lid.whatsappId, siblingId: number.whatsappId }];
    },
  );
}
