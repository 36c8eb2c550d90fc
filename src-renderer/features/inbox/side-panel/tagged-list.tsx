import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useInbox } from '../inbox-context.ts';
import { messagePreview } from '../message-preview.ts';
import { TagChip } from '../../../labels/tag-chip.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import styles from './side-panel.module.css';

/** What the team has tagged. A tag shows only what has it. */
export function TaggedList({
  messages,
  onShow,
}: {
  readonly messages: readonly Message[];
  readonly onShow: (message: Message) => void;
}): ReactNode {
  const { t } = useTranslation();
  const tag = useInbox((state) => state.galleryQuestion.tag);
  const ask = useInbox((state) => state.askGallery);
  const tags = [...new Set(messages.flatMap((message) => message.tags ?? []))].sort();
  const onlyWith = (wanted: string | null): void => void ask({ kind: 'tagged', tag: wanted });
  return (
    <>
      {tag === null ? (
        <span className={styles.tags} role="group" aria-label={t('sidePanel.onlyWithTag')}>
          {tags.map((each) => (
            <button key={each} type="button" className={styles.tag} onClick={() => onlyWith(each)}>
              <TagChip tag={each} />
            </button>
          ))}
        </span>
      ) : (
        <Button
          variant="light"
          size="compact-xs"
          className={styles.wide}
          rightSection={<IconX size="0.875rem" stroke={2} aria-hidden="true" />}
          aria-label={t('sidePanel.allTags')}
          onClick={() => onlyWith(null)}
        >
          <TagChip tag={tag} />
        </Button>
      )}
      <RowList className={styles.list}>
        {messages.map((message) => (
          <li key={message.messageId}>
            <button type="button" className={styles.row} onClick={() => onShow(message)}>
              <span className={styles.excerpt} dir="auto">
                {messagePreview(t, { type: message.type, preview: message.content })}
              </span>
              <span className={styles.line}>
                <span className={styles.tags}>
                  {(message.tags ?? []).map((each) => (
                    <TagChip key={each} tag={each} />
                  ))}
                </span>
                <TimeText className={styles.soft} timestamp={message.timestamp} />
              </span>
            </button>
          </li>
        ))}
      </RowList>
    </>
  );
}
