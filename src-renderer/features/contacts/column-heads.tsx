import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ContactColumn } from '../../../src-preload/contract/contact.ts';
import { SortHead } from '../../ui/sort-head.tsx';
import { rememberSort, sortAfterPress } from './contact-sort.ts';
import { useContacts } from './contacts-context.ts';
import styles from './contacts-table.module.css';

/** The heads of the directory's columns; pressing one sorts by it, and once more the other way round. */
export function ColumnHeads(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Head by="name" />
      <Head by="company" className={styles.roomy} />
      <span role="columnheader">{t('contacts.columns.number')}</span>
      <Head by="business" className={styles.usual} />
      <Head by="leads" className={`${styles.usual ?? ''} ${styles.numeric ?? ''}`} />
      <Head by="lastInteraction" className={styles.usual} />
      <Head by="created" className={styles.roomiest} />
      <span role="columnheader">
        <span className="desk-visually-hidden">{t('contacts.columns.actions')}</span>
      </span>
    </>
  );
}

function Head({
  by,
  className,
}: {
  readonly by: ContactColumn;
  readonly className?: string | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const sort = useContacts((state) => state.sort);
  const setSort = useContacts((state) => state.setSort);
  return (
    <SortHead
      name={t(`contacts.columns.${by}`)}
      isOn={sort.by === by}
      isDescending={sort.isDescending}
      className={className}
      onPress={() => {
        const next = sortAfterPress(sort, by);
        rememberSort(localStorage, next);
        setSort(next);
      }}
    />
  );
}
