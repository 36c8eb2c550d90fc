import { Button, Group, Modal, TextInput } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useInbox } from '../inbox-context.ts';
import { startOfDay } from './calendar-day.ts';
import styles from './find.module.css';

/** Asks for the day at which the conversation shall be shown. */
export const DayDialog = memo(function DayDialog(): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const today = formats.dayKey(useNow('minutes'));
  const jump = useInbox((state) => state.dayJump);
  const ask = useInbox((state) => state.askForDay);
  const go = useInbox((state) => state.goToDay);
  const leave = useInbox((state) => state.leaveDay);
  const day = jump?.day ?? '';
  const start = startOfDay(day);
  const dayWords = start === null ? '' : formats.date(start);
  return (
    <Modal
      opened={jump !== null}
      onClose={leave}
      title={t('find.dayTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="sm"
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void go(day);
        }}
      >
        <TextInput
          type="date"
          label={t('find.day')}
          description={t('find.dayHint')}
          value={day}
          max={today}
          data-autofocus
          onChange={(event) => ask(event.currentTarget.value)}
        />
        <p className={styles.dayNote} role="status">
          {jump?.state === 'nothing'
            ? t('find.dayNothing', { day: dayWords })
            : jump?.state === 'later'
              ? t('find.dayLater', { day: dayWords, found: formats.date(jump.found ?? 0) })
              : ''}
        </p>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={leave}>
            {jump?.state === 'later' ? t('common.close') : t('common.cancel')}
          </Button>
          <Button type="submit" disabled={start === null} loading={jump?.state === 'looking'}>
            {t('find.dayGo')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
});
