import type { BridgeFailure } from './bridge-failure.ts';

/**
 * A value that the main process owns. A first load is told from a refresh, so that what is on the screen stays
 * there while it is fetched again, and also when that fails.
 */
export type RemoteData<T> =
  | { readonly status: 'idle' }
  | { readonly status: 'loading' }
  | { readonly status: 'refreshing'; readonly value: T }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly failure: BridgeFailure; readonly value?: T };

export const idle: RemoteData<never> = { status: 'idle' };

/** The value that may be shown now, if there is one, whatever is going on. */
export function shownValue<T>(data: RemoteData<T>): T | undefined {
  return 'value' in data ? data.value : undefined;
}

export function toLoading<T>(data: RemoteData<T>): RemoteData<T> {
  const value = shownValue(data);
  return value === undefined ? { status: 'loading' } : { status: 'refreshing', value };
}

export function toReady<T>(value: T): RemoteData<T> {
  return { status: 'ready', value };
}

export function toFailed<T>(data: RemoteData<T>, failure: BridgeFailure): RemoteData<T> {
  const value = shownValue(data);
  return value === undefined ? { status: 'failed', failure } : { status: 'failed', failure, value };
}

/**
 * Changes the shown value and leaves the status as it is; does nothing before there is a value. Where the value stays the
 * same one, so does what is answered: nothing is drawn again for it.
 */
export function mapShown<T>(data: RemoteData<T>, change: (value: T) => T): RemoteData<T> {
  if (!('value' in data) || data.value === undefined) return data;
  const value = change(data.value);
  return value === data.value ? data : { ...data, value };
}
