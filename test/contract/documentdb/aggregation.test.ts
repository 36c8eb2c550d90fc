import type { Document } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { useEngine, type Numbered } from './engine-fixture.ts';

const engine = useEngine();

async function aggregate(documents: Numbered[], pipeline: Document[]): Promise<Document[]> {
  const things = engine.collection();
  await things.insertMany(documents);
  return things.aggregate(pipeline).toArray();
}

describe('aggregation', () => {
  it('groups with sums, averages, extremes, lists and counts', async () => {
    const groups = await aggregate(
      [
        { _id: 1, k: 'a', v: 1 },
        { _id: 2, k: 'a', v: 3 },
        { _id: 3, k: 'b', v: 5 },
      ],
      [
        { $sort: { v: 1 } },
        {
          $group: {
            _id: '$k',
            sum: { $sum: '$v' },
            mean: { $avg: '$v' },
            max: { $max: '$v' },
            all: { $push: '$v' },
            first: { $first: '$v' },
            n: { $count: {} },
          },
        },
        { $sort: { _id: 1 } },
      ],
    );
    expect(groups[0]).toEqual({ _id: 'a', sum: 4, mean: 2, max: 3, all: [1, 3], first: 1, n: 2 });
  });

  it('groups by the local day over a change of summer time', async () => {
    const at = (time: string) => new Date(`2026-03-${time}Z`);
    const days = await aggregate(
      [
        { _id: 1, at: at('28T22:59:00') },
        { _id: 2, at: at('28T23:30:00') },
        { _id: 3, at: at('29T21:59:00') },
        { _id: 4, at: at('29T22:00:00') },
      ],
      [
        {
          $group: {
            _id: { $dateTrunc: { date: '$at', unit: 'day', timezone: 'Europe/Berlin' } },
            n: { $sum: 1 },
          },
        },
        { $sort: { _id: 1 } },
      ],
    );
    expect(days).toEqual([
      { _id: at('27T23:00:00'), n: 1 },
      { _id: at('28T23:00:00'), n: 2 },
      { _id: at('29T22:00:00'), n: 1 },
    ]);
  });

  it('truncates to weeks that begin on Monday, and to hours', async () => {
    const [result] = await aggregate(
      [{ _id: 1, at: new Date('2026-03-29T23:30:00Z') }],
      [
        {
          $project: {
            week: {
              $dateTrunc: {
                date: '$at',
                unit: 'week',
                startOfWeek: 'monday',
                timezone: 'Asia/Kolkata',
              },
            },
            hour: { $dateTrunc: { date: '$at', unit: 'hour', timezone: 'Asia/Kolkata' } },
            text: {
              $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: 'America/New_York' },
            },
          },
        },
      ],
    );
    expect(result).toEqual({
      _id: 1,
      week: new Date('2026-03-29T18:30:00Z'),
      hour: new Date('2026-03-29T23:30:00Z'),
      text: '2026-03-29',
    });
  });

  it.each(['Europe/Berlin', 'Asia/Kolkata', 'America/New_York', 'Pacific/Auckland', '+05:30'])(
    'truncates to the same days and months as the calendar of %s',
    async (timezone) => {
      const hours = Array.from({ length: 400 }, (_, i) => 31 * i);
      const documents = hours.map((hour, _id) => ({
        _id,
        at: new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000),
      }));
      const truncate = (unit: string) => ({ $dateTrunc: { date: '$at', unit, timezone } });
      const text = (format: string) => ({ $dateToString: { date: '$at', format, timezone } });
      const shown = (date: object) => ({
        $dateToString: { date, format: '%Y-%m-%d %H:%M', timezone },
      });
      const results = await aggregate(documents, [
        {
          $project: {
            day: shown(truncate('day')),
            month: shown(truncate('month')),
            expectedDay: text('%Y-%m-%d 00:00'),
            expectedMonth: text('%Y-%m-01 00:00'),
          },
        },
      ]);
      expect(results.map(({ day }) => String(day))).toEqual(
        results.map(({ expectedDay }) => String(expectedDay)),
      );
      expect(results.map(({ month }) => String(month))).toEqual(
        results.map(({ expectedMonth }) => String(expectedMonth)),
      );
    },
  );

  it('refuses to truncate to several days, which the engine gets wrong', async () => {
    const everyTwoDays = [
      { $project: { d: { $dateTrunc: { date: '$at', unit: 'day', binSize: 2 } } } },
    ];
    await expect(aggregate([{ _id: 1, at: new Date() }], everyTwoDays)).rejects.toThrow(
      /several days/,
    );
  });

  it('joins other collections, simply and with a pipeline', async () => {
    const others = engine.collection();
    await others.insertMany([
      { _id: 1, k: 'x', v: 1 },
      { _id: 2, k: 'x', v: 2 },
    ]);
    const from = others.collectionName;
    const [joined] = await aggregate(
      [{ _id: 1, k: 'x' }],
      [
        { $lookup: { from, localField: 'k', foreignField: 'k', as: 'all' } },
        {
          $lookup: {
            from,
            let: { k: '$k' },
            as: 'some',
            pipeline: [
              { $match: { $expr: { $and: [{ $eq: ['$k', '$$k'] }, { $gt: ['$v', 1] }] } } },
              { $project: { _id: 0, v: 1 } },
            ],
          },
        },
      ],
    );
    expect(joined?.all).toHaveLength(2);
    expect(joined?.some).toEqual([{ v: 2 }]);
  });

  it('works with windows, percentiles, facets and unwound lists', async () => {
    const numbers = [1, 2, 3, 4, 5].map((v) => ({ _id: v, v, tags: v > 3 ? ['a', 'b'] : ['a'] }));
    const [percentiles] = await aggregate(numbers, [
      {
        $group: {
          _id: null,
          p: { $percentile: { input: '$v', p: [0.5, 0.9], method: 'approximate' } },
        },
      },
    ]);
    expect(percentiles?.p).toEqual([3, 5]);
    const windows = await aggregate(numbers, [
      {
        $setWindowFields: {
          sortBy: { v: 1 },
          output: { running: { $sum: '$v', window: { documents: ['unbounded', 'current'] } } },
        },
      },
      { $sort: { _id: 1 } },
    ]);
    expect(windows.map(({ running }) => Number(running))).toEqual([1, 3, 6, 10, 15]);
    const [facets] = await aggregate(numbers, [
      { $facet: { tags: [{ $unwind: '$tags' }, { $sortByCount: '$tags' }], n: [{ $count: 'n' }] } },
    ]);
    expect(facets).toEqual({
      tags: [
        { _id: 'a', count: 5 },
        { _id: 'b', count: 2 },
      ],
      n: [{ n: 5 }],
    });
  });

  it('merges its result into a collection', async () => {
    const target = engine.collection();
    await target.insertOne({ _id: 1, v: 10, kept: 1 });
    await aggregate(
      [
        { _id: 1, v: 1 },
        { _id: 2, v: 2 },
      ],
      [
        {
          $merge: {
            into: target.collectionName,
            on: '_id',
            whenMatched: 'merge',
            whenNotMatched: 'insert',
          },
        },
      ],
    );
    expect(await target.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, v: 1, kept: 1 },
      { _id: 2, v: 2 },
    ]);
  });

  it('reads several monthly collections as one', async () => {
    const earlier = engine.collection();
    await earlier.insertOne({ _id: 1, at: 1 });
    const result = await aggregate(
      [{ _id: 2, at: 2 }],
      [{ $unionWith: earlier.collectionName }, { $sort: { at: 1 } }, { $limit: 5 }],
    );
    expect(result.map(({ _id }) => Number(_id))).toEqual([1, 2]);
  });
});
