import { ActionIcon } from '@mantine/core';
import { IconArrowUp, IconClockPause } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { canSend, remainingCharacters } from './composer-slice.ts';
import styles from './composer.module.css';
import { useInbox } from './inbox-context.ts';

interface ComposerProperties {
  readonly conversation: Pick<ConversationSummary, 'conversationId' | 'name'>;
  readonly isConnected: boolean;
}

/** Where the user writes. Enter sends, Shift+Enter starts a new line; being offline does not stop anybody. */
export function Composer({
  conversation: { conversationId, name },
  isConnected,
}: ComposerProperties): ReactNode {
  const { t } = useTranslation();
  const draft = useInbox((state) => state.drafts.get(conversationId) ?? '');
  const setDraft = useInbox((state) => state.setDraft);
  const sendDraft = useInbox((state) => state.sendDraft);
  const field = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  const remaining = remainingCharacters(draft);

  // Whoever came to read one message begins there.
  const isOpenedAtMessage = useInbox((state) => state.openedAt !== null);
  useEffect(() => {
    if (!isOpenedAtMessage) field.current?.focus();
  }, [conversationId, isOpenedAtMessage]);

  const send = (): void => {
    void sendDraft(conversationId);
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, Enter chooses a word.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={styles.notes} id={noteId} role="status">
        {isConnected ? null : (
          <span className={styles.offline}>
            <IconClockPause size="1.1em" stroke={1.9} aria-hidden="true" />
            {t('composer.offline')}
          </span>
        )}
        {remaining === null ? null : (
          <span className={styles.limit} data-over={remaining < 0}>
            {remaining < 0
              ? t('composer.tooLong', { count: -remaining })
              : t('composer.remaining', { count: remaining })}
          </span>
        )}
      </div>
      <div className={styles.box}>
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          dir="auto"
          value={draft}
          placeholder={t('composer.placeholder')}
          aria-label={t('composer.label', { name })}
          aria-describedby={noteId}
          aria-invalid={remaining !== null && remaining < 0}
          title={draft === '' ? t('composer.hint') : undefined}
          onChange={(event) => setDraft(conversationId, event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <ActionIcon
          type="submit"
          size="2.125rem"
          radius="md"
          aria-label={t('composer.send')}
          disabled={!canSend(draft)}
        >
          <IconArrowUp size="1.2rem" stroke={2.2} />
        </ActionIcon>
      </div>
    </form>
  );
}
