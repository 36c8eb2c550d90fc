import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Clock } from '../common/clock.ts';
import type { Device } from '../app/workplace/open-device.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { SomeCounts } from '../store/person-store.ts';
import type { Stores } from '../store/stores.ts';

/** How often it is looked whether the journal has been worked off, in milliseconds. */
const LOOK_EVERY_MS = 200;
/** An id of WhatsApp's, or the digits of a number, in what was set aside. */
const IDS = /[\w.-]+@(?:c\.us|lid)|\b\d{7,15}\b/g;

/**
 * Takes away what this computer keeps of conversations of somebody who was erased: what was typed, what waits to be sent with
 * its files, what is shown while the databases are away, what waits for its message, and what could not be understood and
 * names them. What waits in the journal is worked off first: of it nothing older than the erasure gets further. It can be repeated.
 */
export async function clearDevice(input: {
  device: Pick<Device, 'database' | 'drafts' | 'files' | 'journal' | 'snapshot'>;
  outbox: Pick<Outbox, 'eraseConversation'>;
  stores: Pick<Stores, 'erasures' | 'forgetOutdated'>;
  conversationIds: readonly ConversationId[];
  clock: Clock;
  signal: AbortSignal;
}): Promise<SomeCounts> {
  const { device, outbox, stores, conversationIds, clock, signal } = input;
  const { database, drafts, files, journal, snapshot } = device;
  // With its keys, which are of no use any more.
  await stores.forgetOutdated(null);
  const counts = { drafts: 0, outbox: 0 };
  for (const conversationId of conversationIds) {
    for (const { uploadId } of drafts.filesOf(conversationId)) await files.remove(uploadId);
    if (await drafts.erase(conversationId)) counts.drafts += 1;
    counts.outbox += await outbox.eraseConversation(conversationId);
    await snapshot.erase(conversationId);
    await journal.early.erase(conversationId);
  }
  const last = await journal.lastKey();
  while (last !== null && !signal.aborted && (await journal.isWaiting(last))) {
    await new Promise<void>((resolve) => clock.after(LOOK_EVERY_MS, resolve));
  }
  signal.throwIfAborted();
  await journal.eraseAside(async (entry) => {
    const ids = [...JSON.stringify(entry).matchAll(IDS)].map(([id]) => id);
    return (await stores.erasures.erasedAt(ids)).size > 0;
  });
  await database.compact();
  return counts;
}
