import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './sort-head.module.css';

interface SortHeadProperties {
  readonly name: string;
  /** Whether the table is sorted by it, and then which way. */
  readonly isOn: boolean;
  readonly isDescending: boolean;
  readonly className?: string | undefined;
  readonly onPress: () => void;
}

/** The head of a column by which a table can be sorted. */
export function SortHead({
  name,
  isOn,
  isDescending,
  className,
  onPress,
}: SortHeadProperties): ReactNode {
  const Arrow = isDescending ? IconArrowDown : IconArrowUp;
  return (
    <span
      role="columnheader"
      aria-sort={isOn ? (isDescending ? 'descending' : 'ascending') : 'none'}
      className={className}
    >
      <UnstyledButton className={styles.sort} data-on={isOn} onClick={onPress}>
        {name}
        {isOn ? <Arrow size="0.875rem" stroke={2} aria-hidden="true" /> : null}
      </UnstyledButton>
    </span>
  );
}
