import { createDecipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { type DataKey, openField, sealField } from '../../../src-main/crypto/field-cipher.ts';

const key: DataKey = { subject: 'conversation:1', bytes: randomBytes(32) };
const context = 'messages/1/3EB0/content';
const text = 'Where is my order? 👋';

const unreadable = (open: () => string): void => {
  expect(open).toThrow(expect.objectContaining({ name: 'AppError', code: 'data_unreadable' }));
};

describe('a sealed field', () => {
  it.each(['', text, 'ñ'.repeat(100_000), '\0', 'مرحبا', '🏳️‍🌈'])(
    'gives back the text that was sealed (%#)',
    (each) => {
      expect(openField(key, context, sealField(key, context, each))).toBe(each);
    },
  );

  it('opens from the bytes that a driver gives, wherever in a larger buffer they lie', () => {
    const sealed = sealField(key, context, text);
    const larger = new Uint8Array(sealed.length + 7);
    larger.set(sealed, 7);
    expect(openField(key, context, larger.subarray(7))).toBe(text);
  });

  it('has the documented form, and 29 bytes more than the text', () => {
    const sealed = sealField(key, context, 'order');
    expect(sealed).toHaveLength(29 + 5);
    expect(sealed[0]).toBe(1);
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(1, 13));
    decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(13, 29));
    expect(decipher.update(sealed.subarray(29), undefined, 'utf8') + decipher.final('utf8')).toBe(
      'order',
    );
  });

  it('never looks the same twice, nor shows what is in it', () => {
    const [one, two] = [sealField(key, context, text), sealField(key, context, text)];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('order')).toBe(false);
  });

  it('does not open when any single byte was altered', () => {
    const sealed = sealField(key, context, text);
    for (let index = 0; index < sealed.length; index++) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8((altered.readUInt8(index) ^ 1) & 0xff, index);
      unreadable(() => openField(key, context, altered));
    }
  });

  it('does not open when it was cut at any length, or something was added', () => {
    const sealed = sealField(key, context, text);
    for (let length = 0; length < sealed.length; length++) {
      unreadable(() => openField(key, context, sealed.subarray(0, length)));
    }
    unreadable(() => openField(key, context, Buffer.concat([sealed, Buffer.alloc(1)])));
  });

  it('does not open in another document or field, or with another key', () => {
    const sealed = sealField(key, context, text);
    unreadable(() => openField(key, 'messages/1/3EB1/content', sealed));
    unreadable(() => openField(key, 'messages/1/3EB0/caption', sealed));
    unreadable(() => openField({ ...key, bytes: randomBytes(32) }, context, sealed));
  });

  it('says nothing of the text, the key or the place when it does not open', () => {
    const sealed = sealField(key, context, text);
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    let failure: unknown;
    try {
      openField(key, context, sealed);
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(AppError);
    expect(String(failure)).not.toMatch(/order|3EB0|conversation/);
  });
});
