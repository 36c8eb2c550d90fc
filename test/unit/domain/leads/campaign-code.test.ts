import { describe, expect, it } from 'vitest';
import { campaignFinder, isSameCode } from '../../../../src-main/domain/leads/campaign-code.ts';
import {
  type Campaign,
  CampaignCode,
  CampaignDraft,
} from '../../../../src-preload/contract/campaign.ts';
import { BusinessId, CampaignId } from '../../../../src-preload/contract/ids.ts';

const NOON = 1_800_000_000_000;
const HOUR = 3_600_000;
const sillas = BusinessId.parse('a'.repeat(24));
const mesas = BusinessId.parse('b'.repeat(24));

function campaign(code: string, change: Partial<Campaign> = {}): Campaign {
  return {
    ...{ name: code, code, channel: 'shop', businessId: null, startsAt: null, endsAt: null },
    ...{ budget: null, status: 'active', endedAt: null },
    campaignId: CampaignId.parse('c'.repeat(24)),
    ...change,
  };
}

/** The name of the campaign that a text names. */
function named(
  text: string,
  campaigns: readonly Campaign[],
  place: { businessId?: BusinessId; at?: number } = {},
): string | null {
  const { businessId = null, at = NOON } = place;
  return campaignFinder(campaigns)(text, { businessId, at })?.name ?? null;
}

describe('the code of a campaign in a message', () => {
  it.each([
    ['Hello! I would like to know more. AUTUMN', 'AUTUMN'],
    ['autumn', 'AUTUMN'],
    ['(Autumn)', 'AUTUMN'],
    ['Vengo por #AUTUMN, gracias', 'AUTUMN'],
    ['aútümn', 'AUTUMN'],
    ['autumn.', 'AUTUMN'],
    ['autumn\nHow much is it?', 'AUTUMN'],
    ['I like autumns', null],
    ['midautumn', null],
    ['autumn26', null],
    ['autumn-26', null],
    ['pre_autumn', null],
    ['', null],
    ['au tumn', null],
  ])('%j names %s', (text, name) => {
    expect(named(text, [campaign('AUTUMN')])).toBe(name);
  });

  it('has accents or none, whatever the customer writes', () => {
    const campaigns = [campaign('OTOÑO')];
    for (const text of ['otoño', 'OTONO', 'oton\u{303}o']) {
      expect(named(text, campaigns)).toBe('OTOÑO');
    }
  });

  it('is not found inside of another one', () => {
    const campaigns = ['SOFA', 'SOFA-26', 'SOFA26'].map((code) => campaign(code));
    expect(named('sofa-26', campaigns)).toBe('SOFA-26');
    expect(named('sofa26', campaigns)).toBe('SOFA26');
    expect(named('sofa', campaigns)).toBe('SOFA');
    // Also where that one is over.
    expect(named('sofa-26', [campaign('SOFA')])).toBeNull();
  });

  it('is the first of several that stand in it', () => {
    const campaigns = [campaign('AUTUMN'), campaign('WINTER')];
    expect(named('winter, or is it autumn?', campaigns)).toBe('WINTER');
  });

  it('counts only while the campaign runs, its first moment included and its last not', () => {
    const span = { startsAt: NOON, endsAt: NOON + HOUR };
    const at = (time: number, change: Partial<Campaign> = span) =>
      named('autumn', [campaign('AUTUMN', change)], { at: time });
    expect(at(NOON - 1)).toBeNull();
    expect(at(NOON)).toBe('AUTUMN');
    expect(at(NOON + HOUR - 1)).toBe('AUTUMN');
    expect(at(NOON + HOUR)).toBeNull();
    expect(at(NOON, { status: 'draft' })).toBeNull();
    expect(at(NOON, { status: 'paused' })).toBeNull();
  });

  it('counts in a message that comes late, written before somebody ended the campaign', () => {
    const ended = campaign('AUTUMN', { status: 'ended', endedAt: NOON });
    expect(named('autumn', [ended], { at: NOON - 1 })).toBe('AUTUMN');
    expect(named('autumn', [ended], { at: NOON })).toBeNull();
  });

  it('is that of the business before that for all, and never that of another', () => {
    const all = campaign('AUTUMN', { name: 'all' });
    const own = campaign('autumn', { name: 'own', businessId: sillas });
    expect(named('autumn', [all, own], { businessId: sillas })).toBe('own');
    expect(named('autumn', [all, own], { businessId: mesas })).toBe('all');
    expect(named('autumn', [all, own])).toBe('all');
    expect(named('autumn', [own], { businessId: mesas })).toBeNull();
    expect(named('autumn', [own])).toBeNull();
  });

  it('is that of the campaign that began last where two run, in whatever order they are known', () => {
    const last = campaign('AUTUMN', { name: 'last', startsAt: NOON - HOUR });
    const first = campaign('AUTUMN', { name: 'first', startsAt: NOON - 2 * HOUR });
    expect(named('autumn', [first, last])).toBe('last');
    expect(named('autumn', [last, first])).toBe('last');
  });

  it('is one word of at least three letters or digits', () => {
    for (const code of ['ABC', 'otoño-26', 'a_b', 'скидка', ' SOFA ', 'हिंदी']) {
      expect(CampaignCode.safeParse(code).success, code).toBe(true);
    }
    for (const code of ['AB', 'two words', '-sofa', 'sofa-', 'so--fa', 'so.fa', 'x'.repeat(31)]) {
      expect(CampaignCode.safeParse(code).success, code).toBe(false);
    }
    expect(isSameCode(' Otoño', 'OTONO ')).toBe(true);
    expect(isSameCode('SOFA', 'SOFA26')).toBe(false);
  });

  it('finds what the contract takes, in any script', () => {
    for (const code of ['скидка', 'हिंदी', 'סתיו', '割引券']) {
      const parsed = CampaignCode.parse(code);
      expect(named(`! ${code} .`, [campaign(parsed)]), code).toBe(code);
    }
  });

  it('belongs to a campaign that ends after it begins', () => {
    const { campaignId: _, endedAt: __, ...draft } = campaign('AUTUMN');
    const span = (startsAt: number, endsAt: number) => ({ ...draft, startsAt, endsAt });
    expect(CampaignDraft.safeParse(span(1, 2)).success).toBe(true);
    expect(CampaignDraft.safeParse(span(2, 2)).success).toBe(false);
  });
});
