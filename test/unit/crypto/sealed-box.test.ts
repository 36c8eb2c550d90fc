import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KEY_BYTES, seal, unseal } from '../../../src-main/crypto/sealed-box.ts';

const key = randomBytes(KEY_BYTES);
const plain = Buffer.from('Where is my order? 👋');

describe('a sealed box', () => {
  it.each([Buffer.alloc(0), plain, randomBytes(100_000)])(
    'gives back what was put in (%#)',
    (content) => {
      expect(unseal(key, seal(key, content, 'here'), 'here')).toEqual(content);
    },
  );

  it('never looks the same twice, nor shows what is in it', () => {
    const [one, two] = [seal(key, plain, 'here'), seal(key, plain, 'here')];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('order')).toBe(false);
  });

  it('does not open when any single byte was altered', () => {
    const sealed = seal(key, plain, 'here');
    for (let index = 0; index < sealed.length; index++) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8((altered.readUInt8(index) ^ 1) & 0xff, index);
      expect(() => unseal(key, altered, 'here')).toThrow();
    }
  });

  it('does not open when it was cut at any length, or something was added', () => {
    const sealed = seal(key, plain, 'here');
    for (let length = 0; length < sealed.length; length++) {
      expect(() => unseal(key, sealed.subarray(0, length), 'here')).toThrow();
    }
    expect(() => unseal(key, Buffer.concat([sealed, Buffer.alloc(1)]), 'here')).toThrow();
  });

  it('does not open in another place', () => {
    expect(() => unseal(key, seal(key, plain, 'journal/1'), 'journal/2')).toThrow();
  });

  it('does not open with another key', () => {
    expect(() => unseal(randomBytes(KEY_BYTES), seal(key, plain, 'here'), 'here')).toThrow();
  });
});
