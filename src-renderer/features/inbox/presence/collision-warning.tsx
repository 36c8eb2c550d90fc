import { Button } from '@mantine/core';
import { IconMessage2Share } from '@tabler/icons-react';
import {
  memo,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
} from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useInbox } from '../inbox-context.ts';
import { colleagueName } from '../inbox-state.ts';
import { messagePreview } from '../message-preview.ts';
import styles from './collision-warning.module.css';

interface CollisionWarningProperties {
  readonly conversationId: ConversationId;
  /** Where the user writes: it has the focus again afterwards. */
  readonly field: RefObject<HTMLElement | null>;
}

/**
 * Above the field, when somebody else has answered meanwhile: what, and whether to send all the same. The focus goes to
 * "Look first", so that Enter pressed once too often sends nothing.
 */
export const CollisionWarning = memo(function CollisionWarning({
  conversationId,
  field,
}: CollisionWarningProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const titleId = useId();
  const textId = useId();
  const first = useRef<HTMLButtonElement>(null);
  const collision = useInbox((state) =>
    state.collision?.conversationId === conversationId ? state.collision : null,
  );
  const answer = collision?.answers.at(-1);
  const name = useInbox((state) => colleagueName(state, answer?.sentBy ?? null));
  const lookFirst = useInbox((state) => state.lookFirst);
  const sendAnyway = useInbox((state) => state.sendAnyway);
  useEffect(() => {
    if (collision !== null) first.current?.focus();
  }, [collision]);
  if (collision === null || answer === undefined) return null;

  const look = (): void => {
    lookFirst();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // It leaves the warning, and not the conversation.
    event.stopPropagation();
    look();
  };
  const who = answer.sentBy === undefined ? t('presence.phone') : (name ?? t('presence.somebody'));
  return (
    <div
      className={styles.warning}
      role="alertdialog"
      aria-labelledby={titleId}
      aria-describedby={textId}
      onKeyDown={onKeyDown}
    >
      <IconMessage2Share className={styles.icon} size="1.1rem" stroke={1.8} aria-hidden="true" />
      <div className={styles.words}>
        <strong className={styles.title} id={titleId} title={formats.full(answer.timestamp)}>
          {t('presence.answered', {
            name: who,
            time: formats.clock(answer.timestamp),
            count: collision.answers.length,
          })}
        </strong>
        <span className={styles.text} id={textId} dir="auto">
          {messagePreview(t, { type: answer.type, preview: answer.content })}
        </span>
      </div>
      <Button ref={first} size="compact-sm" variant="light" onClick={look}>
        {t('presence.lookFirst')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          field.current?.focus();
          void sendAnyway();
        }}
      >
        {t('presence.sendAnyway')}
      </Button>
    </div>
  );
});
