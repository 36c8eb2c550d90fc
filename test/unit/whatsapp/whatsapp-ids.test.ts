import { describe, expect, it } from 'vitest';
import { readMessageKey, readWid } from '../../../src-main/whatsapp/translators/whatsapp-ids.ts';

describe('the id of a user or group', () => {
  it.each([
    ['text', '34600111222@c.us', '34600111222@c.us'],
    ['a LID', '123456@lid', '123456@lid'],
    ['a group', '120363000000000001@g.us', '120363000000000001@g.us'],
    ['an old group', '34600111222-1600000000@g.us', '34600111222-1600000000@g.us'],
    ['one device of a user', '34600111222:7@c.us', '34600111222@c.us'],
    ['the servers’ word for users', '34600111222@s.whatsapp.net', '34600111222@c.us'],
    ['parts', { user: '34600111222', server: 'c.us' }, '34600111222@c.us'],
    [
      'an object of old',
      { user: '34600111222', server: 'c.us', _serialized: '34600111222@c.us' },
      '34600111222@c.us',
    ],
    ['an object of which only the text is left', { $1: '123@lid' }, '123@lid'],
    ['a field of any name', { q: 7, zz: '123@lid' }, '123@lid'],
  ])('is found in %s', (_name, value, expected) => {
    expect(readWid(value)).toBe(expected);
  });

  it.each([
    [undefined],
    [null],
    [''],
    ['34600111222'],
    [7],
    [{}],
    [{ user: '', server: 'c.us' }],
    [[]],
  ])('is not found in %j', (value) => {
    expect(readWid(value)).toBeUndefined();
  });
});

describe('a message key', () => {
  const key = { fromMe: true, chatId: '34600111222@c.us', id: '3EB0AB' };

  it.each([
    ['text', 'true_34600111222@c.us_3EB0AB', key],
    ['the text of one sent here', 'true_34600111222@c.us_3EB0AB_out', key],
    [
      'the text of one in a group',
      'false_1-2@g.us_ABC_34600111222@c.us',
      { fromMe: false, chatId: '1-2@g.us', id: 'ABC' },
    ],
    ['parts', { fromMe: true, remote: '34600111222@c.us', id: '3EB0AB' }, key],
    [
      'parts with an id object',
      { fromMe: true, remote: { user: '34600111222', server: 'c.us', $1: 'x' }, id: '3EB0AB' },
      key,
    ],
    ['an object of which only the text is left', { $1: 'true_34600111222@c.us_3EB0AB' }, key],
  ])('is found in %s', (_name, value, expected) => {
    expect(readMessageKey(value)).toEqual(expected);
  });

  it.each([
    [undefined],
    ['3EB0AB'],
    [{ fromMe: true, id: 'X' }],
    [{ fromMe: 'true', remote: 'a@c.us', id: 'X' }],
  ])('is not found in %j', (value) => {
    expect(readMessageKey(value)).toBeUndefined();
  });
});
