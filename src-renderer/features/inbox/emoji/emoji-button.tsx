import { ActionIcon, Popover } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { EmojiPicker } from './emoji-picker.tsx';

/** In the composer: opens the picker. */
export const EmojiButton = memo(function EmojiButton({
  onPick,
}: {
  readonly onPick: (emoji: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="2.125rem"
          radius="md"
          aria-label={t('composer.emoji.open')}
          onClick={() => setOpened(!opened)}
        >
          <IconMoodSmile size="1.2rem" stroke={1.8} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('composer.emoji.open')}>
        <EmojiPicker
          onPick={(emoji) => {
            setOpened(false);
            onPick(emoji);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
});
