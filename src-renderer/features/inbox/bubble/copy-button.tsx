import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import styles from './card.module.css';
import { copyText } from '../../../ui/copy-text.ts';

/** How long it says that it has copied, in milliseconds. */
const noticeTime = 2_000;

export function CopyButton({
  text,
  label,
}: {
  readonly text: string;
  readonly label: string;
}): ReactNode {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), noticeTime);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const Icon = isCopied ? IconCheck : IconCopy;
  return (
    <button type="button" className={styles.action} onClick={() => setCopied(copyText(text))}>
      <Icon size="0.9375rem" stroke={1.75} aria-hidden="true" />
      <span aria-live="polite">{isCopied ? t('bubble.copied') : label}</span>
    </button>
  );
}
