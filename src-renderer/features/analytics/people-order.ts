import type { PersonFigures } from '../../../src-preload/contract/analytics.ts';

export const peopleColumns = [
  'person',
  'outgoing',
  'conversations',
  'answers',
  'median',
  'p90',
  'mean',
  'firstAnswers',
  'leads',
  'won',
  'wonValue',
] as const;
export type PeopleColumn = (typeof peopleColumns)[number];

interface Order {
  readonly columnId: string;
  readonly isDescending: boolean;
  readonly clock: 'wall' | 'business';
  readonly nameOf: (senderId: PersonFigures['senderId']) => string;
}

/** People in the order of a column; those without a figure last, whichever way, and equals by name. */
export function sortPeople(
  people: readonly PersonFigures[],
  { columnId, isDescending, clock, nameOf }: Order,
): PersonFigures[] {
  const column = peopleColumns.find((each) => each === columnId) ?? 'outgoing';
  const byName = (one: PersonFigures, other: PersonFigures): number =>
    nameOf(one.senderId).localeCompare(nameOf(other.senderId));
  const sign = isDescending ? -1 : 1;
  if (column === 'person') return people.toSorted((one, other) => sign * byName(one, other));
  return people.toSorted((one, other) => {
    const [a, b] = [figureOf(one, column, clock), figureOf(other, column, clock)];
    if (a === b) return byName(one, other);
    if (a === null) return 1;
    return b === null ? -1 : sign * (a - b);
  });
}

function figureOf(
  {
    outgoingMessages,
    conversations,
    responses,
    firstResponses,
    leads,
    won,
    wonValue,
  }: PersonFigures,
  column: Exclude<PeopleColumn, 'person'>,
  clock: Order['clock'],
): number | null {
  switch (column) {
    case 'outgoing':
      return outgoingMessages;
    case 'conversations':
      return conversations;
    case 'answers':
      return responses.count;
    case 'median':
    case 'p90':
    case 'mean':
      return responses[clock]?.[column] ?? null;
    case 'firstAnswers':
      return firstResponses.count;
    case 'leads':
      return leads;
    case 'won':
      return won;
    case 'wonValue':
      // Amounts of several currencies cannot be compared: the largest of each person's is.
      return wonValue.length === 0 ? null : Math.max(...wonValue.map(({ minor }) => Number(minor)));
  }
}
