import { ActionIcon, Button, Menu, Popover, TextInput } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Schedule } from '../../../../src-preload/contract/outgoing.ts';
import { useNow } from '../../../ui/time/time-context.tsx';
import { nextMorning, snoozeTime } from '../list/snooze-times.ts';

/** When a message shall go: in an hour, tomorrow morning, or at a moment of one's own, in this computer's time zone. */
export const ScheduleMenu = memo(function ScheduleMenu({
  disabled,
  onChoose,
}: {
  readonly disabled: boolean;
  readonly onChoose: (schedule: Schedule) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [isPicking, setPicking] = useState(false);
  const now = useNow('minutes');
  const [typed, setTyped] = useState<string | null>(null);
  const moment = typed ?? nextMorning(new Date(now));
  const choose = (at: number): void => {
    setPicking(false);
    onChoose({ at, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  };
  const at = new Date(moment).getTime();
  return (
    // Its target is no control by itself: the menu inside it is.
    <Popover
      opened={isPicking}
      onChange={setPicking}
      position="top-end"
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <span>
          <Menu position="top-end" width={220} returnFocus>
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="2.125rem"
                radius="md"
                disabled={disabled}
                aria-label={t('composer.schedule')}
              >
                <IconClock size="1.2rem" stroke={1.8} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => choose(Date.now() + 60 * 60 * 1000)}>
                {t('composer.inAnHour')}
              </Menu.Item>
              <Menu.Item onClick={() => choose(snoozeTime('tomorrow', new Date()))}>
                {t('composer.tomorrow')}
              </Menu.Item>
              <Menu.Item onClick={() => setPicking(true)}>{t('composer.pickTime')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('composer.schedule')}>
        <TextInput
          type="datetime-local"
          label={t('composer.sendAt')}
          value={moment}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button mt="sm" size="compact-sm" disabled={!(at > now)} onClick={() => choose(at)}>
          {t('composer.schedule')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
});
