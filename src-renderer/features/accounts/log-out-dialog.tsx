import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';

interface LogOutDialogProperties {
  readonly account: string;
  readonly opened: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

export function LogOutDialog({
  account,
  opened,
  onCancel,
  onConfirm,
}: LogOutDialogProperties): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={t('accounts.logOutTitle', { account })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm">{t('accounts.logOutText')}</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button color="red" onClick={onConfirm}>
          {t('accounts.logOutConfirm')}
        </Button>
      </Group>
    </Modal>
  );
}
