import { AppError } from '../../common/app-error.ts';
import { DeadlineError } from '../deadline.ts';

/** The text of whatever whatsapp-web.js threw: it throws strings too. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The module that WhatsApp's page did not have, when that is what this error is about. */
export function missingModuleIn(error: unknown): string | undefined {
  return /Requiring unknown module "([^"]+)"/.exec(textOf(error))?.[1];
}

/** The page went elsewhere (or reloaded itself) in the middle of a call: the call may be made again. */
export function isNavigation(error: unknown): boolean {
  return /Execution context was destroyed|Cannot find context with specified id|detached Frame|Execution context is not available|Argument should belong to the same JavaScript world/i.test(
    textOf(error),
  );
}

/**
 * Classifies what came out of whatsapp-web.js, puppeteer or the page, once. `doing` says for the log what was being
 * tried. The text of the original error is only in `cause`.
 */
export function classify(error: unknown, doing: string): AppError {
  if (error instanceof AppError) return error;
  const text = textOf(error);
  const missing = missingModuleIn(error);
  if (missing !== undefined) {
    return new AppError('whatsapp_incompatible', `${doing}: WhatsApp's page has no ${missing}`, {
      cause: error,
    });
  }
  if (/No LID for user|invalid wid/i.test(text)) {
    return new AppError('whatsapp_number_unknown', `${doing}: WhatsApp does not know the id`, {
      cause: error,
    });
  }
  if (text.includes('net::ERR_') || error instanceof DeadlineError || isNavigation(error)) {
    return new AppError('whatsapp_not_connected', `${doing}: no connection`, { cause: error });
  }
  return new AppError('whatsapp_failed', `${doing} failed`, { cause: error });
}
