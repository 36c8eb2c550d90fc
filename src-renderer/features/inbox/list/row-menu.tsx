import { Menu } from '@mantine/core';
import { IconSquare, IconSquareCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { isMac } from '../../../ui/is-mac.ts';
import { shortcutText } from '../../../ui/shortcuts.ts';
import { useInbox } from '../inbox-context.ts';
import { CareMenuItems } from './care-menu-items.tsx';
import styles from './row-menu.module.css';

/** Where a menu was asked for, in pixels of the window, and of which row. */
export interface RowMenuPlace {
  readonly x: number;
  readonly y: number;
  readonly conversation: ConversationSummary;
}

/** What to do with the row that was clicked, or with all that are picked when it is one of those. */
export function RowMenu({
  place,
  onClose,
}: {
  readonly place: RowMenuPlace;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const picked = useInbox((state) => state.picked);
  const togglePick = useInbox((state) => state.togglePick);
  const { x, y, conversation } = place;
  const isPicked = picked.has(conversation.conversationId);
  const targets = isPicked ? [...picked.values()] : [conversation];
  const name =
    targets.length > 1
      ? t('inboxList.menuOfMany')
      : t('inboxList.menuOf', { name: conversation.name });
  return (
    <Menu
      opened
      onChange={(opened) => {
        if (!opened) onClose();
      }}
      position="right-start"
      width={230}
      returnFocus={false}
      // Not keys as well: the one that opens it would close it again.
      clickOutsideEvents={['mousedown', 'touchstart']}
    >
      <Menu.Target>
        {/* Where it hangs: nothing to see, and a control only because it is said to have a menu. */}
        <button
          type="button"
          tabIndex={-1}
          aria-label={name}
          className={styles.anchor}
          style={{ insetInlineStart: x, top: y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={name}>
        <Menu.Item
          leftSection={
            isPicked ? (
              <IconSquareCheck size="1rem" stroke={1.8} />
            ) : (
              <IconSquare size="1rem" stroke={1.8} />
            )
          }
          rightSection={<kbd aria-hidden="true">{shortcutText('select', isMac())}</kbd>}
          onClick={() => togglePick(conversation)}
        >
          {t(isPicked ? 'inboxList.unselect' : 'inboxList.select')}
        </Menu.Item>
        <Menu.Divider />
        <CareMenuItems targets={targets} />
      </Menu.Dropdown>
    </Menu>
  );
}
