import { describe, expect, it } from 'vitest';
import { peopleInText, WhoIsWho } from '../../../src-main/store/mongo/who-is-who.ts';

const OWNER = '34600000001@c.us';
const OWNER_LID = '900000000000001@lid';

const who = new WhoIsWho(
  new Map([
    ['34600111222@c.us', { name: 'Ana García', phoneNumber: '34600111222' }],
    [OWNER_LID, { name: 'Corner Shop', phoneNumber: '34600000001' }],
    ['1@lid', { name: 'A stranger', phoneNumber: '' }],
  ]),
  OWNER,
);

const added = { kind: 'group_event', event: 'added' } as const;

describe('who is who in a group', () => {
  it('names the others, and not the owner of the account, whichever id WhatsApp uses', () => {
    const event = {
      ...added,
      by: OWNER_LID,
      people: ['34600111222@c.us', OWNER, '34600999888@c.us'],
    };
    expect(who.inGroupEvent(event)).toEqual({
      ...added,
      by: null,
      isByUs: true,
      people: ['Ana García', '+34600999888'],
      includesUs: true,
    });
  });

  it('says nothing of the owner where it is not about them', () => {
    expect(who.inGroupEvent({ ...added, by: null, people: ['1@lid'] })).toEqual({
      ...added,
      by: null,
      people: ['A stranger'],
    });
    expect(who.mention('34600111222@c.us')).toEqual({ token: '@34600111222', name: 'Ana García' });
    expect(who.mention(OWNER_LID)).toMatchObject({ token: '@900000000000001', isOurs: true });
  });

  it('puts names in a text where people are mentioned by their numbers', () => {
    const text = '@34600111222 and @900000000000001, ask @34600999888 or a@34600111222.example';
    expect(who.inText(text)).toBe(
      '@Ana García and @Corner Shop, ask @34600999888 or a@34600111222.example',
    );
    expect(peopleInText('@34600111222!')).toEqual(['34600111222@c.us', '34600111222@lid']);
    expect(peopleInText('me@1.example, @12')).toEqual([]);
  });

  it('takes nobody without a number for an owner without one', () => {
    const hidden = new WhoIsWho(new Map([['2@lid', { name: 'B', phoneNumber: '' }]]), OWNER_LID);
    expect(hidden.isOwner('2@lid')).toBe(false);
    expect(hidden.isOwner(OWNER_LID)).toBe(true);
  });
});
