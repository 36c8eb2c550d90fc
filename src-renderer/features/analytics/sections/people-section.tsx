import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { PersonFigures } from '../../../../src-preload/contract/analytics.ts';
import { durationText } from '../../../ui/time/duration-text.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useMoney } from '../../../ui/use-money.ts';
import { useAnalytics } from '../analytics-context.ts';
import { ChartCard } from '../chart/chart-card.tsx';
import type { FigureCell, FigureTable } from '../chart/figure-table.ts';
import { FigureTableView } from '../chart/figure-table-view.tsx';
import { peopleColumns, sortPeople } from '../people-order.ts';
import { useChangeWords } from '../use-change-words.ts';
import { useSenderName } from '../use-sender-name.ts';
import { SectionBody } from './section-body.tsx';
import { ClockSwitch } from './clock-switch.tsx';

/** What each person did. */
export function PeopleSection(): ReactNode {
  const { t } = useTranslation();
  const people = useAnalytics((state) => state.people);
  return (
    <SectionBody
      data={people}
      isEmpty={({ now }) => now.length === 0}
      emptyText={t('analytics.emptyPeopleText')}
      shape={{ tiles: 0, charts: 1 }}
    >
      {({ now, before }) => <People people={now} before={before} />}
    </SectionBody>
  );
}

function People({
  people,
  before,
}: {
  readonly people: readonly PersonFigures[];
  readonly before: readonly PersonFigures[] | null;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const money = useMoney();
  const senderName = useSenderName();
  const changeWords = useChangeWords();
  const { clock, peopleSort } = useAnalytics((state) => state.view);
  const setView = useAnalytics((state) => state.setView);
  const openBehind = useAnalytics((state) => state.openBehind);
  const sorted = sortPeople(people, { ...peopleSort, clock, nameOf: senderName });
  const number = (value: number): FigureCell => ({ text: formats.number(value), value });
  const time = (seconds: number | undefined): FigureCell =>
    seconds === undefined
      ? { text: t('analytics.none'), value: '' }
      : { text: durationText(seconds), value: seconds };
  /** How it has changed, below it; without a figure of before there is nothing to say. */
  const changed = (
    kind: 'count' | 'time',
    now: number | undefined,
    was: number | undefined,
  ): Pick<FigureCell, 'note'> => {
    if (before === null || now === undefined) return {};
    if (kind === 'time' && was === undefined) return {};
    const format = kind === 'time' ? durationText : formats.number;
    return { note: changeWords({ now, before: was ?? 0, kind, format }) };
  };
  const title = t('analytics.peopleTitle');
  const table: FigureTable = {
    columns: peopleColumns.map((id) => ({
      id,
      name: t(`analytics.columns.${id}`),
      isNumber: id !== 'person',
      ...((id === 'median' || id === 'p90' || id === 'mean') && { unit: t('analytics.seconds') }),
    })),
    rows: sorted.map((person) => {
      const { senderId, responses } = person;
      const name = senderName(senderId);
      const times = responses[clock];
      const was = before?.find((each) => each.senderId === senderId);
      return {
        id: senderId,
        cells: [
          { text: name },
          {
            ...number(person.outgoingMessages),
            ...changed('count', person.outgoingMessages, was?.outgoingMessages),
            onOpen:
              person.outgoingMessages > 0
                ? () => void openBehind({ kind: 'person', senderId }, name)
                : undefined,
          },
          number(person.conversations),
          number(responses.count),
          {
            ...time(times?.median),
            ...changed('time', times?.median, was?.responses[clock]?.median),
          },
          time(times?.p90),
          time(times?.mean),
          number(person.firstResponses.count),
          { ...number(person.leads), ...changed('count', person.leads, was?.leads) },
          { ...number(person.won), ...changed('count', person.won, was?.won) },
          {
            text:
              person.wonValue.map(({ minor, currency }) => money(minor, currency)).join(', ') ||
              t('analytics.none'),
          },
        ],
      };
    }),
  };
  return (
    <ChartCard
      id="peopleTitle"
      title={title}
      definition={`${t('analytics.peopleMeaning')} ${t(`analytics.clockMeanings.${clock}`)}`}
      controls={<ClockSwitch />}
      table={table}
      tableView={
        <FigureTableView
          name={title}
          table={table}
          sort={{
            ...peopleSort,
            onSort: (columnId) =>
              setView({
                peopleSort: {
                  columnId,
                  isDescending:
                    peopleSort.columnId === columnId
                      ? !peopleSort.isDescending
                      : columnId !== 'person',
                },
              }),
          }}
        />
      }
    />
  );
}
