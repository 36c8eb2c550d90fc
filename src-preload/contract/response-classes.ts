const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/**
 * Where the classes of response times end, in seconds: a time belongs to the first class whose end it does not reach;
 * what reaches the last end belongs to one more class. So 59 seconds belong to the third class and 60 to the fourth.
 */
export const responseClassEnds: readonly number[] = [
  15,
  30,
  MINUTE,
  2 * MINUTE,
  3 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  45 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  4 * HOUR,
  6 * HOUR,
  8 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  3 * DAY,
  7 * DAY,
];

/** How many classes there are. */
export const RESPONSE_CLASSES = responseClassEnds.length + 1;
