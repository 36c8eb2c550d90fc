import { Button, Group, Modal, TextInput } from '@mantine/core';
import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { useNow } from '../../../ui/time/time-context.tsx';
import { useInbox } from '../inbox-context.ts';
import { nextMorning } from './snooze-times.ts';

/** Asks for the moment until which conversations are put aside, by the clock of this computer. */
export const SnoozeDialog = memo(function SnoozeDialog(): ReactNode {
  const { t } = useTranslation();
  const targets = useInbox((state) => state.snoozing);
  const choose = useInbox((state) => state.chooseSnooze);
  const care = useInbox((state) => state.care);
  const now = useNow('minutes');
  const [typed, setTyped] = useState<string | null>(null);
  const moment = typed ?? nextMorning(new Date(now));
  const until = new Date(moment).getTime();
  const close = (): void => {
    choose([]);
    setTyped(null);
  };
  return (
    <Modal
      opened={targets.length > 0}
      onClose={close}
      title={t('inboxList.snoozeTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="sm"
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!(until > now)) return;
          void care(targets, { kind: 'snooze', until });
          close();
        }}
      >
        <TextInput
          type="datetime-local"
          label={t('inboxList.snoozeAt')}
          description={t('inboxList.snoozeHint')}
          value={moment}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!(until > now)}>
            {t('inboxList.snoozeAction')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
});
