import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import styles from './quick-reply-list.module.css';
import type { QuickReplies } from './use-quick-replies.ts';

interface QuickReplyListProperties {
  readonly id: string;
  readonly replies: QuickReplies;
}

/** The id of one entry, for the field that names it as its active one. */
export function quickReplyOptionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** Above the field: what the team sends often. The field handles the keys. */
export function QuickReplyList({ id, replies }: QuickReplyListProperties): ReactNode {
  const { t } = useTranslation();
  const { found, active, data, choose } = replies;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  if (found.length === 0) {
    return (
      <p className={styles.nothing} role="status">
        {data.status === 'failed'
          ? t('composer.quickReplies.failed')
          : data.status === 'ready'
            ? t('composer.quickReplies.none')
            : t('common.loading')}
      </p>
    );
  }
  return (
    <div className={styles.panel}>
      <ul
        ref={list}
        id={id}
        className={styles.list}
        role="listbox"
        aria-label={t('composer.quickReplies.label')}
      >
        {found.map((reply, index) => (
          <li
            key={reply.quickReplyId}
            id={quickReplyOptionId(id, index)}
            className={styles.reply}
            role="option"
            aria-selected={index === active}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(reply)}
          >
            <span className={styles.shortcut}>/{reply.shortcut}</span>
            <span className={styles.content} dir="auto">
              {reply.content}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{t('composer.quickReplies.hint')}</p>
    </div>
  );
}
