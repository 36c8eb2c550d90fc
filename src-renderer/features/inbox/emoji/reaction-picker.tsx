import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
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
  const react = useInbox((state) => state.react);
  return (
    <Popover opened={opened} onChange={onChange} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <span>{children}</span>
      </Popover.Target>
      <Popover.Dropdown p={0}>
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
