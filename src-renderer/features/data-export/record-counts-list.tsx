import type { ReactNode } from 'react';
import { type RecordCounts, recordKinds } from '../../../src-preload/contract/data-export.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import styles from './data-export.module.css';

/** How many records of each kind; nothing where there are none. */
export function RecordCountsList({
  name,
  counts,
}: {
  readonly name: string;
  readonly counts: RecordCounts;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const shown = recordKinds.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [{ kind, count }];
  });
  if (shown.length === 0) return null;
  return (
    <div>
      <p className={styles.help}>{name}</p>
      <ul className={styles.counts} aria-label={name}>
        {shown.map(({ kind, count }) => (
          <li key={kind}>
            <span>{t(`dataExport.kinds.${kind}`)}</span> <strong>{formats.number(count)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
