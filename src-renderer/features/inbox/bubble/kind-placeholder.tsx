import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { MessageType } from '../../../../src-preload/contract/message-content.ts';
import styles from './kind-placeholder.module.css';
import { typeIcons } from './type-icons.ts';

/** Stands for what a message is, where there is nothing of it to show. */
export function KindPlaceholder({ type }: { readonly type: MessageType }): ReactNode {
  const { t } = useTranslation();
  const Icon = typeIcons[type];
  return (
    <span className={styles.placeholder} data-type={type}>
      <Icon size="1.15em" stroke={1.75} aria-hidden="true" />
      {t(`thread.types.${type}`)}
    </span>
  );
}
