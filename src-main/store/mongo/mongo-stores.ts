import { assertNever } from '../../common/assert-never.ts';
import { classifyRejections } from '../classify-rejections.ts';
import type { Outdated } from '../outdated.ts';
import type { DocumentStores } from '../stores.ts';
import { JoinedConversations } from './joined-conversations.ts';
import { joinedMessageMedia } from './joined-message-media.ts';
import { joinedMessages } from './joined-messages.ts';
import { KnownConversations } from './known-conversations.ts';
import { classifyMongoError } from './mongo-connection.ts';
import { mongoContactMergeStore } from './mongo-contact-merge-store.ts';
import { mongoContactStore } from './mongo-contact-store.ts';
import type { MongoContext } from './mongo-context.ts';
import { mongoConversationArchive } from './mongo-conversation-archive.ts';
import { mongoConversationStore } from './mongo-conversation-store.ts';
import { mongoExpiryStore } from './mongo-expiry-store.ts';
import { mongoFigureSource } from './mongo-figure-source.ts';
import { mongoIdentityStore } from './mongo-identity-store.ts';
import { mongoLeaseStore } from './mongo-lease-store.ts';
import { mongoMediaStore } from './mongo-media-store.ts';
import { mongoMessageMediaStore } from './mongo-message-media-store.ts';
import { mongoMessageSearch } from './mongo-message-search.ts';
import { mongoMessageStore } from './mongo-message-store.ts';
import { mongoNoteStore } from './mongo-note-store.ts';
import { mongoPersonStore } from './erasure/mongo-person-store.ts';
import { mongoPictureStore } from './mongo-picture-store.ts';
import { mongoPresenceStore } from './mongo-presence-store.ts';
import { mongoSessionStore } from './mongo-session-store.ts';
import { mongoDocumentRecords } from './records/mongo-document-records.ts';

export function mongoStores(context: MongoContext): DocumentStores {
  const known = new KnownConversations(context.conversations);
  const joined = new JoinedConversations(context.conversations);
  const contacts = mongoContactStore(context);
  return {
    sessions: classifyRejections(mongoSessionStore(context, known), classifyMongoError),
    conversations: classifyRejections(
      mongoConversationStore(context, known, joined, contacts.people),
      classifyMongoError,
    ),
    messages: classifyRejections(
      joinedMessages(mongoMessageStore(context, known, contacts.people), joined),
      classifyMongoError,
    ),
    contacts: classifyRejections(contacts, classifyMongoError),
    contactMerges: classifyRejections(mongoContactMergeStore(context, joined), classifyMongoError),
    identities: classifyRejections(mongoIdentityStore(context), classifyMongoError),
    leases: classifyRejections(
      mongoLeaseStore({
        ...context,
        pseudonym: (text) => context.keys.lookup.pseudonym(text),
      }),
      classifyMongoError,
    ),
    search: classifyRejections(
      mongoMessageSearch(context, known, contacts.people, joined),
      classifyMongoError,
    ),
    archive: classifyRejections(mongoConversationArchive(context), classifyMongoError),
    expiry: classifyRejections(mongoExpiryStore(context), classifyMongoError),
    persons: classifyRejections(mongoPersonStore(context), classifyMongoError),
    documentRecords: classifyRejections(mongoDocumentRecords(context), classifyMongoError),
    media: classifyRejections(mongoMediaStore(context), classifyMongoError),
    messageMedia: classifyRejections(
      joinedMessageMedia(mongoMessageMediaStore(context, known), joined),
      classifyMongoError,
    ),
    notes: classifyRejections(mongoNoteStore(context, joined), classifyMongoError),
    figureSource: classifyRejections(mongoFigureSource(context), classifyMongoError),
    pictures: classifyRejections(mongoPictureStore(context), classifyMongoError),
    presences: classifyRejections(mongoPresenceStore(context), classifyMongoError),
    forgetOutdated: (outdated) => forgetOutdated(context, known, joined, outdated),
  };
}

async function forgetOutdated(
  { cache, keys, partitions }: Pick<MongoContext, 'cache' | 'keys' | 'partitions'>,
  known: KnownConversations,
  joined: JoinedConversations,
  outdated: Outdated,
): Promise<void> {
  if (outdated === null) {
    keys.forget();
    known.clear();
    joined.forget();
    partitions.forgetAll();
    await Promise.all([
      cache.clear('conversations'),
      cache.clear('contacts'),
      cache.clear('sessions'),
    ]);
    return;
  }
  switch (outdated.kind) {
    case 'conversation':
      known.forget(outdated.conversationId);
      joined.forget();
      return cache.delete('conversations', outdated.conversationId);
    case 'contact':
      // Cached by what the change does not tell.
      return cache.clear('contacts');
    case 'session':
      return cache.delete('sessions', outdated.sessionId);
    case 'business':
      // Nothing of a business stands in these collections but its id.
      return;
    case 'partitions':
      return partitions.forgetAll();
    default:
      return assertNever(outdated);
  }
}
