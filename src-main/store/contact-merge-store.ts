import type { ContactMergeId } from '../../src-preload/contract/contact.ts';
import type { MergeField } from '../../src-preload/contract/contact-duplicates.ts';
import type { ContactId, ConversationId, UserId } from '../../src-preload/contract/ids.ts';
import type { DuplicateGroup } from '../domain/duplicate-contacts.ts';

export interface MergeWish {
  kept: ContactId;
  merged: readonly ContactId[];
  /** Whose value the merged contact has; notes that nobody chose are put together. */
  choices: Partial<Record<MergeField, ContactId>>;
  userId: UserId;
}

/** What the team decides of contacts that may be one person (`contact_merges`, `contacts_told_apart`). */
export interface ContactMergeStore {
  /**
   * Contacts that seem to be one person and are shown as several, most certain first, and how many were compared. Opens
   * once what is compared of all contacts, and from then on of those that changed.
   */
  duplicates(): Promise<{ groups: DuplicateGroup[]; compared: number }>;
  /**
   * Shows contacts, and their conversations through the same account, as one; all of it or nothing, whatever other
   * desktops do at the same time. Nothing of those that are merged is rewritten. Rejects with `not_found`, and with
   * `contact_already_merged` where one of them is part of another by now.
   */
  merge(wish: MergeWish): Promise<ContactMergeId>;
  /** Shows them as they were before. Rejects with `not_found`. */
  undo(mergeId: ContactMergeId, userId: UserId): Promise<'undone' | 'alreadyUndone'>;
  /** They are never suggested together again. Rejects with `not_found`. */
  tellApart(contactIds: readonly ContactId[], userId: UserId): Promise<void>;
  /** Merges and undone merges whose conversations may not bear the right names yet: the app ended meanwhile. */
  unfinished(): Promise<ContactMergeId[]>;
  /** How the conversations of a merge are to be called now. */
  namesOf(mergeId: ContactMergeId): Promise<{ conversationId: ConversationId; name: string }[]>;
  finish(mergeId: ContactMergeId): Promise<void>;
}
