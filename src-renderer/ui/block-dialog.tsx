import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';

interface BlockDialogProperties {
  readonly isOpen: boolean;
  readonly name: string;
  /** The account through which the person is blocked; undefined where it has no name. */
  readonly account: string | undefined;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks before a person is blocked: the other side notices, for nothing of theirs arrives any more. */
export function BlockDialog({
  isOpen,
  name,
  account,
  onClose,
  onConfirm,
}: BlockDialogProperties): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('block.title', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="sm"
      centered
    >
      <Text size="sm">
        {account === undefined ? t('block.explain') : t('block.explainAccount', { account })}
      </Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          {t('block.confirm')}
        </Button>
      </Group>
    </Modal>
  );
}
