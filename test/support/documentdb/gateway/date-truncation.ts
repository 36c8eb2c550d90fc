import {
  asDocument,
  asNumber,
  decodeExactly,
  encode,
  isDocument,
  type BsonDocument,
} from './bson-codec.ts';
import { ERROR_CODES, ServerError } from './server-error.ts';

/** Units that the engine truncates rightly. */
const RIGHT_UNITS = new Set(['hour', 'minute', 'second', 'millisecond']);
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const DAYS_PER_WEEK = 7;

/**
 * Rewrites `$dateTrunc` by day and longer units to `$dateFromParts`.
 *
 * DocumentDB 1.0 truncates most dates to a wrong day or week, with and without a time zone, and
 * dates near the end of a month in another zone than UTC to the wrong month. Its date parts are
 * right, and a date made of them is what MongoDB answers.
 */
export function correctDateTruncation(body: Buffer): Buffer {
  if (!body.includes('$dateTrunc')) return body;
  return encode(asDocument(rewrite(decodeExactly(body))));
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (!isDocument(value)) return value;
  if (isDocument(value.$dateTrunc)) return truncated(value.$dateTrunc);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === '$literal' ? inner : rewrite(inner)]),
  );
}

function truncated(expression: BsonDocument): BsonDocument {
  const { unit, binSize, timezone, startOfWeek, date } = expression;
  if (typeof unit === 'string' && RIGHT_UNITS.has(unit)) {
    return { $dateTrunc: { ...expression, date: rewrite(date) } };
  }
  if (typeof unit !== 'string' || unit.startsWith('$') || asNumber(binSize, 1) !== 1) {
    throw new ServerError(
      ERROR_CODES.CommandNotSupported,
      '$dateTrunc by several days or by a computed unit is wrong in this engine',
    );
  }
  const zone = timezone === undefined ? {} : { timezone: rewrite(timezone) };
  const of = { date: rewrite(date), ...zone };
  return { $dateFromParts: { ...partsOf(unit, of, startOfWeek), ...zone } };
}

/** The parts of the first moment of the unit that a date is in. */
function partsOf(unit: string, of: BsonDocument, startOfWeek: unknown): BsonDocument {
  const year = { $year: of };
  const month = { $month: of };
  const day = { $dayOfMonth: of };
  switch (unit) {
    case 'year':
      return { year };
    case 'quarter':
      return { year, month: { $subtract: [month, { $mod: [{ $subtract: [month, 1] }, 3] }] } };
    case 'month':
      return { year, month };
    case 'week': {
      const toWeekStart = DAYS_PER_WEEK - isoNumberOf(startOfWeek);
      const daysInto = { $mod: [{ $add: [{ $isoDayOfWeek: of }, toWeekStart] }, DAYS_PER_WEEK] };
      return { year, month, day: { $subtract: [day, daysInto] } };
    }
    case 'day':
      return { year, month, day };
    default:
      throw new ServerError(ERROR_CODES.FailedToParse, `unknown time unit value: ${unit}`);
  }
}

/** 1 for Monday to 7 for Sunday, which is also where a week begins when nothing is said. */
function isoNumberOf(startOfWeek: unknown): number {
  const name = typeof startOfWeek === 'string' ? startOfWeek.toLowerCase() : 'sunday';
  const index = WEEKDAYS.findIndex((weekday) => weekday === name || weekday.slice(0, 3) === name);
  if (index >= 0) return index + 1;
  throw new ServerError(ERROR_CODES.FailedToParse, `unknown day of week value: ${name}`);
}
