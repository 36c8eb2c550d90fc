import { IconStarFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { STAR } from '../../src-preload/contract/message.ts';
import { LabelChip } from './label-chip.tsx';
import styles from './tag-chip.module.css';

/** One tag of a message: a star, or a label of the team's. */
export function TagChip({ tag }: { readonly tag: string }): ReactNode {
  const { t } = useTranslation();
  if (tag !== STAR) return <LabelChip label={tag} />;
  return (
    <span className={styles.star} role="img" aria-label={t('tags.starred')}>
      <IconStarFilled size="0.9375em" aria-hidden="true" />
    </span>
  );
}
