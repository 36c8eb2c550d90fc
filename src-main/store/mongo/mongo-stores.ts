import type { DocumentStores } from '../stores.ts';
import { mongoContactStore } from './mongo-contact-store.ts';
import { classifyMongoError, type MongoConnection } from './mongo-connection.ts';
import { mongoConversationStore } from './mongo-conversation-store.ts';
import { mongoMessageStore } from './mongo-message-store.ts';
import { mongoSessionStore } from './mongo-session-store.ts';
import { classifyRejections } from '../classify-rejections.ts';

export function mongoStores(connection: MongoConnection): DocumentStores {
  return {
    sessions: classifyRejections(mongoSessionStore(connection), classifyMongoError),
    conversations: classifyRejections(mongoConversationStore(connection), classifyMongoError),
    messages: classifyRejections(mongoMessageStore(connection), classifyMongoError),
    contacts: classifyRejections(mongoContactStore(connection), classifyMongoError),
  };
}
