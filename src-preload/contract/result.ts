import { z } from 'zod';

/**
 * Everything that can go wrong across the bridge. A code is all the renderer learns: it has a sentence for each,
 * and the log, found by `reference`, has the detail.
 */
export const errorCodes = [
  'bad_input',
  'not_allowed',
  'not_found',
  'not_ready',
  'cancelled',
  'database_unreachable',
  'database_refused_login',
  'database_address_invalid',
  'database_not_replica_set',
  'database_too_old',
  'database_rights_missing',
  'database_migration_failed',
  'database_plain_text_refused',
  'database_certificate_refused',
  'local_database_failed',
  'local_database_missing',
  'keychain_unavailable',
  'passphrase_wrong',
  'workspace_locked',
  'workspace_key_missing',
  'data_unreadable',
  'whatsapp_not_connected',
  'whatsapp_incompatible',
  'whatsapp_read_only',
  'whatsapp_wait_hours',
  'whatsapp_browser_missing',
  'whatsapp_number_unknown',
  'whatsapp_refused',
  /** The owner of the account has blocked whom it goes to. */
  'whatsapp_contact_blocked',
  /** It is advertising, and the person wants none. */
  'marketing_refused',
  /** It is advertising, and the person has neither agreed to it nor ever written. */
  'marketing_not_agreed',
  'whatsapp_failed',
  'file_not_written',
  /** What was asked for is no longer possible: a text changed too late, say. */
  'whatsapp_no_longer_allowed',
  'contact_already_merged',
  /** A hold keeps the person: it is to be lifted first. */
  'person_held',
  /** Something has changed since the preview. */
  'erasure_outdated',
  /** The person was erased, and is not to come back this way. */
  'person_erased',
  'whatsapp_pins_full',
  'quoted_message_missing',
  'file_too_large',
  'file_missing',
  'sending_limit_reached',
  /** Whoever works here has to say the password first. */
  'signed_out',
  'password_wrong',
  'password_needed',
  'too_many_attempts',
  'invitation_needed',
  'invitation_invalid',
  'member_removed',
  'desktop_shut_out',
  'last_owner',
  /** Data is being taken out or in already. */
  'export_running',
  /** It is no archive of this app, or damaged, or made to do harm. */
  'archive_invalid',
  'archive_password_wrong',
  /** An import takes a workspace that has no customers yet. */
  'workspace_not_empty',
  'internal',
] as const;

export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** A failure as data: no stack, no phone number, no message text. */
export const Failure = z.object({
  code: ErrorCode,
  /** Whether the same call may succeed later without the user changing anything. */
  retryable: z.boolean(),
  /** Eight characters that find the detail in the log. */
  reference: z.string(),
});
export type Failure = z.infer<typeof Failure>;

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };
