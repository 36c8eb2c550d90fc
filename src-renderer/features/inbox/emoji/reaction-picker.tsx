import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useInbox } from '../inbox-context.ts';
import { EmojiPicker } from './emoji-picker.tsx';

/** Any emoji to react with, beside the control that `children` are. */
export function ReactionPicker({
  message,
  opened,
  onChange,
  children,
}: {
  readonly message: Message;
  readonly opened: boolean;
  readonly onChange: (opened: boolean) => void;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const react = useInbox((state) => state.react);
  return (
    // Its target is no control by itself: the one inside it is.
    <Popover
      opened={opened}
      onChange={onChange}
      position="bottom-end"
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <span>{children}</span>
      </Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={t('actions.reactOther')}>
        <EmojiPicker
          onPick={(emoji) => {
            onChange(false);
            void react(message, emoji);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
