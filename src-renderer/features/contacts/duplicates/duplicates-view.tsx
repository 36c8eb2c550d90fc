import { IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { SessionId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RefreshFailed } from '../../../ui/refresh-failed.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useContacts } from '../contacts-context.ts';
import styles from './duplicates.module.css';
import { suggestionKey } from './duplicates-slice.ts';
import { SuggestionView } from './suggestion-view.tsx';

/** What may be there twice, most certain first. */
export function DuplicatesView({
  accountNames,
}: {
  readonly accountNames: ReadonlyMap<SessionId, string>;
}): ReactNode {
  const { t } = useTranslation();
  const duplicates = useContacts((state) => state.duplicates);
  const load = useContacts((state) => state.loadDuplicates);
  const shown = shownValue(duplicates);
  if (shown === undefined) {
    return duplicates.status === 'failed' ? (
      <ErrorState
        title={t('duplicates.loadFailedTitle')}
        failure={duplicates.failure}
        onRetry={() => void load()}
      />
    ) : (
      <div role="status" className={styles.view}>
        <p className={styles.soft}>{t('duplicates.comparing')}</p>
        <SkeletonRows count={8} />
      </div>
    );
  }
  const { suggestions, total, compared } = shown;
  return (
    <>
      {duplicates.status === 'failed' ? (
        <RefreshFailed failure={duplicates.failure} onRetry={() => void load()} />
      ) : null}
      {suggestions.length === 0 ? (
        <EmptyState
          icon={<IconUsers size="1.6rem" stroke={1.6} />}
          title={t('duplicates.noneTitle')}
        >
          {t('duplicates.noneText', { count: compared })}
        </EmptyState>
      ) : (
        // Focusable, so that the keyboard can scroll it.
        <div className={styles.view} tabIndex={0} role="region" aria-label={t('duplicates.title')}>
          <p className={styles.soft}>
            {total > suggestions.length
              ? t('duplicates.some', { shown: suggestions.length, total })
              : t('duplicates.all', { count: total })}{' '}
            {t('duplicates.explanation')}
          </p>
          {suggestions.map((suggestion) => (
            <SuggestionView
              key={suggestionKey(suggestion)}
              suggestion={suggestion}
              accountNames={accountNames}
            />
          ))}
        </div>
      )}
    </>
  );
}
