import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { SessionId } from '../../../src-preload/contract/ids.ts';
import { groupBy } from '../../common/group-by.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { ContactStore, KnownPerson } from '../contact-store.ts';
import { openConversations, toSummary } from './conversation-document.ts';
import { peopleInGroupEvent, WhoIsWho } from './who-is-who.ts';

interface Opened {
  summary: ConversationSummary;
  accountId: WhatsAppId;
}

/** Opens what the list shows of conversations. Names are asked for only where something happened in a group. */
export async function openSummaries(
  keys: KeyRing,
  people: ContactStore['people'],
  documents: readonly unknown[],
): Promise<ConversationSummary[]> {
  const opened = await openConversations(keys, documents, (document, fields): Opened => ({
    summary: toSummary(document, fields),
    accountId: fields.text('accountId', document.accountIdSealed),
  }));
  const named = opened.filter(({ summary }) => summary.lastMessage?.groupEvent);
  const bySession = groupBy(named, ({ summary }) => summary.sessionId);
  const known = new Map(
    await Promise.all(
      [...bySession].map(async ([sessionId, each]) => {
        const ids = new Set(each.flatMap(idsIn));
        return [sessionId, await people(sessionId, [...ids])] as const;
      }),
    ),
  );
  return opened.map((each) => withNames(each, known));
}

function idsIn({ summary: { lastMessage } }: Opened): WhatsAppId[] {
  return lastMessage?.groupEvent ? peopleInGroupEvent(lastMessage.groupEvent) : [];
}

function withNames(
  { summary, accountId }: Opened,
  known: ReadonlyMap<SessionId, ReadonlyMap<WhatsAppId, KnownPerson>>,
): ConversationSummary {
  const { lastMessage, sessionId } = summary;
  if (!lastMessage?.groupEvent) return summary;
  const who = new WhoIsWho(known.get(sessionId) ?? new Map(), accountId);
  const groupEvent = who.inGroupEvent(lastMessage.groupEvent);
  return { ...summary, lastMessage: { ...lastMessage, groupEvent } };
}
