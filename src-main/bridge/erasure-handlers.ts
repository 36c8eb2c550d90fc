import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

/** Takes a person away for good. */
export function erasureHandlers(): HandlersOf<'erasure'> {
  const notReady = () => Promise.reject(new AppError('not_ready', 'Erasure is being built'));
  return {
    'erasure.preview': notReady,
    'erasure.start': notReady,
    'erasure.list': notReady,
    'erasure.certificate': notReady,
  };
}
