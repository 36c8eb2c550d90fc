/** The profile of one account's browser, as its client sees it. */
export interface BrowserProfile {
  /**
   * Lays the profile out in a private folder, and answers with that folder. The same while it is open. Rejects with
   * `keychain_unavailable` (nothing was written then) or a ProfileUnreadableError.
   */
  open(): Promise<string>;
  /** An account is linked in it: from now on it is worth keeping, and sealed soon, at intervals and when closed. */
  keep(): void;
  /** The account is no longer linked: nothing of it is kept. */
  discard(): void;
  /** The browser has ended: seals what is to be kept and wipes the folder. Never rejects. */
  close(): Promise<void>;
}
