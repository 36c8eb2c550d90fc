import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { MessageId } from '../../../../src-preload/contract/ids.ts';
import type { Mention } from '../../../../src-preload/contract/message-content.ts';
import { MentionText } from '../bubble/mention-text.tsx';
import { splitMentions } from '../bubble/split-mentions.ts';
import { useInbox } from '../inbox-context.ts';
import styles from './find.module.css';
import { markStretches } from './mark-stretches.ts';

interface FoundTextProperties {
  readonly messageId: MessageId;
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** The text of a message, with what is being looked for marked in it. */
export function FoundText({ messageId, text, mentions }: FoundTextProperties): ReactNode {
  const { t } = useTranslation();
  const highlights = useInbox((state) => state.foundMarks.get(messageId));
  if (highlights === undefined) return <MentionText text={text} mentions={mentions} />;
  return markStretches(splitMentions(text, mentions), highlights).map(({ part, isHit }, index) => {
    const shown =
      typeof part === 'string' ? (
        part
      ) : (
        <bdi>@{part.isOurs === true ? t('bubble.you') : part.name}</bdi>
      );
    return isHit ? (
      <mark key={index} className={styles.mark}>
        {shown}
      </mark>
    ) : (
      <span key={index}>{shown}</span>
    );
  });
}
