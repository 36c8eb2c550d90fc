import fc from 'fast-check';

/** Texts that have broken somebody's query, page, file or log. */
export const hostileTexts: readonly string[] = [
  ...["' OR '1'='1", "'; DROP TABLE leads; --", '" OR ""="', "\\'; SELECT pg_sleep(5); --", "$$;'"],
  ...['1; COPY leads TO PROGRAM $$id$$', '%', '_%', '\\', '\\x00', "E'\\'", '{{constructor}}'],
  ...['$where', '$gt', '$ne: null', 'a.$[].b', 'lastMessage.messageId', '$$ROOT', '.', '..', '$'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'null', 'undefined'],
  ...['\u0000', 'a\u0000b', '\ud800', 'x\udfff', '\ufeffx', '\u202egpj.exe', '\u200b', '\u2028'],
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', 'javascript:alert(1)', '&lt;'],
  ...['=cmd|" /C calc"!A0', '@SUM(1+1)', '+1+1', '-2+3', '\t=1', '\r=1', '../../etc/passwd'],
  ...['%s%n%x', '${process.exit(1)}', '#{7*7}', '(?:a+)+$', 'NaN', '-0', '1e309', '0x10', '٣'],
  ...['é', 'e\u0301', 'İ', 'ß', '👩‍👩‍👧‍👦', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚', '\n\n\n', ' '.repeat(300), 'x'.repeat(70_000)],
];

/** What a query engine would take for more than a value. */
const operators = fc.constantFrom<object[]>(
  { $gt: '' },
  { $ne: null },
  { $where: 'sleep(1000)' },
  { $regex: '.*' },
  { $in: [''] },
  { $expr: { $eq: [1, 1] } },
  { $function: { body: 'function(){return true}', args: [], lang: 'js' } },
  { 'a.b': 1, $set: { role: 'owner' } },
  JSON.parse('{"__proto__":{"isAdmin":true}}') as object,
  JSON.parse('{"constructor":{"prototype":{"isAdmin":true}}}') as object,
  { toString: 'x', valueOf: 'y', toJSON: 'z', length: -1 },
  { _bsontype: 'ObjectId', id: 'x' },
  { _bsontype: 'Code', code: 'while(true){}' },
);

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 20 }) },
  // Halves of surrogate pairs, alone and in the wrong order.
  {
    weight: 1,
    arbitrary: fc
      .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
      .map((units) => String.fromCharCode(...units)),
  },
);

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  { weight: 3, arbitrary: operators },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown[]>(
      ...[null, undefined, true, 0, -1, 1.5, Number.NaN, Number.MAX_VALUE, 2 ** 53, -(2 ** 31)],
      ...[8.64e15, 8.64e15 + 1, 1n, [], [[]], {}, new Date(Number.NaN), new Uint8Array(0)],
      ...[new Map(), new Set(), /x/, new Error('x'), () => 1, Symbol('x')],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.anything({
      maxDepth: 3,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
    }),
  },
);
