import type { NoteId } from '../../src-preload/contract/note.ts';
import type {
  ContactId,
  ConversationId,
  MessageId,
  SessionId,
} from '../../src-preload/contract/ids.ts';
import type { DeskPresence } from './presence-store.ts';

/** Something in the document database was made or changed; `by` is the desktop that wrote it, where that is known. */
export type Change = { readonly by: string | null } & (
  | { readonly kind: 'conversation'; readonly conversationId: ConversationId }
  | {
      readonly kind: 'message';
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
    }
  | { readonly kind: 'note'; readonly noteId: NoteId }
  /** `isBlocked` as it is now; left out where the document does not say it. */
  | { readonly kind: 'contact'; readonly contactId: ContactId; readonly isBlocked?: boolean }
  | { readonly kind: 'session'; readonly sessionId: SessionId }
  /** Told with what it says: it is out of date by the time that one could ask. */
  | { readonly kind: 'presence'; readonly presence: DeskPresence }
);

export interface ChangeListener {
  /** In the order of writing. The same change may be told again after a break of the line. */
  onChanges(changes: readonly Change[]): void;
  /** What has changed meanwhile cannot be told: whatever is remembered may be out of date. */
  onMissed(): void;
}

/** Where the feed was read up to, kept across restarts. The text is the feed's own and means nothing elsewhere. */
export interface FeedPosition {
  read(): Promise<string | null>;
  write(position: string): Promise<void>;
}

/**
 * Tells what is written to the shared documents, by any desktop, this one included. It finds its way back by itself
 * after any outage, and goes on where it was.
 */
export interface ChangeFeed {
  /**
   * Resolves at once; nothing is told while the database cannot be reached. The returned function resolves when
   * nothing more is told and the position is kept. What the desktop `except` has written is not told: it need not
   * travel here to be thrown away.
   */
  subscribe(
    listener: ChangeListener,
    position: FeedPosition,
    except?: string,
  ): Promise<() => Promise<void>>;
}
