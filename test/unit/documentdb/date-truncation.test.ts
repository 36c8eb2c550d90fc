import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../support/documentdb/gateway/bson-codec.ts';
import { correctDateTruncation } from '../../support/documentdb/gateway/date-truncation.ts';

const corrected = (stage: unknown) =>
  decode(correctDateTruncation(encode({ aggregate: 'a', pipeline: [stage] }))).pipeline;

describe('$dateTrunc', () => {
  it('becomes the parts of the day, in the same time zone', () => {
    const expression = { $dateTrunc: { date: '$at', unit: 'day', timezone: 'Europe/Berlin' } };
    const of = { date: '$at', timezone: 'Europe/Berlin' };
    expect(corrected({ $group: { _id: expression } })).toEqual([
      {
        $group: {
          _id: {
            $dateFromParts: {
              year: { $year: of },
              month: { $month: of },
              day: { $dayOfMonth: of },
              timezone: 'Europe/Berlin',
            },
          },
        },
      },
    ]);
  });

  it('is left alone by hour, and inside $literal', () => {
    const stages = [
      { $project: { h: { $dateTrunc: { date: '$at', unit: 'hour' } } } },
      { $project: { text: { $literal: { $dateTrunc: { date: 1, unit: 'day' } } } } },
    ];
    for (const stage of stages) expect(corrected(stage)).toEqual([stage]);
  });

  it.each([
    [{ date: '$at', unit: 'day', binSize: 3 }, 115],
    [{ date: '$at', unit: '$unit' }, 115],
    [{ date: '$at', unit: 'fortnight' }, 9],
    [{ date: '$at', unit: 'week', startOfWeek: 'someday' }, 9],
  ])('is refused as %j', (expression, code) => {
    expect(() => corrected({ $project: { d: { $dateTrunc: expression } } })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('does not touch a command without it', () => {
    const body = encode({ aggregate: 'a', pipeline: [] });
    expect(correctDateTruncation(body)).toBe(body);
  });
});
