import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { LeadField } from '../../../../src-preload/contract/lead.ts';
import type { LeadHistoryEntry } from '../../../../src-preload/contract/lead-change.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useLeads } from '../leads-context.ts';
import { useFieldText } from '../use-field-text.ts';
import styles from './lead-page.module.css';
import type { LeadPage } from './page-slice.ts';

/** Who changed what and when, newest first, back to when it was made. */
export function LeadHistory({ page: { lead, history } }: { readonly page: LeadPage }): ReactNode {
  const { t } = useTranslation();
  return (
    <section aria-label={t('pipeline.history')} className={styles.section}>
      <h3 className={styles.heading}>{t('pipeline.history')}</h3>
      <ol className={styles.history}>
        {history.map((entry) => (
          <Entry key={entry.version} entry={entry} />
        ))}
        {history.some(({ version }) => version === 1) ? null : (
          <li>
            <span>{t('pipeline.found')}</span>{' '}
            <TimeText timestamp={lead.createdAt} className={styles.soft} />
          </li>
        )}
      </ol>
    </section>
  );
}

function Entry({ entry }: { readonly entry: LeadHistoryEntry }): ReactNode {
  const { t } = useTranslation();
  const textOf = useFieldText();
  const name = useLeads(({ people }) => people.find(({ userId }) => userId === entry.by)?.name);
  const isFirst = entry.version === 1;
  return (
    <li>
      <span className={styles.entryHead}>
        <strong>{name ?? t('pipeline.somebody')}</strong>
        <TimeText timestamp={entry.at} className={styles.soft} />
      </span>
      {isFirst ? (
        <span>{t('pipeline.made')}</span>
      ) : entry.after.isDismissed !== undefined ? (
        <span>{t(entry.after.isDismissed ? 'judgements.saidNoLead' : 'judgements.saidLead')}</span>
      ) : (
        (Object.keys(entry.after) as LeadField[]).map((field) => (
          <span key={field} className={styles.changed} dir="auto">
            {t('pipeline.set', {
              field: t(`pipeline.fields.${field}`),
              before: textOf(field, entry.before),
              after: textOf(field, entry.after),
            })}
          </span>
        ))
      )}
    </li>
  );
}
