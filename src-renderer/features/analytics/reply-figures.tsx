import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type {
  AnalyticsOverview,
  ResponseFigures,
} from '../../../src-preload/contract/analytics.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { durationText } from '../../ui/time/duration-text.ts';
import { useNow, useTimeFormats } from '../../ui/time/time-context.tsx';
import area from './analytics-area.module.css';
import styles from './reply-figures.module.css';

/** How many of those that wait are named. */
const NAMED = 5;

interface Properties {
  readonly overview: AnalyticsOverview;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
}

/** How long customers wait for answers, and who waits now. */
export function ReplyFigures({ overview, onOpenConversation }: Properties): ReactNode {
  return (
    <div className={styles.pair}>
      <ResponseTable overview={overview} />
      <OpenWaits openWaits={overview.openWaits} onOpenConversation={onOpenConversation} />
    </div>
  );
}

function ResponseTable({ overview }: Pick<Properties, 'overview'>): ReactNode {
  const { t } = useTranslation();
  const { responses, firstResponses } = overview;
  return (
    <section className={area.card} aria-label={t('figures.replies')}>
      <h2 className={area.cardTitle}>{t('figures.replies')}</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className={styles.hidden}>{t('figures.kind')}</span>
            </th>
            {(['count', 'median', 'p90', 'mean'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`figures.columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <ResponseRow name={t('figures.first')} figures={firstResponses} />
          <ResponseRow name={t('figures.every')} figures={responses} />
        </tbody>
      </table>
      <p className={styles.help}>{t('figures.repliesHelp')}</p>
    </section>
  );
}

function ResponseRow({
  name,
  figures: { count, wall },
}: {
  readonly name: string;
  readonly figures: ResponseFigures;
}): ReactNode {
  const formats = useTimeFormats();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formats.number(count)}</td>
      {[wall?.median, wall?.p90, wall?.mean].map((seconds, place) => (
        <td key={place}>{seconds === undefined ? '–' : durationText(seconds)}</td>
      ))}
    </tr>
  );
}

function OpenWaits({
  openWaits: { count, longest },
  onOpenConversation,
}: Pick<Properties, 'onOpenConversation'> & Pick<AnalyticsOverview, 'openWaits'>): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  return (
    <section className={area.card} aria-label={t('figures.openWaits')}>
      <h2 className={area.cardTitle}>{t('figures.openWaits')}</h2>
      <p className={styles.open} data-figure="openWaits">
        {formats.number(count)}
      </p>
      {count === 0 ? (
        <p className={styles.help}>{t('figures.nobodyWaits')}</p>
      ) : (
        <ul className={styles.waits}>
          {longest.slice(0, NAMED).map(({ conversationId, name, since }) => (
            <li key={conversationId}>
              <button type="button" onClick={() => onOpenConversation(conversationId)}>
                <span className={styles.name}>{name || t('figures.nameless')}</span>
                <time dateTime={new Date(since).toISOString()} title={formats.full(since)}>
                  {durationText(Math.floor((now - since) / 60_000) * 60)}
                </time>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
