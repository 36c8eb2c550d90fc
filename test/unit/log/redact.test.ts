import { describe, expect, it } from 'vitest';
import { redact, redactText } from '../../../src-main/log/redact.ts';

describe('redacting a text', () => {
  it.each([
    ['mongodb://ana:s3cret@db.example/desk', 's3cret'],
    ['mongodb+srv://ana:s3cret@cluster0.example', 's3cret'],
    ['postgres://ana:p@ss@w0rd@host/db', 'w0rd'],
    ['postgres://ana:with/slash@host/db', 'slash'],
    ['cannot connect to "postgresql://a:hidden@[::1]:5432/x" now', 'hidden'],
    ['no chat 34600111222@c.us', '34600111222'],
    ['no chat 123456789012345@lid', '123456789012345'],
    ['key false_34600111222@c.us_3EB0AA', '34600111222'],
    ['device 34600111222:7@c.us', '34600111222'],
    ['called +34 600 11 12 22', '11 12'],
    ['called (600) 111-222-333', '111-222'],
    ['called 0049.151.7778888', '7778888'],
  ])('takes the secret out of %s', (text, secret) => {
    expect(redactText(text)).not.toContain(secret);
  });

  it.each([
    'MongoDB cannot be reached',
    'connect ECONNREFUSED 127.0.0.1:27017',
    'step 12 failed after 3500 ms',
    'https://example.com/help',
    '3 of 250 chats',
  ])('leaves %s as it is', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('leaves of an address what helps to find it', () => {
    expect(redactText('mongodb://ana:s3cret@db.example/desk')).toContain('db.example/desk');
  });

  it('takes little time for a long text', () => {
    const startedAt = performance.now();
    redactText('1 '.repeat(50_000) + 'a://'.repeat(1000) + '@'.repeat(1000));
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('redacting fields', () => {
  it.each([
    'password',
    'passphrase',
    'secret',
    'token',
    'key',
    'encryptionKey',
    'url',
    'mongodbUri',
    'raw',
    'text',
    'content',
    'lastMessageContent',
    'body',
    'caption',
    'name',
    'pushname',
    'email',
    'phoneNumber',
    'qr',
    'qrCode',
  ])('never lets the value of %s through', (field) => {
    for (const value of ['x', 7, { inner: 'x' }, ['x'], null, false]) {
      expect(redact({ [field]: value })).toEqual({ [field]: '[redacted]' });
    }
  });

  it('lets codes and figures through', () => {
    const fields = { code: 'not_found', errorCode: 'x', exitCode: 1, attempts: 3, ok: true };
    expect(redact(fields)).toEqual(fields);
  });

  it('looks into what is nested, and into lists', () => {
    expect(redact({ a: [{ b: { password: 'x', note: 'call 34600111222@c.us' } }] })).toEqual({
      a: [{ b: { password: '[redacted]', note: 'call [number]@c.us' } }],
    });
  });

  it('takes WhatsApp ids out of the names of fields, too', () => {
    expect(JSON.stringify(redact({ unread: { '34600111222@c.us': 2 } }))).not.toContain('600111');
  });

  it('makes of an error its name, code, message and stack, all without secrets', () => {
    const cause = new Error('at postgres://a:deep@host');
    const error = Object.assign(new Error('no 34600111222@c.us', { cause }), {
      code: 'E_X',
      text: 'what the customer wrote',
    });
    const redacted = redact({ error });
    expect(redacted).toMatchObject({
      error: {
        name: 'Error',
        code: 'E_X',
        message: 'no [number]@c.us',
        cause: { message: 'at postgres://[redacted]@host' },
      },
    });
    expect(JSON.stringify(redacted)).not.toMatch(/34600111222|deep|customer wrote/);
  });

  it('ends with what refers to itself', () => {
    const circular: Record<string, unknown> = {};
    circular.itself = circular;
    expect(JSON.stringify(redact(circular))).toContain('[deep]');
    const error = new Error('x');
    error.cause = error;
    expect(JSON.stringify(redact(error))).toContain('[deep]');
  });
});
