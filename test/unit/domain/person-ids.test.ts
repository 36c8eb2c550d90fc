import { expect, it } from 'vitest';
import { formsOf, formsOfDigits } from '../../../src-main/domain/person-ids.ts';

it('a number is known in all its forms, from whichever of them one comes', () => {
  const forms = ['34600111222', '34600111222@c.us'];
  for (const each of [...forms, '+34600111222']) expect(formsOf(each)).toEqual(forms);
});

it('numbers of two spellings have a form in common', () => {
  const mexican = formsOf('5215512345678@c.us');
  expect(mexican).toEqual([
    ...['5215512345678', '5215512345678@c.us'],
    ...['525512345678', '525512345678@c.us'],
  ]);
  expect(mexican).toEqual(expect.arrayContaining(formsOf('+525512345678')));
});

it('a LID and a group are no numbers', () => {
  expect(formsOf('987654321@lid')).toEqual(['987654321@lid']);
  expect(formsOf('120363000000000001@g.us')).toEqual(['120363000000000001@g.us']);
  expect(formsOf('')).toEqual(['']);
});

it('digits in a text may be a number or a LID', () => {
  expect(formsOfDigits('987654321098765')).toEqual([
    ...['987654321098765', '987654321098765@c.us', '987654321098765@lid'],
  ]);
});
