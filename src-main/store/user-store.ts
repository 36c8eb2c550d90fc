import type { User } from '../../src-preload/contract/app.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';

/** Somebody in the team, for whom nothing waits that was written before their first sign-in (milliseconds). */
export interface Reader {
  userId: UserId;
  since: number;
}

/** The people who use Alexia Desk (`users`). */
export interface UserStore {
  /**
   * The person with this e-mail, made when there is none; the name is brought up to date. Whoever is the first is the
   * workspace's owner. Rejects with `password_needed`, `invitation_needed` or `member_removed`.
   */
  signIn(input: { name: string; email: string }): Promise<User>;
  /** Everybody, by name, A to Z. */
  list(): Promise<User[]>;
  /** Everybody, in no order. */
  readers(): Promise<Reader[]>;
  find(userId: UserId): Promise<User | null>;
}
