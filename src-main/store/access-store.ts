import type {
  EndedLogin,
  Invitation,
  KnownDesktop,
  Member,
  Role,
} from '../../src-preload/contract/access.ts';
import type { User } from '../../src-preload/contract/app.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';
import type { PassphraseParameters } from './key-store.ts';

/** A password after scrypt: 32 bytes, of which the database keeps a hash. */
export interface DerivedPassword {
  parameters: PassphraseParameters;
  key: Buffer;
}

/** How a desktop stands with the team. */
export type CheckIn =
  /** `signIn`: its token does not hold, and the password is asked for. */
  | { outcome: 'in' | 'signIn'; user: User; role: Role; hasPassword: boolean }
  | { outcome: 'shutOut' }
  | { outcome: 'removed' };

/** What the password of somebody has to be tried with; null for who has none. */
export type PasswordQuestion = { parameters: PassphraseParameters; isReset: boolean } | null;

/** Who may do what, and from which desktop (`users`, `user_passwords`, `invitations`, `desktops`). */
export interface AccessStore {
  /** This desktop says that it is there, with the token of its keychain (32 bytes) and as its computer calls itself. */
  checkIn(input: { userId: UserId; token: Buffer | null; computer: string }): Promise<CheckIn>;
  passwordQuestion(userId: UserId): Promise<PasswordQuestion>;
  /** Whether the password was right and this desktop not shut out; then the token stands for it from now on. */
  signIn(input: { userId: UserId; key: Buffer; token: Buffer; computer: string }): Promise<boolean>;
  /** False when there is another one than `before`, and nothing is changed. All tokens of the person end. */
  setPassword(userId: UserId, before: Buffer | null, next: DerivedPassword): Promise<boolean>;
  /** Whether an owner has a password. */
  isProtected(): Promise<boolean>;

  /** Somebody of this e-mail; null for nobody, or who was removed. */
  findByEmail(email: string): Promise<User | null>;
  /** The person of an invitation that holds, who has this password from now on; null where the code is not valid. */
  useInvitation(input: {
    code: Buffer;
    name: string;
    email: string;
    password: DerivedPassword;
  }): Promise<User | null>;

  members(): Promise<Member[]>;
  setRole(userId: UserId, role: Role): Promise<'changed' | 'notFound' | 'lastOwner'>;
  remove(userId: UserId): Promise<'removed' | 'notFound' | 'lastOwner'>;
  /** Nobody signs in with the password before any more. False for nobody, or who has none. */
  resetPassword(userId: UserId): Promise<boolean>;

  /** Those that hold, newest first. */
  invitations(): Promise<Invitation[]>;
  /** In place of the one before for the same e-mail. */
  invite(input: {
    email: string;
    role: Role;
    code: Buffer;
    expiresAt: number;
    by: UserId;
  }): Promise<void>;
  /** False when there is none. */
  cancelInvitation(invitationId: string): Promise<boolean>;

  /** The one that was seen last first. */
  desktops(): Promise<KnownDesktop[]>;
  /** At its next contact it hears so. `notFound` also for this very desktop. */
  shutOut(deskId: string, by: UserId): Promise<'shutOut' | 'notFound'>;
  /** Ends its PostgreSQL login, where this one may do that and no other desktop comes with the same. */
  endLogin(deskId: string): Promise<EndedLogin>;
}
