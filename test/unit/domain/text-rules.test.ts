import { describe, expect, it } from 'vitest';
import { displayName, foldText } from '../../../src-main/domain/display-name.ts';
import { excerpt } from '../../../src-main/domain/excerpt.ts';
import {
  isConversationId,
  isGroupId,
  phoneNumberOf,
} from '../../../src-main/domain/whatsapp-id.ts';

describe('displayName', () => {
  const whatsappId = '34600111222@c.us';

  it("prefers the address book's name, then the chosen one, then the number", () => {
    expect(displayName({ whatsappId, name: 'Ana Ruiz', pushname: 'Anita' })).toBe('Ana Ruiz');
    expect(displayName({ whatsappId, name: '  ', pushname: 'Anita' })).toBe('Anita');
    expect(displayName({ whatsappId })).toBe('+34600111222');
  });

  it('shows the number behind a LID when it is known, else the bare id', () => {
    expect(displayName({ whatsappId: '9001@lid', phoneNumber: '34600111222' })).toBe(
      '+34600111222',
    );
    expect(displayName({ whatsappId: '9001@lid' })).toBe('9001');
  });
});

describe('foldText', () => {
  it('drops accents and case', () => {
    expect(foldText(' Ñandú ÉCLAIR ')).toBe('nandu eclair');
  });
});

describe('excerpt', () => {
  it('is one line of at most 200 characters', () => {
    expect(excerpt('a\n\n b\tc')).toBe('a b c');
    expect(excerpt('word '.repeat(100))).toHaveLength(200);
  });

  it('never cuts through a character that people see as one', () => {
    const family = '👨‍👩‍👧‍👦';
    const cut = excerpt(family.repeat(40), 30);
    expect(cut).toBe(`${family.repeat(2)}…`);
  });

  it('holds no NUL', () => {
    expect(excerpt('a\0b')).toBe('a b');
  });
});

describe('WhatsApp ids', () => {
  it('give the number away only for people known by it', () => {
    expect(phoneNumberOf('34600111222@c.us')).toBe('+34600111222');
    expect(phoneNumberOf('34600111222@lid')).toBeNull();
    expect(phoneNumberOf('120363000000000001@g.us')).toBeNull();
  });

  it('tell conversations from status posts and channels', () => {
    expect(isGroupId('120363000000000001@g.us')).toBe(true);
    expect(isConversationId('34600111222@lid')).toBe(true);
    expect(isConversationId('status@broadcast')).toBe(false);
    expect(isConversationId('1203@newsletter')).toBe(false);
  });
});
