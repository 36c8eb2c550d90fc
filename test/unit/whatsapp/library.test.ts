import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Client, type AuthStrategy } from 'whatsapp-web.js';
import { describe, expect, it } from 'vitest';
import type {} from '../../../src-main/whatsapp/library/library-types.ts';
import { SealedProfileAuth } from '../../../src-main/whatsapp/library/sealed-profile-auth.ts';

const require = createRequire(import.meta.url);

function checksum(file: string): string {
  return createHash('sha256')
    .update(readFileSync(require.resolve(`whatsapp-web.js/${file}`)))
    .digest('hex');
}

describe('the installed whatsapp-web.js', () => {
  it('is the one that the overrides and page scripts were written for', () => {
    // When these change, read what changed before changing the sums.
    expect(checksum('src/Client.js')).toBe(
      '36c70c1eb058087624e57ddea6b0c4d4a140faa2daf9c097dc670697ac321389',
    );
    expect(checksum('src/util/Injected/Utils.js')).toBe(
      '0d0f88565f481dbfeb9493b04b24033a2cb60f5fd2fd0e84e543b461d98878fe',
    );
    expect(checksum('src/util/Puppeteer.js')).toBe(
      'ab2bb9ad637c88243a0f08934f2d35edf65f7886140b0867fec311879b34290c',
    );
  });

  it('has the methods that are overridden, declared or not', () => {
    const names = [
      'initialize',
      'inject',
      'attachEventListeners',
      'initWebVersionCache',
      'destroy',
      'logout',
      'emit',
    ] as const;
    for (const name of names) expect(Client.prototype[name], name).toBeTypeOf('function');
  });

  it('finds all nine methods of its auth strategies in ours', () => {
    const strategy: Record<keyof AuthStrategy, unknown> = new SealedProfileAuth({
      open: () => Promise.resolve(''),
      keep: () => undefined,
      discard: () => undefined,
      close: () => Promise.resolve(),
    });
    const base: unknown = require('whatsapp-web.js/src/authStrategies/BaseAuthStrategy');
    if (typeof base !== 'function') throw new Error('There is no BaseAuthStrategy');
    const prototype: unknown = base.prototype;
    const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    expect(names).toHaveLength(9);
    for (const name of names) expect(Reflect.get(strategy, name), name).toBeTypeOf('function');
  });
});
