import { Menu } from '@mantine/core';
import { IconBan, IconCircleOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { useInbox } from '../inbox-context.ts';

/** Blocks the person of one conversation, or no longer; there is none for groups, nor for several at once. */
export function BlockMenuItem({
  targets,
}: {
  readonly targets: readonly ConversationSummary[];
}): ReactNode {
  const { t } = useTranslation();
  const care = useInbox((state) => state.care);
  const askToBlock = useInbox((state) => state.askToBlock);
  const [only, ...others] = targets;
  if (only === undefined || others.length > 0 || only.isGroup) return null;
  const isBlocked = only.isBlocked === true;
  const Icon = isBlocked ? IconCircleOff : IconBan;
  return (
    <>
      <Menu.Divider />
      <Menu.Item
        leftSection={<Icon size="1rem" stroke={1.8} />}
        onClick={() =>
          isBlocked ? void care([only], { kind: 'block', isBlocked: false }) : askToBlock(only)
        }
      >
        {t(isBlocked ? 'block.unblock' : 'block.block')}
      </Menu.Item>
    </>
  );
}
