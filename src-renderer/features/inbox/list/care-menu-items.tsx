import { Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconCheck,
  IconCircleCheck,
  IconClock,
  IconFlag,
  IconHourglass,
  IconMail,
  IconMailOpened,
  IconPin,
  IconPinnedOff,
  IconRotateClockwise,
  IconTag,
  IconUser,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { stillHere } from '../../../access/still-here.ts';
import { priorities, statusAt } from '../../../../src-preload/contract/conversation-filter.ts';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { useNow } from '../../../ui/time/time-context.tsx';
import { isMac } from '../../../ui/is-mac.ts';
import { shortcutText } from '../../../ui/shortcuts.ts';
import { useInbox } from '../inbox-context.ts';
import { BlockMenuItem } from '../block/block-menu-item.tsx';
import { LabelChip } from '../../../labels/label-chip.tsx';
import { useOfferedLabels } from '../labels/offered-labels.ts';
import type { CareAction } from './list-state.ts';
import { archiving, pinning } from './placing.ts';
import { snoozeChoices, snoozeTime } from './snooze-times.ts';

const size = '1rem';
const stroke = 1.8;

interface CareMenuItemsProperties {
  /** One, or all that are picked. */
  readonly targets: readonly ConversationSummary[];
  /** Leaves out what the head of a thread has controls of its own for. */
  readonly isShort?: boolean;
}

/** What can be done to conversations, as the items of a menu. What is so of all of them is ticked. */
export function CareMenuItems({ targets, isShort = false }: CareMenuItemsProperties): ReactNode {
  const { t } = useTranslation();
  const care = useInbox((state) => state.care);
  const now = useNow('minutes');
  const act = (action: CareAction): void => void care(targets, action);
  const areAll = (is: (each: ConversationSummary) => boolean): boolean => targets.every(is);
  const tick = (isSo: boolean): ReactNode =>
    isSo ? <IconCheck size={size} stroke={stroke} aria-hidden="true" /> : null;
  return (
    <>
      {areAll((each) => each.status === 'resolved') ? null : (
        <Menu.Item
          leftSection={<IconCircleCheck size={size} stroke={stroke} />}
          onClick={() => act({ kind: 'status', status: 'resolved' })}
        >
          {t('inboxList.resolve')}
        </Menu.Item>
      )}
      {areAll((each) => statusAt(each, now) === 'open') ? null : (
        <Menu.Item
          leftSection={<IconRotateClockwise size={size} stroke={stroke} />}
          onClick={() => act({ kind: 'status', status: 'open' })}
        >
          {t('inboxList.reopen')}
        </Menu.Item>
      )}
      {areAll((each) => each.status === 'pending') ? null : (
        <Menu.Item
          leftSection={<IconHourglass size={size} stroke={stroke} />}
          onClick={() => act({ kind: 'status', status: 'pending' })}
        >
          {t('inboxList.makePending')}
        </Menu.Item>
      )}
      <SnoozeItems targets={targets} act={act} />
      <Menu.Divider />
      <PlaceItems targets={targets} act={act} />
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<IconFlag size={size} stroke={stroke} />}>
            {t('inboxList.priority')}
          </Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {priorities.toReversed().map((priority) => (
            <Menu.Item
              key={priority}
              rightSection={tick(areAll((each) => each.priority === priority))}
              onClick={() => act({ kind: 'priority', priority })}
            >
              {t(`inboxList.priorities.${priority}`)}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      {isShort ? null : (
        <>
          <AssignItems
            tick={(userId) => tick(areAll((each) => each.assigneeId === userId))}
            act={act}
          />
          <LabelItems
            tick={(label) => tick(areAll((each) => each.labels.includes(label)))}
            isOn={(label) => areAll((each) => each.labels.includes(label))}
            act={act}
          />
          {areAll((each) => each.unreadCount === 0) ? null : (
            <Menu.Item
              leftSection={<IconMailOpened size={size} stroke={stroke} />}
              onClick={() => act({ kind: 'markRead' })}
            >
              {t('inboxList.markRead')}
            </Menu.Item>
          )}
        </>
      )}
      {areAll((each) => each.unreadCount > 0) ? null : (
        <Menu.Item
          leftSection={<IconMail size={size} stroke={stroke} />}
          onClick={() => act({ kind: 'markUnread' })}
        >
          {t('unread.markUnread')}
        </Menu.Item>
      )}
      <BlockMenuItem targets={targets} />
    </>
  );
}

type Act = (action: CareAction) => void;

/** What WhatsApp does on all devices of the account. It pins nothing that is archived. */
function PlaceItems({
  targets,
  act,
}: {
  readonly targets: readonly ConversationSummary[];
  readonly act: Act;
}): ReactNode {
  const { t } = useTranslation();
  const pin = pinning(targets);
  const archive = archiving(targets);
  const arePinned = pin?.kind === 'pin' && !pin.isPinned;
  const areArchived = archive.kind === 'archive' && !archive.isArchived;
  return (
    <>
      {pin === null ? null : (
        <Menu.Item
          leftSection={
            arePinned ? (
              <IconPinnedOff size={size} stroke={stroke} />
            ) : (
              <IconPin size={size} stroke={stroke} />
            )
          }
          rightSection={<kbd aria-hidden="true">{shortcutText('pin', isMac())}</kbd>}
          onClick={() => act(pin)}
        >
          {t(arePinned ? 'inboxList.unpin' : 'inboxList.pin')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={
          areArchived ? (
            <IconArchiveOff size={size} stroke={stroke} />
          ) : (
            <IconArchive size={size} stroke={stroke} />
          )
        }
        rightSection={<kbd aria-hidden="true">{shortcutText('archive', isMac())}</kbd>}
        onClick={() => act(archive)}
      >
        {t(areArchived ? 'inboxList.unarchive' : 'inboxList.putInArchive')}
      </Menu.Item>
    </>
  );
}

function SnoozeItems({
  targets,
  act,
}: {
  readonly targets: readonly ConversationSummary[];
  readonly act: Act;
}): ReactNode {
  const { t } = useTranslation();
  const chooseSnooze = useInbox((state) => state.chooseSnooze);
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconClock size={size} stroke={stroke} />}>
          {t('inboxList.snooze')}
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {snoozeChoices.map((choice) => (
          <Menu.Item
            key={choice}
            onClick={() => act({ kind: 'snooze', until: snoozeTime(choice, new Date()) })}
          >
            {t(`inboxList.snoozes.${choice}`)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => chooseSnooze(targets)}>{t('inboxList.snoozeCustom')}</Menu.Item>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function AssignItems({
  tick,
  act,
}: {
  readonly tick: (userId: ConversationSummary['assigneeId']) => ReactNode;
  readonly act: Act;
}): ReactNode {
  const { t } = useTranslation();
  const colleagues = useInbox((state) => state.colleagues);
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconUser size={size} stroke={stroke} />}>
          {t('inboxList.assign')}
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown mah="20rem" style={{ overflowY: 'auto' }}>
        <Menu.Item rightSection={tick(null)} onClick={() => act({ kind: 'assign', userId: null })}>
          {t('inboxList.nobody')}
        </Menu.Item>
        {stillHere(shownValue(colleagues) ?? []).map(({ userId, name }) => (
          <Menu.Item
            key={userId}
            rightSection={tick(userId)}
            onClick={() => act({ kind: 'assign', userId })}
          >
            <span dir="auto">{name}</span>
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function LabelItems({
  tick,
  isOn,
  act,
}: {
  readonly tick: (label: string) => ReactNode;
  readonly isOn: (label: string) => boolean;
  readonly act: Act;
}): ReactNode {
  const { t } = useTranslation();
  const labels = useOfferedLabels();
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconTag size={size} stroke={stroke} />}>
          {t('inboxList.labels')}
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown mah="20rem" style={{ overflowY: 'auto' }}>
        {labels.length === 0 ? <Menu.Item disabled>{t('inboxList.noLabels')}</Menu.Item> : null}
        {labels.map((label) => (
          <Menu.Item
            key={label}
            rightSection={tick(label)}
            onClick={() => act({ kind: isOn(label) ? 'removeLabel' : 'addLabel', label })}
          >
            <LabelChip label={label} />
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
