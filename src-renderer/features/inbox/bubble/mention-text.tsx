import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Mention } from '../../../../src-preload/contract/message-content.ts';
import { splitMentions } from './split-mentions.ts';
import styles from './mention-text.module.css';

/** A text in which people are called by their names. */
export function MentionText({
  text,
  mentions,
}: {
  readonly text: string;
  readonly mentions: readonly Mention[];
}): ReactNode {
  const { t } = useTranslation();
  if (mentions.length === 0) return text;
  return splitMentions(text, mentions).map((part, index) =>
    typeof part === 'string' ? (
      part
    ) : (
      <bdi key={index} className={styles.mention}>
        @{part.isOurs === true ? t('bubble.you') : part.name}
      </bdi>
    ),
  );
}
