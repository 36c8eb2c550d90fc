import { ActionIcon, CloseButton, Popover, TagsInput, Tooltip } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import {
  type ConversationSummary,
  MAXIMUM_LABEL_LENGTH,
  MAXIMUM_LABELS,
} from '../../../../src-preload/contract/conversation.ts';
import styles from './label-editor.module.css';
import { useInbox } from '../inbox-context.ts';
import { LabelChip } from '../../../labels/label-chip.tsx';
import { useOfferedLabels } from './offered-labels.ts';

const shown = 2;

/** The team's labels of a conversation, and where to change them: what is typed counts with Enter. */
export const LabelEditor = memo(function LabelEditor({
  conversation,
  showsAll = false,
}: {
  readonly conversation: ConversationSummary;
  /** There is room for all of them, whatever the window. */
  readonly showsAll?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { labels } = conversation;
  const [opened, setOpened] = useState(false);
  return (
    <>
      <span className={styles.labels} data-all={showsAll} title={labels.join(', ')}>
        {(showsAll ? labels : labels.slice(0, shown)).map((label) => (
          <LabelChip key={label} label={label} />
        ))}
        {showsAll || labels.length <= shown ? null : (
          <span className={styles.more}>
            {t('inbox.moreLabels', { number: labels.length - shown })}
          </span>
        )}
      </span>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-end"
        width={320}
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <Tooltip label={t('thread.labels')} disabled={opened}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('thread.labels')}
              onClick={() => setOpened(!opened)}
            >
              <IconTag size="1.1rem" stroke={1.8} />
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('thread.labels')}>
          <LabelField conversation={conversation} />
        </Popover.Dropdown>
      </Popover>
    </>
  );
});

/** Only while it is open: what is offered is gathered from all conversations that are shown. */
function LabelField({
  conversation: { conversationId, labels },
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const setLabels = useInbox((state) => state.setLabels);
  const offered = useOfferedLabels();
  return (
    <TagsInput
      label={t('thread.labels')}
      placeholder={t('thread.labelsHint')}
      value={labels}
      maxTags={MAXIMUM_LABELS}
      maxLength={MAXIMUM_LABEL_LENGTH}
      data={offered}
      renderOption={({ option }) => <LabelChip label={option.value} />}
      renderPill={({ value, onRemove }) => (
        <span className={styles.pill}>
          {value === undefined ? null : <LabelChip label={value} />}
          <CloseButton
            size="xs"
            iconSize="0.75rem"
            aria-label={t('thread.removeLabel', { label: value ?? '' })}
            onMouseDown={(event) => event.preventDefault()}
            onClick={onRemove}
          />
        </span>
      )}
      maxDropdownHeight={220}
      // In the popover, whose outside closes it.
      comboboxProps={{ withinPortal: false }}
      classNames={{ inputField: styles.field }}
      data-autofocus
      onChange={(changed) => void setLabels(conversationId, changed)}
    />
  );
}
