import {
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { MadeUpWords } from '../../../src-main/anonymised-copy/made-up-words.ts';
import { Originals } from '../../../src-main/anonymised-copy/originals.ts';
import { People } from '../../../src-main/anonymised-copy/people.ts';
import { SecretStream } from '../../../src-main/anonymised-copy/secret-stream.ts';

function peopleWith(k: number): { people: People; originals: Originals } {
  const stream = new SecretStream();
  const originals = new Originals();
  const words = new MadeUpWords(stream, originals);
  return { people: new People({ k, stream, originals, words }), originals };
}

describe('people', () => {
  it('are one pseudonym for one person, and another for everybody else', () => {
    const { people, originals } = peopleWith(2);
    const keys = Array.from({ length: 400 }, (_, index) =>
      people.note({
        id: `c${index}`,
        name: `Ana ${index}`,
        phoneNumber: `+3460011${1000 + index}`,
      }),
    );
    // The same number through another account, under another name.
    const again = people.note({ id: 'other', name: 'Anita', phoneNumber: '+34600111000' });
    expect(again).toBe(keys[0]);
    const all = keys.map((key) => people.pseudonymOf(key));
    expect(people.pseudonymOf(again)).toBe(all[0]);
    expect(new Set(all.map(({ personId }) => personId)).size).toBe(400);
    expect(new Set(all.map(({ phoneNumber }) => phoneNumber)).size).toBe(400);
    for (const { name, phoneNumber } of all) {
      const { words, numbers } = originals.findIn(`${name.join(' ')} ${phoneNumber ?? ''}`);
      expect({ words, numbers }).toEqual({ words: 0, numbers: 0 });
    }
  });

  it('are found by a name or number that one person alone has', () => {
    const { people } = peopleWith(2);
    const ana = people.note({ id: 'a', name: 'Ana Gil', phoneNumber: '+34600111222' });
    const luis = people.note({ id: 'b', name: 'Luis', phoneNumber: null });
    people.note({ id: 'c', name: 'Luis', phoneNumber: '+34600111333' });
    expect(people.keyOfName('ana gil')).toBe(ana);
    expect(people.keyOfName('+34 600 111 222')).toBe(ana);
    expect(people.keyOfName('Luis')).not.toBe(luis);
    expect(people.keyOfName('Luis')).toBe(people.keyOfName('LUIS'));
    expect(people.wordsOfName(ana).get('gil')).toBe(people.pseudonymOf(ana).name[1]);
    expect(people.digitsFor('34600111222')).toBe(people.pseudonymOf(ana).phoneNumber?.slice(1));
    expect(people.digitsFor('34600111999')).toBeNull();
  });

  it('keep their country where at least k people have it', () => {
    const { people } = peopleWith(2);
    const spain = ['+34600111222', '+34600111333'].map((phoneNumber) =>
      people.note({ id: phoneNumber, name: '', phoneNumber }),
    );
    const alone = people.note({ id: 'x', name: '', phoneNumber: '+420601123456' });
    for (const key of spain) expect(people.pseudonymOf(key).phoneNumber).toMatch(/^\+340001\d{7}$/);
    expect(people.pseudonymOf(alone).phoneNumber).toMatch(/^\+9990001\d{7}$/);
  });

  it('have numbers that nobody can have, in no country', () => {
    const codes = new Set([
      ...getCountries().map((country) => getCountryCallingCode(country)),
      '999',
    ]);
    for (const code of codes) {
      for (let number = 0; number < 10_000_000; number += 123_457) {
        const made = `+${code}0001${String(number).padStart(7, '0')}`;
        expect([made, parsePhoneNumberFromString(made)?.isValid() ?? false]).toEqual([made, false]);
      }
    }
  });
});
