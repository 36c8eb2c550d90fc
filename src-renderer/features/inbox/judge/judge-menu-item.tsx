import { Menu } from '@mantine/core';
import { IconTargetArrow, IconTargetOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useInbox } from '../inbox-context.ts';
import { findConversation } from '../inbox-state.ts';
import { useJudging } from './use-judging.ts';

/** In the menu of a message: whether the customer wants to buy with it. Of groups and of what we write nobody asks. */
export function JudgeMenuItem({ message }: { readonly message: Message }): ReactNode {
  const { t } = useTranslation();
  const isGroup = useInbox(
    (state) => findConversation(state, message.conversationId)?.isGroup ?? false,
  );
  const { confirm, deny } = useJudging();
  if (isGroup || message.direction === 'outgoing' || message.content.trim() === '') return null;
  const Icon = message.leadGenerated ? IconTargetOff : IconTargetArrow;
  return (
    <Menu.Item
      leftSection={<Icon size="1rem" stroke={1.8} />}
      onClick={() => void (message.leadGenerated ? deny : confirm)(message)}
    >
      {t(message.leadGenerated ? 'judgements.notBuying' : 'judgements.buying')}
    </Menu.Item>
  );
}
