import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheckbox,
  IconCopy,
  IconDotsVertical,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Message } from '../../../src-preload/contract/message.ts';
import { useNow } from '../../ui/time/time-context.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { ReactionPicker } from './emoji/reaction-picker.tsx';
import { useInbox } from './inbox-context.ts';
import { JudgeMenuItem } from './judge/judge-menu-item.tsx';
import styles from './message-actions.module.css';
import { isSelectable } from './select/select-slice.ts';
import { TagMenuItems } from './tags/tag-menu-items.tsx';

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;
/** How long WhatsApp lets a text be changed, in milliseconds; it has the last word. */
const EDITABLE_MS = 15 * 60 * 1000;

/** What can be done to a message that WhatsApp has. Its menu is made when it is first opened: threads have many. */
export function MessageActions({ message }: { readonly message: Message }): ReactNode {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const [isMade, setMade] = useState(false);
  const [opened, setOpened] = useState(false);
  /** Whether the pointer went down while it was open, and has closed it with that. */
  const wasOpen = useRef(false);
  if (message.outbox !== null || message.type === 'revoked' || message.type === 'group_event') {
    return null;
  }
  const onChange = (isOpen: boolean): void => {
    setOpened(isOpen);
    if (!isOpen) button.current?.focus({ preventScroll: true });
  };
  return (
    <span className={styles.actions}>
      <button
        ref={button}
        type="button"
        className={styles.open}
        aria-label={t('actions.open')}
        aria-haspopup="menu"
        aria-expanded={opened}
        onPointerDown={() => {
          wasOpen.current = opened;
        }}
        onClick={() => {
          setMade(true);
          setOpened(!wasOpen.current);
          wasOpen.current = false;
        }}
      >
        <IconDotsVertical size="1rem" stroke={1.8} aria-hidden="true" />
      </button>
      {isMade ? <MessageMenu message={message} opened={opened} onChange={onChange} /> : null}
    </span>
  );
}

function MessageMenu({
  message,
  opened,
  onChange,
}: {
  readonly message: Message;
  readonly opened: boolean;
  readonly onChange: (opened: boolean) => void;
}): ReactNode {
  const { t } = useTranslation();
  const replyTo = useInbox((state) => state.replyTo);
  const startEditing = useInbox((state) => state.startEditing);
  const revoke = useInbox((state) => state.revoke);
  const askWhereTo = useInbox((state) => state.askWhereTo);
  const toggleMessage = useInbox((state) => state.toggleMessage);
  const now = useNow('minutes');
  const [isPicking, setPicking] = useState(false);
  const { direction, type, content, timestamp } = message;
  const isOurs = direction === 'outgoing';
  const isEditable = isOurs && type === 'text' && now - timestamp < EDITABLE_MS;
  return (
    <ReactionPicker message={message} opened={isPicking} onChange={setPicking}>
      <Menu
        opened={opened}
        onChange={onChange}
        position="bottom-end"
        width={220}
        returnFocus={false}
      >
        <Menu.Target>
          <span className={styles.anchor} />
        </Menu.Target>
        <Menu.Dropdown aria-label={t('actions.open')}>
          <Reactions message={message} onMore={() => setPicking(true)} />
          <Menu.Item
            leftSection={<IconArrowBackUp size="1rem" stroke={1.8} />}
            onClick={() => replyTo(message)}
          >
            {t('actions.reply')}
          </Menu.Item>
          {content === '' ? null : (
            <Menu.Item
              leftSection={<IconCopy size="1rem" stroke={1.8} />}
              onClick={() => copyText(content)}
            >
              {t('actions.copy')}
            </Menu.Item>
          )}
          {isEditable ? (
            <Menu.Item
              leftSection={<IconPencil size="1rem" stroke={1.8} />}
              onClick={() => startEditing(message)}
            >
              {t('actions.edit')}
            </Menu.Item>
          ) : null}
          {isSelectable(message) ? (
            <>
              <Menu.Item
                leftSection={<IconArrowForwardUp size="1rem" stroke={1.8} />}
                onClick={() => askWhereTo([message])}
              >
                {t('select.forward')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconCheckbox size="1rem" stroke={1.8} />}
                onClick={() => toggleMessage(message)}
              >
                {t('select.begin')}
              </Menu.Item>
            </>
          ) : null}
          <TagMenuItems message={message} />
          <JudgeMenuItem message={message} />
          {isOurs ? (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size="1rem" stroke={1.8} />}
              onClick={() => void revoke(message)}
            >
              {t('actions.revoke')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </ReactionPicker>
  );
}

function Reactions({
  message,
  onMore,
}: {
  readonly message: Message;
  readonly onMore: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const react = useInbox((state) => state.react);
  const ours = message.reactions.find(({ isOurs }) => isOurs)?.emoji;
  return (
    <div className={styles.reactions}>
      {EMOJI.map((emoji) => (
        <Menu.Item
          key={emoji}
          className={styles.emoji}
          aria-label={t(emoji === ours ? 'actions.unreact' : 'actions.react', { emoji })}
          data-ours={emoji === ours}
          onClick={() => void react(message, emoji === ours ? null : emoji)}
        >
          {emoji}
        </Menu.Item>
      ))}
      <Menu.Item className={styles.emoji} aria-label={t('actions.reactOther')} onClick={onMore}>
        <IconPlus size="1rem" stroke={1.8} />
      </Menu.Item>
    </div>
  );
}
