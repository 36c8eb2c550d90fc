import { Consents } from '../../../src-preload/contract/consent.ts';
import type { Contact } from '../../../src-preload/contract/contact.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { type Message, STAR } from '../../../src-preload/contract/message.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { placeInGallery } from '../../../src-renderer/features/inbox/side-panel/in-gallery.ts';
import { type FakeBridge, fail } from './fake-bridge.ts';
import { sampleCard } from './sample-contact-files.ts';
import { uuid } from './sample-data.ts';

const day = 86_400_000;

interface Samples {
  readonly conversations: readonly ConversationSummary[];
  readonly contacts: readonly Contact[];
  readonly leads: readonly Lead[];
  readonly threadOf: (conversationId: string) => Message[];
  readonly now: number;
  readonly fill: <T>(value: () => T) => Promise<never> | Result<T>;
}

/** What stands beside a conversation: its contact, leads, consents, files and tags. */
export function handleSidePanel(
  bridge: FakeBridge,
  { conversations, contacts, leads, threadOf, now, fill }: Samples,
): void {
  const consents = (contact: Contact | undefined): Consents =>
    Consents.parse({
      contactId: contact?.contactId ?? null,
      records: contact === undefined ? [] : sampleRecords(now),
    });
  const contactOf = (conversationId: string): Contact | undefined => {
    const index = conversations.findIndex((each) => each.conversationId === conversationId);
    return contacts[index];
  };
  bridge
    .handle('contact.ofConversation', ({ conversationId }) =>
      fill(() => {
        const contact = contactOf(conversationId);
        if (contact === undefined) return null;
        const card = sampleCard({ ...contact, isBusiness: true }, conversations);
        const own = conversations.find((each) => each.conversationId === conversationId);
        return {
          ...card,
          conversations: own === undefined ? [] : [own, { ...own, ...otherAccount(own) }],
        };
      }),
    )
    .handle('conversation.history', () =>
      fill(() => ({
        spans: [
          { from: now - 200 * day, to: now - 90 * day, count: 412 },
          { from: now - 84 * day, to: now, count: 1_038 },
        ],
        gaps: [{ from: now - 90 * day, to: now - 84 * day }],
        fromBeginning: true,
      })),
    )
    .handle('lead.ofConversation', () => fill(() => leads.slice(0, 2)))
    .handle('consent.list', ({ contactId }) =>
      fill(() => consents(contacts.find((each) => each.contactId === contactId))),
    )
    .handle('consent.ofConversation', ({ conversationId }) =>
      fill(() => consents(contactOf(conversationId))),
    )
    .handle('consent.record', () => fail('database_unreachable'))
    .handle('message.setTags', () => fail('database_unreachable'))
    .handle('message.gallery', ({ conversationId, kind, tag = null, limit }) =>
      fill(() => {
        const all = threadOf(conversationId).map((message, index) =>
          index % 9 === 4
            ? { ...message, tags: index % 2 === 0 ? [STAR, 'deposit'] : ['address'] }
            : message,
        );
        const found = all.reduce<Parameters<typeof placeInGallery>[0]>(
          (list, message) => placeInGallery(list, message, { kind, tag }),
          {
            items: [],
            next: null,
            more: 'idle',
          },
        );
        return { items: found.items.slice(0, limit), next: null };
      }),
    );
}

function otherAccount(own: ConversationSummary): Pick<
  ConversationSummary,
  'conversationId' | 'sessionId'
> & {
  readonly lastMessageAt: number;
} {
  return {
    conversationId: uuid(4_990) as ConversationSummary['conversationId'],
    sessionId: SessionId.parse(uuid(990)),
    lastMessageAt: own.lastMessageAt - 40 * day,
  };
}

function sampleRecords(now: number): unknown[] {
  const by = { recordedBy: 'Ana Torres', message: null };
  return [
    {
      purpose: 'marketing',
      state: 'withdrawn',
      method: 'message',
      at: now - 3 * day,
      recordedAt: now,
      ...by,
    },
    {
      purpose: 'service',
      state: 'given',
      method: 'form',
      at: now - 90 * day,
      recordedAt: now,
      ...by,
    },
    {
      purpose: 'marketing',
      state: 'given',
      method: 'in_person',
      at: now - 200 * day,
      recordedAt: now,
      ...by,
    },
  ];
}
