import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ContactColumn } from '../../../src-preload/contract/contact.ts';
import { rememberSort, sortAfterPress } from './contact-sort.ts';
import { useContacts } from './contacts-context.ts';
import styles from './contacts-table.module.css';

/** The heads of the directory's columns; pressing one sorts by it, and once more the other way round. */
export function ColumnHeads(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <SortHead by="name" />
      <SortHead by="company" className={styles.roomy} />
      <span role="columnheader">{t('contacts.columns.number')}</span>
      <SortHead by="business" className={styles.usual} />
      <SortHead by="leads" className={`${styles.usual ?? ''} ${styles.numeric ?? ''}`} />
      <SortHead by="lastInteraction" className={styles.usual} />
      <SortHead by="created" className={styles.roomiest} />
      <span role="columnheader">
        <span className="desk-visually-hidden">{t('contacts.columns.actions')}</span>
      </span>
    </>
  );
}

function SortHead({
  by,
  className,
}: {
  readonly by: ContactColumn;
  readonly className?: string | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const sort = useContacts((state) => state.sort);
  const setSort = useContacts((state) => state.setSort);
  const isOn = sort.by === by;
  const Arrow = sort.isDescending ? IconArrowDown : IconArrowUp;
  return (
    <span
      role="columnheader"
      aria-sort={isOn ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
      className={className}
    >
      <UnstyledButton
        className={styles.sort}
        data-on={isOn}
        onClick={() => {
          const next = sortAfterPress(sort, by);
          rememberSort(localStorage, next);
          setSort(next);
        }}
      >
        {t(`contacts.columns.${by}`)}
        {isOn ? <Arrow size="0.875rem" stroke={2} aria-hidden="true" /> : null}
      </UnstyledButton>
    </span>
  );
}
