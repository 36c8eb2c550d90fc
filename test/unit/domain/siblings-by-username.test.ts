import { describe, expect, it } from 'vitest';
import { siblingsByUsername, usernameId } from '../../../src-main/domain/siblings-by-username.ts';

const number = { whatsappId: '34600111222@c.us', username: 'Ana.Cakes' };
const lid = { whatsappId: '900111222@lid', username: 'ana.cakes' };

describe('people with one username', () => {
  it('are one when they are a LID and a number, however it is written', () => {
    expect(siblingsByUsername([number, { whatsappId: '1@c.us' }, lid])).toEqual([
      { whatsappId: lid.whatsappId, siblingId: number.whatsappId },
    ]);
  });

  it('are not one when there are more of them, or two of a kind', () => {
    expect(siblingsByUsername([number, lid, { ...lid, whatsappId: '900333444@lid' }])).toEqual([]);
    expect(siblingsByUsername([number, { ...number, whatsappId: '34600333444@c.us' }])).toEqual([]);
  });

  it('are not one when WhatsApp says who one of them is', () => {
    expect(siblingsByUsername([number, { ...lid, siblingId: '34600999999@c.us' }])).toEqual([]);
    expect(siblingsByUsername([{ ...number, siblingId: '900999999@lid' }, lid])).toEqual([]);
  });

  it('are not one when they have none', () => {
    const [one, other] = [{ whatsappId: number.whatsappId }, { whatsappId: lid.whatsappId }];
    expect(siblingsByUsername([one, other])).toEqual([]);
    expect(
      siblingsByUsername([
        { ...one, username: '' },
        { ...other, username: '' },
      ]),
    ).toEqual([]);
  });

  it('have an id in the graph that no person has', () => {
    expect(usernameId('Ana.Cakes')).toBe('@ana.cakes');
  });
});
