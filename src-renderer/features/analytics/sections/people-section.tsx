import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { PersonFigures } from '../../../../src-preload/contract/analytics.ts';
import type { BehindWhat } from '../../../../src-preload/contract/analytics-behind.ts';
import { durationText } from '../../../ui/time/duration-text.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useMoney } from '../../../ui/use-money.ts';
import { useAnalytics } from '../analytics-context.ts';
import { ChartCard } from '../chart/chart-card.tsx';
import type { FigureCell, FigureTable } from '../chart/figure-table.ts';
import { FigureTableView } from '../chart/figure-table-view.tsx';
import { changeOf } from '../change-of.ts';
import { type PeopleColumn, peopleColumns, sortPeople } from '../people-order.ts';
import { useSenderName } from '../use-sender-name.ts';
import { SectionBody } from './section-body.tsx';
import { ClockSwitch } from './clock-switch.tsx';

/** What each person did. */
export function PeopleSection(): ReactNode {
  const { t } = useTranslation();
  const people = useAnalytics((state) => state.people);
  return (
    <SectionBody
      section="people"
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
  const { t, i18n } = useTranslation();
  const formats = useTimeFormats();
  const money = useMoney();
  const senderName = useSenderName();
  const { clock, peopleSort } = useAnalytics((state) => state.view);
  const setView = useAnalytics((state) => state.setView);
  const openBehind = useAnalytics((state) => state.openBehind);
  const sorted = sortPeople(people, { ...peopleSort, clock, nameOf: senderName });
  const number = (value: number, open: () => void): FigureCell => ({
    text: formats.number(value),
    value,
    onOpen: value > 0 ? open : undefined,
  });
  const time = (seconds: number | undefined, open: () => void): FigureCell =>
    seconds === undefined
      ? { text: t('analytics.none'), value: '' }
      : { text: durationText(seconds), value: seconds, onOpen: open };
  const percent = new Intl.NumberFormat(i18n.language, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'always',
  });
  /** How it has changed, below it; nothing where it has not, or nobody can tell. */
  const changed = (now: number | undefined, was: number | undefined): Pick<FigureCell, 'note'> => {
    const change = now === undefined || was === undefined ? null : changeOf(now, was);
    return change === null || change === 0 ? {} : { note: percent.format(change) };
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
      /** What is behind a figure of this person. */
      const behind =
        (column: PeopleColumn, what: BehindWhat): (() => void) =>
        () =>
          void openBehind(what, `${name}, ${t(`analytics.columns.${column}`)}`, { senderId });
      const answers = (column: PeopleColumn, which: 'all' | 'first' = 'all'): (() => void) =>
        behind(column, { kind: 'responses', which, clock });
      return {
        id: senderId,
        cells: [
          { text: name },
          {
            ...number(
              person.outgoingMessages,
              behind('outgoing', { kind: 'messages', direction: 'outgoing' }),
            ),
            ...changed(person.outgoingMessages, was?.outgoingMessages),
          },
          number(person.conversations, behind('conversations', { kind: 'activeConversations' })),
          number(responses.count, answers('answers')),
          {
            ...time(times?.median, answers('median')),
            ...changed(times?.median, was?.responses[clock]?.median),
          },
          time(times?.p90, answers('p90')),
          time(times?.mean, answers('mean')),
          number(person.firstResponses.count, answers('firstAnswers', 'first')),
          {
            ...number(person.leads, behind('leads', { kind: 'entered' })),
            ...changed(person.leads, was?.leads),
          },
          {
            ...number(person.won, behind('won', { kind: 'won' })),
            ...changed(person.won, was?.won),
          },
          {
            text:
              person.wonValue.map(({ minor, currency }) => money(minor, currency)).join(', ') ||
              t('analytics.none'),
            onOpen: person.wonValue.length > 0 ? behind('wonValue', { kind: 'won' }) : undefined,
          },
        ],
      };
    }),
  };
  return (
    <ChartCard
      id="peopleTitle"
      title={title}
      definition={[
        t('analytics.peopleMeaning'),
        t(`analytics.clockMeanings.${clock}`),
        ...(before === null ? [] : [t('analytics.peopleChange')]),
      ].join(' ')}
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
