import type { ContactStore } from './contact-store.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { LeadStore } from './lead-store.ts';
import type { MessageStore } from './message-store.ts';
import type { SessionLogStore } from './session-log-store.ts';
import type { SessionStore } from './session-store.ts';
import type { UserStore } from './user-store.ts';

/** MongoDB's share of the stores. */
export interface DocumentStores {
  sessions: SessionStore;
  conversations: ConversationStore;
  messages: MessageStore;
  contacts: ContactStore;
}

/** PostgreSQL's share of the stores. */
export interface RelationalStores {
  users: UserStore;
  sessionLogs: SessionLogStore;
  leads: LeadStore;
}

/**
 * Everything that is kept in the team's databases. Every method rejects with an AppError `database_unreachable`
 * when its database cannot be reached within seconds; nothing is half-written then.
 */
export interface Stores extends DocumentStores, RelationalStores {
  /** Whether each database answers now; never rejects. */
  ping(): Promise<{ mongo: boolean; postgres: boolean }>;
  close(): Promise<void>;
}
