import { Button } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconArrowForwardUp, IconCheck, IconCopy, IconX } from '@tabler/icons-react';
import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { copyText } from '../../../ui/copy-text.ts';
import { useInbox } from '../inbox-context.ts';
import { messageLines } from './message-lines.ts';
import { inWritingOrder } from './select-slice.ts';
import type { Selection } from './select-state.ts';
import styles from './select.module.css';

/** How many messages are selected, and what can be done with them; nothing while nobody selects. */
export const SelectBar = memo(function SelectBar({ name }: { readonly name: string }): ReactNode {
  const selection = useInbox((state) => state.selection);
  return selection === null ? null : <OpenSelectBar selection={selection} name={name} />;
});

function OpenSelectBar({
  selection,
  name,
}: {
  readonly selection: Selection;
  readonly name: string;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const leave = useInbox((state) => state.leaveSelection);
  const askWhereTo = useInbox((state) => state.askWhereTo);
  const [copied, setCopied] = useState<Selection | null>(null);
  const isCopied = copied === selection;
  const messages = inWritingOrder(selection);
  const copy = (): void => {
    if (copyText(messageLines(t, formats, messages, name))) setCopied(selection);
  };
  useWindowEvent(
    'keydown',
    (event) => {
      if (!(event.target instanceof Element)) return;
      const isElsewhere = event.target.closest('[role="dialog"], [role="menu"], [role="search"]');
      if (isElsewhere !== null || event.isComposing) return;
      const isCopy = event.key.toLowerCase() === 'c' && event.ctrlKey !== event.metaKey;
      if (event.key === 'Escape') {
        // Not the conversation: that is the next one.
        event.preventDefault();
        event.stopPropagation();
        leave();
      } else if (isCopy && !isTextSelected(event.target)) {
        event.preventDefault();
        copy();
      }
    },
    { capture: true },
  );
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('select.title')}>
      <span className={styles.count} role="status">
        {t('select.count', { count: messages.length })}
        {isCopied ? ` · ${t('bubble.copied')}` : ''}
      </span>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={isCopied ? <IconCheck size="1rem" /> : <IconCopy size="1rem" stroke={1.8} />}
        onClick={copy}
      >
        {t('select.copy')}
      </Button>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconArrowForwardUp size="1rem" stroke={1.8} />}
        onClick={() => askWhereTo(messages)}
      >
        {t('select.forward')}
      </Button>
      <IconButton name={t('select.leave')} size="md" onClick={leave}>
        <IconX size="1rem" stroke={1.8} />
      </IconButton>
    </div>
  );
}

/** Whether the keys would copy something by themselves: part of a field, or of the page. */
function isTextSelected(target: Element): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) {
    return target.selectionStart !== target.selectionEnd;
  }
  return getSelection()?.isCollapsed === false;
}
