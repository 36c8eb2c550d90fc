/** What is cached. Each kind is forgotten as a whole where it is not known what has changed. */
export type CacheNamespace = 'conversations' | 'contacts' | 'sessions' | 'businesses';

/**
 * What was read lately and may be read again: never a source of truth. Keys are pseudonymous, and what is personal in the
 * values is sealed, for a cache may be a server that others can read. Nothing here ever rejects: a cache that is away knows nothing, and is
 * asked again when it is back. What is deleted is not answered any more, also when the cache was away meanwhile.
 */
export interface Cache {
  /** Null when it is not known, was too long ago, or cannot be had within 50 milliseconds. */
  get(namespace: CacheNamespace, key: string): Promise<Buffer | null>;
  /** Keeps the value for up to `ttl` milliseconds, or not at all. The buffer must not change afterwards. */
  set(namespace: CacheNamespace, key: string, value: Buffer, ttl: number): Promise<void>;
  delete(namespace: CacheNamespace, key: string): Promise<void>;
  clear(namespace: CacheNamespace): Promise<void>;
  close(): Promise<void>;
}
