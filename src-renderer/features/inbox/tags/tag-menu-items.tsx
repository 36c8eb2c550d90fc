import { Menu } from '@mantine/core';
import { IconStar, IconStarOff, IconTag } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { MAXIMUM_TAGS, type Message, STAR } from '../../../../src-preload/contract/message.ts';
import { useInbox } from '../inbox-context.ts';

/** In the menu of a message: the star, and the way to its tags. */
export function TagMenuItems({ message }: { readonly message: Message }): ReactNode {
  const { t } = useTranslation();
  const setTags = useInbox((state) => state.setTags);
  const tagMessage = useInbox((state) => state.tagMessage);
  const tags = message.tags ?? [];
  const isStarred = tags.includes(STAR);
  const Icon = isStarred ? IconStarOff : IconStar;
  return (
    <>
      <Menu.Item
        leftSection={<Icon size="1rem" stroke={1.8} />}
        disabled={!isStarred && tags.length >= MAXIMUM_TAGS}
        onClick={() =>
          void setTags(message, isStarred ? tags.filter((tag) => tag !== STAR) : [STAR, ...tags])
        }
      >
        {t(isStarred ? 'tags.unstar' : 'tags.star')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconTag size="1rem" stroke={1.8} />}
        onClick={() => tagMessage(message)}
      >
        {t('tags.edit')}
      </Menu.Item>
    </>
  );
}
