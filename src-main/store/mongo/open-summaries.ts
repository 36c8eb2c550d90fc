import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { groupBy } from '../../common/group-by.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { ContactStore, KnownPerson } from '../contact-store.ts';
import { openConversations, toSummary } from './conversation-document.ts';
import { peopleInGroupEvent, peopleInText, WhoIsWho } from './who-is-who.ts';

interface Opened {
  summary: ConversationSummary;
  accountId: WhatsAppId;
}

/** Opens what the list shows of conversations. Names are asked for only where a last message names somebody. */
export async function openSummaries(
  keys: KeyRing,
  people: ContactStore['people'],
  documents: readonly unknown[],
  reader: UserId | null,
): Promise<ConversationSummary[]> {
  const opened = await openConversations(keys, documents, (document, fields): Opened => ({
    summary: toSummary(document, fields, reader),
    accountId: fields.text('accountId', document.accountIdSealed),
  }));
  const naming = opened.filter((each) => idsIn(each).length > 0);
  const bySession = groupBy(naming, ({ summary }) => summary.sessionId);
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
  if (lastMessage?.happened?.kind === 'group_event')
    return peopleInGroupEvent(lastMessage.happened);
  return peopleInText(lastMessage?.preview ?? '');
}

function withNames(
  { summary, accountId }: Opened,
  known: ReadonlyMap<SessionId, ReadonlyMap<WhatsAppId, KnownPerson>>,
): ConversationSummary {
  const { lastMessage, sessionId } = summary;
  if (!lastMessage) return summary;
  const who = new WhoIsWho(known.get(sessionId) ?? new Map(), accountId);
  const { happened } = lastMessage;
  const named =
    happened?.kind === 'group_event'
      ? { happened: who.inGroupEvent(happened) }
      : { preview: who.inText(lastMessage.preview) };
  return { ...summary, lastMessage: { ...lastMessage, ...named } };
}
