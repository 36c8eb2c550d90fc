import { AppError } from '../common/app-error.ts';
import { isLoopback } from '../store/connection-options.ts';

/** The keychain's entry for the address of a Redis that the team shares. It may hold a login. */
export const REDIS_URL = 'cache.redisUrl';

/** The address, if it is one that may be used. Throws an AppError that says what is wrong. */
export function validRedisUrl(url: string): string {
  if (!/^rediss?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    throw new AppError('database_address_invalid', 'The Redis address cannot be parsed');
  }
  const { protocol, hostname } = new URL(url);
  if (protocol === 'redis:' && !isLoopback(hostname)) {
    throw new AppError('database_plain_text_refused', 'Redis on another machine needs TLS');
  }
  return url;
}

/** Host and port, without the login; null without an address. */
export function redisHost(url: string | null): string | null {
  return url === null ? null : new URL(url).host;
}
