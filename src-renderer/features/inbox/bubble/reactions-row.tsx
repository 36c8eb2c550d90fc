import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Reaction } from '../../../../src-preload/contract/message-content.ts';
import styles from './reactions-row.module.css';

/** What people left on a message, the most frequent first; the title says who. */
export function ReactionsRow({
  reactions,
}: {
  readonly reactions: readonly Reaction[];
}): ReactNode {
  const { t } = useTranslation();
  const byEmoji = new Map<string, Reaction[]>();
  for (const reaction of reactions) {
    byEmoji.set(reaction.emoji, [...(byEmoji.get(reaction.emoji) ?? []), reaction]);
  }
  const groups = [...byEmoji].sort(([, one], [, other]) => other.length - one.length);
  return (
    <ul className={styles.reactions} data-testid="reactions">
      {groups.map(([emoji, each]) => {
        const names = each
          .map(({ isOurs, senderName }) => (isOurs ? t('bubble.you') : (senderName ?? '')))
          .join(', ');
        return (
          <li
            key={emoji}
            className={styles.reaction}
            data-ours={each.some(({ isOurs }) => isOurs)}
            title={names}
            aria-label={t('bubble.reactedWith', { emoji, names })}
          >
            <span aria-hidden="true">{emoji}</span>
            {each.length > 1 ? <span className={styles.count}>{each.length}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
