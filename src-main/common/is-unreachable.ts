import { AppError } from './app-error.ts';

/** Whether a call failed because a database is away, and for no other reason. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'database_unreachable';
}
