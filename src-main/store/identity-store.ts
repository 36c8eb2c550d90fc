import type { UserId } from '../../src-preload/contract/ids.ts';
import type { WhatsAppId } from '../domain/whatsapp-event.ts';

/**
 * `contact`: WhatsApp's own contact had both ids. `lookup`: it was asked for this one person. `message`: a message came
 * with both. `username`: both had the same at the same time.
 */
export type IdentitySource = 'contact' | 'lookup' | 'message' | 'username';

/** Two ids that are said to be the same person, or an id and its username (`usernameId`), for one account. */
export interface IdentityClaim {
  accountId: WhatsAppId;
  ids: readonly [WhatsAppId, WhatsAppId];
  source: IdentitySource;
  /** Milliseconds. */
  at: number;
}

export interface IdentityEvidence {
  source: IdentitySource;
  at: number;
}

/** Who is who (`identities`): pairs of ids that are one person, with what says so. */
export interface IdentityStore {
  /** `refused`: a person has said that they are two. What was claimed before is not written again. */
  record(claims: readonly IdentityClaim[]): Promise<('noted' | 'alreadyKnown' | 'refused')[]>;
  /** What says that ids of these are the same person; what was refused says nothing. */
  evidence(accountId: WhatsAppId, ids: readonly WhatsAppId[]): Promise<IdentityEvidence[]>;
  /** A person has decided that none of these is the same as another. */
  refuse(input: {
    accountId: WhatsAppId;
    ids: readonly WhatsAppId[];
    userId: UserId;
    at: number;
  }): Promise<void>;
}
