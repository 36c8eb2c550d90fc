import { describe, expect, it } from 'vitest';
import type { ReceivedMessage } from '../../../src-main/domain/whatsapp-event.ts';
import { isAhead, takenBack } from '../../../src-main/ingest/compare-message.ts';
import type { KnownMessage } from '../../../src-main/store/message-store.ts';

const ANA = '34600111222@c.us';
const ANA_LID = '1@lid';
const EVA = '34600333444@c.us';
const NOW = 1_760_000_600_000;
const AT = NOW - 5 * 60_000;

const told = (change: Partial<ReceivedMessage> = {}): ReceivedMessage => ({
  kind: 'message',
  messageId: '3A',
  chatId: ANA,
  fromMe: false,
  from: ANA,
  to: '34600000001@c.us',
  type: 'text',
  whatsappType: 'chat',
  content: 'hello',
  status: 'delivered',
  timestamp: AT,
  isForwarded: false,
  ...change,
});
const stored: KnownMessage = { type: 'text', status: 'delivered' };
const reaction = (from: string, emoji: string, at = AT) => ({ from, fromMe: false, emoji, at });

describe('a message that is stored', () => {
  it('is as WhatsApp has it, or it is not', () => {
    expect(isAhead(told(), stored)).toBe(false);
    expect(isAhead(told({ type: 'revoked' }), stored)).toBe(true);
    expect(isAhead(told({ editedAt: 2 }), { ...stored, editedAt: 1 })).toBe(true);
    expect(isAhead(told({ editedAt: 2 }), { ...stored, editedAt: 2 })).toBe(false);
    expect(isAhead(told({ fromMe: true, status: 'read' }), stored)).toBe(true);
  });

  it('stays revoked, whatever a page says that has not heard of it', () => {
    const revoked: KnownMessage = { ...stored, type: 'revoked' };
    expect(isAhead(told({ reactions: [reaction(ANA, '👍')] }), revoked)).toBe(false);
    const ours = told({ type: 'revoked', fromMe: true, status: 'read' });
    expect(isAhead(ours, revoked)).toBe(true);
  });

  it('has a new reaction by its person and its time, under whichever id that person is told', () => {
    const known = { ...stored, reactions: [reaction(ANA, '👍')] };
    const isNews = (...reactions: ReturnType<typeof reaction>[]) =>
      isAhead(told({ reactions }), known);
    expect(isNews(reaction(ANA, '👍'))).toBe(false);
    expect(isNews(reaction(ANA_LID, '👍'))).toBe(false);
    expect(isNews(reaction(ANA, '😂', AT - 1))).toBe(false);
    expect(isNews(reaction(ANA, '😂', AT + 1))).toBe(true);
    // Of somebody else, and older.
    expect(isNews(reaction(ANA, '👍'), reaction(EVA, '😂', AT - 1))).toBe(true);
  });

  it('has a new vote likewise, also one that was taken back', () => {
    const vote = (options: number[], at = AT) => ({ from: ANA, options, at });
    const isNews = (options: number[], at?: number) =>
      isAhead(told({ votes: [vote(options, at)] }), { ...stored, votes: [vote([1])] });
    expect(isNews([1])).toBe(false);
    expect(isNews([0], AT - 1)).toBe(false);
    expect(isNews([], AT + 1)).toBe(true);
  });
});

describe('a reaction that is stored', () => {
  const known = { ...stored, reactions: [reaction(ANA, '👍'), reaction(EVA, '🎉')] };

  it('was taken back when WhatsApp says all that there are, and it is not among them', () => {
    const all = told({ hasAllReactions: true, reactions: [reaction(EVA, '🎉')] });
    expect(takenBack(all, known, NOW)).toEqual([reaction(ANA, '👍')]);
    expect(takenBack(told({ hasAllReactions: true }), known, NOW)).toHaveLength(2);
    expect(takenBack(told({ reactions: [reaction(EVA, '🎉')] }), known, NOW)).toEqual([]);
  });

  it('was not when it is told under the other id, has changed, or is too young to be in the table', () => {
    const tell = (...reactions: ReturnType<typeof reaction>[]) =>
      takenBack(told({ hasAllReactions: true, reactions }), known, NOW);
    expect(tell(reaction(ANA_LID, '👍'), reaction(EVA, '😂', AT + 1))).toEqual([]);
    expect(takenBack(told({ hasAllReactions: true }), known, AT + 1_000)).toEqual([]);
    const gone = { ...stored, reactions: [reaction(ANA, '')] };
    expect(takenBack(told({ hasAllReactions: true }), gone, NOW)).toEqual([]);
  });
});
