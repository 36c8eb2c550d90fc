import { AppError } from '../../common/app-error.ts';

/**
 * The sealed profile of an account does not open: damaged, or its key is gone from the keychain. The file has been
 * put aside; the account has to be linked again.
 */
export class ProfileUnreadableError extends AppError {
  constructor(cause: unknown) {
    super('whatsapp_failed', 'The sealed WhatsApp profile cannot be opened', { cause });
  }
}
