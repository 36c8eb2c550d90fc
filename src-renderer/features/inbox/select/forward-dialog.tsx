import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { memo, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Busy } from '../../../ui/busy.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { useInbox } from '../inbox-context.ts';
import { findTargets } from './find-targets.ts';
import { type Forwarding, MAXIMUM_TARGETS } from './select-state.ts';
import styles from './select.module.css';

/** How many conversations are drawn; more are found by typing. */
const SHOWN = 40;

/** Asks which conversations messages shall be forwarded to. */
export const ForwardDialog = memo(function ForwardDialog(): ReactNode {
  const { t } = useTranslation();
  const forwarding = useInbox((state) => state.forwarding);
  const leave = useInbox((state) => state.leaveForwarding);
  return (
    <Modal
      opened={forwarding !== null}
      onClose={leave}
      title={t('select.forwardTitle', { count: forwarding?.messages.length ?? 0 })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      closeOnEscape={forwarding?.done === null}
      centered
    >
      {forwarding === null ? null : <ChooseTargets forwarding={forwarding} />}
    </Modal>
  );
});

function ChooseTargets({ forwarding }: { readonly forwarding: Forwarding }): ReactNode {
  const { t } = useTranslation();
  const toggle = useInbox((state) => state.toggleTarget);
  const forward = useInbox((state) => state.forwardToChosen);
  const leave = useInbox((state) => state.leaveForwarding);
  const loadMore = useInbox((state) => state.loadMoreTargets);
  const askWhereTo = useInbox((state) => state.askWhereTo);
  const [query, setQuery] = useState('');
  const { messages, targets, chosen, done, failed } = forwarding;
  const list = shownValue(targets);
  const hasMore = list !== undefined && list.next !== null;
  const all = list?.items ?? [];
  const found = findTargets(all, query, messages[0]?.conversationId);
  const shown = query === '' ? [...new Set([...chosen.values(), ...found])] : found;
  // Looking for a name goes through all of them, page by page, until enough is found.
  const wantsMore = query !== '' && found.length < SHOWN && hasMore;
  const more = list?.more;
  useEffect(() => {
    if (wantsMore && more === 'idle') void loadMore();
  }, [wantsMore, more, loadMore]);

  const isFull = chosen.size >= MAXIMUM_TARGETS;
  const isRunning = done !== null;
  const send = async (): Promise<void> => {
    if (await forward()) {
      notifications.show({
        message: t('select.forwarded', { count: chosen.size }),
        closeButtonProps: { 'aria-label': t('common.close') },
      });
    }
  };
  const [first] = found;
  return (
    <form
      className={styles.dialog}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextInput
        label={t('select.search')}
        description={t('select.searchHint', { count: MAXIMUM_TARGETS })}
        value={query}
        data-autofocus
        disabled={isRunning}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || query === '' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (first === undefined) return;
          toggle(first);
          setQuery('');
        }}
      />
      <div className={styles.targets} role="group" aria-label={t('select.targets')}>
        {shown.slice(0, SHOWN).map((conversation) => (
          <Target
            key={conversation.conversationId}
            conversation={conversation}
            isChosen={chosen.has(conversation.conversationId)}
            isDisabled={isRunning || (isFull && !chosen.has(conversation.conversationId))}
            onToggle={toggle}
          />
        ))}
        <span role="status" className={styles.note}>
          {targets.status === 'loading' || (wantsMore && more !== 'failed') ? (
            <Busy size="xs" type="dots" />
          ) : shown.length === 0 && list !== undefined ? (
            t('select.noTarget')
          ) : shown.length > SHOWN || (query === '' && hasMore) ? (
            t('select.moreByTyping')
          ) : null}
        </span>
        {targets.status === 'failed' || more === 'failed' ? (
          <LoadMore
            more="failed"
            onRetry={() => (more === 'failed' ? void loadMore() : askWhereTo(messages))}
          />
        ) : null}
      </div>
      {failed.length === 0 ? null : (
        <ul className={styles.failed} role="alert">
          {failed.map(({ conversation, failure }) => (
            <li key={conversation.conversationId}>
              <strong dir="auto">{conversation.name}</strong> {t(`errors.${failure.code}.happened`)}
            </li>
          ))}
        </ul>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={leave} disabled={isRunning}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" disabled={chosen.size === 0} loading={isRunning}>
          {chosen.size === 0 ? t('select.forward') : t('select.forwardTo', { count: chosen.size })}
        </Button>
      </Group>
    </form>
  );
}

function Target({
  conversation,
  isChosen,
  isDisabled,
  onToggle,
}: {
  readonly conversation: ConversationSummary;
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
  readonly onToggle: (conversation: ConversationSummary) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { conversationId, name, isGroup, phoneNumber } = conversation;
  return (
    <Checkbox
      className={styles.target}
      checked={isChosen}
      disabled={isDisabled}
      onChange={() => onToggle(conversation)}
      label={
        <span className={styles.who}>
          <Avatar name={name} colourKey={conversationId} isGroup={isGroup} size="small" />
          <bdi className={styles.name}>{name}</bdi>
          <span className={styles.detail}>{isGroup ? t('inbox.group') : phoneNumber}</span>
        </span>
      }
    />
  );
}
